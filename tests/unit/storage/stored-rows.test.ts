import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import { defineStoredRows } from '@/utils/storage/stored-rows';

type Row = { id: string; value: number };
type Step = { kind: 'raise' | 'drop' | 'keep' | 'double' | 'clear'; ids: string[] };

const rows = defineStoredRows('numbers', z.object({ id: z.string(), value: z.number() }));

const session = fakeBrowser.storage.session;
const row = (id: string, value = 0): Row => ({ id, value });
const mapOf = (...all: Row[]) => new Map(all.map((each) => [each.id, each]));
const keyOf = (id: string) => `numbers/${rows.bucketOf(id)}`;
/** Stored rows by id; one that is stored twice fails the test. */
async function stored(): Promise<Map<string, number>> {
  const all = await rows.all();
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  return new Map(all.map(({ id, value }) => [id, value]));
}

/** An id in another bucket than `other`. */
function idElsewhere(other: string): string {
  for (let number = 0; ; number += 1)
    if (rows.bucketOf(`other-${number}`) !== rows.bucketOf(other)) return `other-${number}`;
}

/** Two ids in one bucket. */
function neighbors(): [string, string] {
  for (let number = 0; ; number += 1)
    if (rows.bucketOf(`next-${number}`) === rows.bucketOf('a')) return ['a', `next-${number}`];
}

beforeEach(() => {
  fakeBrowser.reset();
});

describe('stored rows', () => {
  it('are empty while nothing is stored', async () => {
    expect(await rows.all()).toEqual([]);
    expect(await rows.find(['a'])).toEqual(new Map());
    expect(await rows.find([])).toEqual(new Map());
  });

  it('are found by id, those that are there, in the order in which they were asked for', async () => {
    await rows.replace(() => mapOf(row('a', 1), row('b', 2), row('c', 3)));
    expect([...(await rows.find(['c', 'x', 'a'])).values()]).toEqual([row('c', 3), row('a', 1)]);
  });

  it('are spread evenly, whatever their ids look like', () => {
    const counts = new Map<number, number>();
    for (let number = 0; number < 12_800; number += 1) {
      const bucket = rows.bucketOf(`1b2c3d4e-0000-4000-8000-${String(number).padStart(12, '0')}`);
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
    expect(counts.size).toBe(128);
    expect(Math.max(...counts.values())).toBeLessThan(200);
  });

  it.each([['text'], [7], [true], [{ id: 'a' }], [null]])('are none where %j is stored', async (garbage) => {
    await session.set({ [keyOf('a')]: garbage });
    expect(await rows.all()).toEqual([]);
  });

  it('that do not match are passed over, the others of their bucket stay', async () => {
    const [first, second] = neighbors();
    await session.set({ [keyOf(first)]: [row(first, 1), { id: second, value: 'x' }, null, 7] });
    expect(await stored()).toEqual(new Map([[first, 1]]));
    await rows.patch([second], (id, before) => {
      expect(before).toBeUndefined();
      return row(id, 2);
    });
    expect(await session.get()).toEqual({ [keyOf(first)]: [row(first, 1), row(second, 2)] });
  });
});

describe('a change of stored rows', () => {
  it('writes the buckets of what changed, and no other', async () => {
    const [first, second] = neighbors();
    const elsewhere = idElsewhere(first);
    await rows.replace(() => mapOf(row(first), row(second), row(elsewhere)));
    const set = vi.spyOn(session, 'set');
    const remove = vi.spyOn(session, 'remove');
    await rows.patch([first, elsewhere], (id, before) => (id === first ? row(id, 5) : before));
    expect(set.mock.calls).toEqual([[{ [keyOf(first)]: [row(first, 5), row(second)] }]]);
    expect(remove).not.toHaveBeenCalled();
  });

  it('writes nothing where every row stays the same object', async () => {
    await rows.replace(() => mapOf(row('a'), row('b')));
    const set = vi.spyOn(session, 'set');
    const remove = vi.spyOn(session, 'remove');
    await rows.patch(['a', 'b', 'x'], (_id, before) => before);
    await rows.replace((before) => new Map(before));
    await rows.patch([], () => row('never'));
    expect([...set.mock.calls, ...remove.mock.calls]).toEqual([]);
  });

  it('writes one call for a hundred buckets: half of it is never seen', async () => {
    const set = vi.spyOn(session, 'set');
    await rows.replace(() => mapOf(...Array.from({ length: 500 }, (_, number) => row(`r-${number}`))));
    expect(set).toHaveBeenCalledTimes(1);
    expect(await rows.all()).toHaveLength(500);
  });

  it('takes a row away, and its key with the last one', async () => {
    const [first, second] = neighbors();
    await rows.replace(() => mapOf(row(first), row(second)));
    await rows.patch([first], () => undefined);
    expect(await session.get()).toEqual({ [keyOf(first)]: [row(second)] });
    await rows.patch([second], () => undefined);
    expect(await session.get()).toEqual({});
  });

  it('sees what an earlier one made of the same row, in one patch too', async () => {
    await rows.patch(['a', 'a', 'a'], (id, before) => row(id, (before?.value ?? 0) + 1));
    expect(await stored()).toEqual(new Map([['a', 3]]));
  });

  it('that throws is rejected alone: the next one goes on', async () => {
    const failing = rows.patch(['a'], () => {
      throw new Error('no');
    });
    const following = rows.patch(['a'], (id) => row(id, 1));
    await expect(failing).rejects.toThrow('no');
    await following;
    expect(await stored()).toEqual(new Map([['a', 1]]));
  });

  it('is lost by none of 100 that run at the same time', async () => {
    await Promise.all(
      Array.from({ length: 100 }, () =>
        rows.patch(['total'], (id, before) => row(id, (before?.value ?? 0) + 1)),
      ),
    );
    expect(await stored()).toEqual(new Map([['total', 100]]));
  });

  it('does to the store what it would do to a plain map, in any order and all at once', async () => {
    const id = fc.nat({ max: 40 }).map((number) => `r-${number}`);
    const ids = fc.array(id, { maxLength: 6 });
    const kind = fc.oneof(
      { weight: 6, arbitrary: fc.constant('raise' as const) },
      { weight: 4, arbitrary: fc.constantFrom('drop' as const, 'keep' as const, 'double' as const) },
      { weight: 1, arbitrary: fc.constant('clear' as const) },
    );
    const step: fc.Arbitrary<Step> = fc.record({ kind, ids });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ step, waits: fc.boolean() }), { maxLength: 25 }),
        async (steps) => {
          fakeBrowser.reset();
          const model = new Map<string, number>();
          const underWay: Promise<unknown>[] = [];
          for (const { step: next, waits } of steps) {
            underWay.push(play(next));
            if (waits) await underWay.at(-1);
          }
          await Promise.all(underWay);
          expect(await stored()).toEqual(model);

          function play({ kind: what, ids: named }: Step): Promise<unknown> {
            switch (what) {
              case 'raise':
                for (const each of named) model.set(each, (model.get(each) ?? 0) + 1);
                return rows.patch(named, (each, before) => row(each, (before?.value ?? 0) + 1));
              case 'drop':
                for (const each of named) model.delete(each);
                return rows.patch(named, () => undefined);
              case 'keep':
                for (const each of model.keys()) if (!named.includes(each)) model.delete(each);
                return rows.replace(
                  (before) => new Map([...before].filter(([each]) => named.includes(each))),
                );
              case 'double':
                for (const [each, value] of model) model.set(each, value * 2);
                return rows.replace(
                  (before) => new Map([...before].map(([each, { value }]) => [each, row(each, value * 2)])),
                );
              case 'clear':
                model.clear();
                return rows.clear();
            }
          }
        },
      ),
      { numRuns: 300, seed: 20_260_803 },
    );
  });
});

describe('clearing stored rows', () => {
  it('takes all of them, and nothing else', async () => {
    await session.set({ other: 1, 'numbers-too/1': 2 });
    await rows.replace(() => mapOf(row('a'), row('b')));
    await rows.clear();
    expect(await rows.all()).toEqual([]);
    expect(await session.get()).toEqual({ other: 1, 'numbers-too/1': 2 });
  });

  it('waits for the change before it: nothing comes back', async () => {
    const patching = rows.patch(['a'], (id) => row(id));
    await Promise.all([patching, rows.clear()]);
    expect(await session.get()).toEqual({});
  });
});

describe('watching stored rows', () => {
  it('hears of the buckets that changed, with the rows that match, and of nothing after it stopped', async () => {
    const [first, second] = neighbors();
    const elsewhere = idElsewhere(first);
    await rows.replace(() => mapOf(row(first), row(second), row(elsewhere)));
    const heard: Map<number, Row[]>[] = [];
    const stop = rows.watch((buckets) => heard.push(new Map(buckets)));
    await rows.patch([first], (id) => row(id, 1));
    await rows.patch([elsewhere], () => undefined);
    await session.set({ [keyOf(first)]: [row(first, 2), 'garbage'] });
    stop();
    await rows.patch([first], (id) => row(id, 3));
    expect(heard).toEqual([
      new Map([[rows.bucketOf(first), [row(first, 1), row(second)]]]),
      new Map([[rows.bucketOf(elsewhere), []]]),
      new Map([[rows.bucketOf(first), [row(first, 2)]]]),
    ]);
  });

  it('hears nothing of other keys and other areas', async () => {
    const heard: unknown[] = [];
    const stop = rows.watch((buckets) => heard.push(buckets));
    await session.set({ other: 1 });
    await fakeBrowser.storage.local.set({ [keyOf('a')]: [row('a')] });
    stop();
    expect(heard).toEqual([]);
  });
});

describe('more rows than there is room for', () => {
  const named = defineStoredRows('named', z.object({ id: z.string(), name: z.string() }));
  const many = (count: number, length: number) =>
    Array.from({ length: count }, (_, number) => ({ id: `row-${number}`, name: 'x'.repeat(length) }));
  const storedLength = async () => JSON.stringify(await fakeBrowser.storage.session.get()).length;

  it('at once: the first are kept, and it is said how many are not', async () => {
    const rows = many(50_000, 400);
    const leftOut = await named.replace(() => new Map(rows.map((row) => [row.id, row])));
    const kept = await named.all();
    expect(kept.length).toBeGreaterThan(5_000);
    expect(kept.length + leftOut).toBe(50_000);
    expect(await storedLength()).toBeLessThan(8_000_000);
    expect((await named.find(['row-0'])).size).toBe(1);
  });

  it('one after the other: those that are there stay and may change, no more are added', async () => {
    for (let first = 0; first < 30_000; first += 1_000) {
      const batch = new Map(
        many(30_000, 400)
          .slice(first, first + 1_000)
          .map((row) => [row.id, row]),
      );
      await named.patch([...batch.keys()], (id) => batch.get(id));
    }
    expect(await storedLength()).toBeLessThan(9_500_000);
    await named.patch(['row-0'], (id) => ({ id, name: 'changed' }));
    expect((await named.find(['row-0'])).get('row-0')).toEqual({ id: 'row-0', name: 'changed' });
  });

  it('five thousand rows as an honest floor has them all fit', async () => {
    const rows = many(5_000, 900);
    expect(await named.replace(() => new Map(rows.map((row) => [row.id, row])))).toBe(0);
  });
});

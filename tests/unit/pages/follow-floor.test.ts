import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Floor, FloorRow } from '@/utils/floor/model';
import { firstScreenItem, floorHeadItem, floorLiveItem, floorRows } from '@/utils/floor/state';
import { follow } from '@/utils/pages/follow';
import { followFloor } from '@/utils/pages/follow-floor';
import { byId, floorHead, floorRow } from '../floor/fixtures';

beforeEach(() => {
  fakeBrowser.reset();
});

const HEAD = floorHead();
const store = (...rows: FloorRow[]) => floorRows.replace(() => byId(rows));
const ids = ({ rows }: Floor) => rows.map(({ id }) => id).sort();

/** Two ids that are in different buckets. */
const elsewhere = (() => {
  for (let number = 0; ; number += 1)
    if (floorRows.bucketOf(`c-${number}`) !== floorRows.bucketOf('c-1')) return `c-${number}`;
})();

/** Follows the floor; the first paint is painted when the test says so. */
function followed() {
  const floors: Floor[] = [];
  let paint: (() => void) | undefined;
  const stop = followFloor(
    (floor) => floors.push(floor),
    (goOn) => {
      paint = goOn;
    },
  );
  return {
    floors,
    stop,
    painted() {
      if (!paint) throw new Error('Nothing was handed out yet.');
      paint();
    },
    /** The latest floor, once there is one that fits. */
    async until(fits: (floor: Floor) => boolean): Promise<Floor> {
      await expect.poll(() => floors.some(fits)).toBe(true);
      const found = floors.findLast(fits);
      if (!found) throw new Error('It has gone.');
      return found;
    },
  };
}

const isWhole = ({ whole }: Floor) => whole;

describe('following the floor', () => {
  it('hands out the rows that were on screen first, and reads all others after they were painted', async () => {
    const shown = { rows: [floorRow('c-1')], offset: 3, total: 9, sections: [] };
    await firstScreenItem.set(shown);
    await floorHeadItem.set(HEAD);
    await floorLiveItem.set(true);
    await store(floorRow('c-1'), floorRow(elsewhere));
    const { floors, until, painted } = followed();
    expect(await until(() => true)).toEqual({
      head: HEAD,
      rows: [],
      whole: false,
      firstScreen: shown,
      live: true,
    });
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect(floors.some(isWhole)).toBe(false);
    painted();
    expect(ids(await until(isWhole))).toEqual([elsewhere, 'c-1'].sort());
  });

  it('hands out an empty floor at once where nothing was ever on screen', async () => {
    const { until } = followed();
    expect(await until(isWhole)).toEqual({
      head: null,
      rows: [],
      whole: true,
      firstScreen: null,
      live: false,
    });
  });

  it('hands out each change, with the very same objects for what has not changed', async () => {
    await store(floorRow('c-1'), floorRow(elsewhere), floorRow('c-2'));
    const { until } = followed();
    const before = byId((await until(isWhole)).rows);
    await floorRows.patch(['c-1'], (_id, row) => row && { ...row, state: 'on-hold' });
    const after = byId((await until(({ rows }) => rows.some(({ state }) => state === 'on-hold'))).rows);
    expect(after.get('c-1')).toMatchObject({ state: 'on-hold' });
    expect(after.get('c-1')).not.toBe(before.get('c-1'));
    for (const id of [elsewhere, 'c-2']) expect(after.get(id), id).toBe(before.get(id));
  });

  it('keeps the objects of a bucket of which only another row has changed', async () => {
    const neighbor = (() => {
      for (let number = 0; ; number += 1)
        if (floorRows.bucketOf(`n-${number}`) === floorRows.bucketOf('c-1')) return `n-${number}`;
    })();
    await store(floorRow('c-1'), floorRow(neighbor));
    const { until } = followed();
    const before = byId((await until(isWhole)).rows);
    await floorRows.patch(['c-1'], () => undefined);
    const after = await until(({ whole, rows }) => whole && rows.length === 1);
    expect(after.rows[0]).toBe(before.get(neighbor));
  });

  it('hands out head, first screen and live as they change, with the very same rows', async () => {
    await store(floorRow('c-1'));
    const { until } = followed();
    const { rows } = await until(isWhole);
    await floorHeadItem.set(HEAD);
    expect((await until(({ head }) => head !== null)).rows).toBe(rows);
    await floorLiveItem.set(true);
    expect((await until(({ live }) => live)).rows).toBe(rows);
    const screen = { rows: [], offset: 1, total: 1, sections: [] };
    await firstScreenItem.set(screen);
    expect((await until(({ firstScreen }) => firstScreen !== null)).rows).toBe(rows);
  });

  it('takes a change that overtakes the first reading for the newer one', async () => {
    await firstScreenItem.set({ rows: [], offset: 0, total: 0, sections: [] });
    await store(floorRow('c-1'), floorRow(elsewhere));
    const session = fakeBrowser.storage.session;
    const get = session.get.bind(session) as (keys: unknown) => Promise<Record<string, unknown>>;
    const { until, painted } = followed();
    await until(() => true);
    // The reading takes its answer before the change and brings it after.
    const brought = Promise.withResolvers<void>();
    Object.assign(session, {
      async get(keys: unknown) {
        const answer = structuredClone(await get(keys));
        await brought.promise;
        return answer;
      },
    });
    try {
      painted();
      const key = `floor-rows/${floorRows.bucketOf('c-1')}`;
      await session.set({ [key]: [floorRow('c-1', { state: 'on-hold' })] });
      await session.remove(`floor-rows/${floorRows.bucketOf(elsewhere)}`);
      brought.resolve();
      const floor = await until(isWhole);
      expect(floor.rows).toEqual([floorRow('c-1', { state: 'on-hold' })]);
    } finally {
      Object.assign(session, { get });
    }
  });

  it('hands out nothing after it was stopped', async () => {
    const { floors, until, stop } = followed();
    await until(isWhole);
    stop();
    const before = floors.length;
    await store(floorRow('c-1'));
    await floorHeadItem.set(HEAD);
    expect(floors).toHaveLength(before);
  });

  it('that was stopped while it read hands out nothing', async () => {
    await firstScreenItem.set({ rows: [], offset: 0, total: 0, sections: [] });
    const { floors, until, stop, painted } = followed();
    await until(() => true);
    const before = floors.length;
    stop();
    painted();
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    expect(floors).toHaveLength(before);
  });
});

describe('following an item', () => {
  /** An item whose first reading is answered when the test says so. */
  function slowItem() {
    const reading = Promise.withResolvers<string>();
    const listeners = new Set<(value: string) => void>();
    const heard: string[] = [];
    const stop = follow(
      {
        get: () => reading.promise,
        watch(onChange) {
          listeners.add(onChange);
          return () => listeners.delete(onChange);
        },
      },
      (value) => heard.push(value),
    );
    return { reading, listeners, heard, stop };
  }

  it('delivers the stored value, then each change', async () => {
    const { reading, listeners, heard, stop } = slowItem();
    reading.resolve('first');
    await reading.promise;
    for (const listener of listeners) listener('second');
    stop();
    expect(heard).toEqual(['first', 'second']);
    expect(listeners.size).toBe(0);
  });

  it('does not go back to what was stored when a change overtakes the reading', async () => {
    const { reading, listeners, heard } = slowItem();
    for (const listener of listeners) listener('newer');
    reading.resolve('older');
    await reading.promise;
    expect(heard).toEqual(['newer']);
  });
});

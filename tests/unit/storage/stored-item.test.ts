import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import { lazySchema } from '@/utils/schema/lazy-schema';
import { hasExactly, isText } from '@/utils/schema/plain';
import { disableCache, enableCache } from '@/utils/storage/areas';
import { defineStoredItem } from '@/utils/storage/stored-item';

const counterItem = defineStoredItem({
  key: 'session:counter',
  schema: z.record(z.string(), z.number()),
  fallback: {},
  clearedOn: 'sign-out',
});

beforeEach(() => {
  fakeBrowser.reset();
});

describe('a stored item', () => {
  it('is its fallback while nothing is stored', async () => {
    expect(await counterItem.get()).toEqual({});
  });

  it('gives back what was set', async () => {
    await counterItem.set({ a: 1 });
    expect(await counterItem.get()).toEqual({ a: 1 });
    expect(await fakeBrowser.storage.session.get()).toEqual({ counter: { a: 1 } });
  });

  it('needs no schema where nothing is in it, or where what is stored is plain', async () => {
    const built = vi.fn(() => z.nullable(z.object({ a: z.string() })));
    const schema = lazySchema(built);
    const isPlain = hasExactly({ a: isText });
    const item = defineStoredItem({
      key: 'session:item',
      schema,
      fallback: null,
      clearedOn: 'never',
      isPlain,
    });
    const list = defineStoredItem({
      key: 'session:list',
      schema: lazySchema(() => z.array(built())),
      fallback: [],
      clearedOn: 'never',
    });
    await fakeBrowser.storage.session.set({ item: { a: 'b' }, list: [] });
    expect(await item.get()).toEqual({ a: 'b' });
    expect(await list.get()).toEqual([]);
    expect(built).not.toHaveBeenCalled();
    await fakeBrowser.storage.session.set({ item: { a: 'b', more: 1 }, list: [{ a: 'b' }] });
    expect(await item.get()).toEqual({ a: 'b' });
    expect(await list.get()).toEqual([{ a: 'b' }]);
    expect(built).toHaveBeenCalled();
  });

  it.each([['text'], [7], [[1, 2]], [{ a: 'one' }], [true]])(
    'is its fallback when %j is stored',
    async (garbage) => {
      await fakeBrowser.storage.session.set({ counter: garbage });
      expect(await counterItem.get()).toEqual({});
    },
  );

  it('is its fallback again once cleared', async () => {
    await counterItem.set({ a: 1 });
    await counterItem.clear();
    expect(await counterItem.get()).toEqual({});
    expect(await fakeBrowser.storage.session.get()).toEqual({});
  });
});

describe('updates of a stored item', () => {
  it('lose none of 100 that run at the same time', async () => {
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        counterItem.update((all) => ({ ...all, total: (all.total ?? 0) + 1, [`key${index}`]: index })),
      ),
    );
    const stored = await counterItem.get();
    expect(stored.total).toBe(100);
    expect(Object.keys(stored)).toHaveLength(101);
  });

  it('answer the new value', async () => {
    expect(await counterItem.update(() => ({ a: 2 }))).toEqual({ a: 2 });
  });

  it('go on after one that throws, which alone is rejected', async () => {
    const failing = counterItem.update(() => {
      throw new Error('no');
    });
    const following = counterItem.update((all) => ({ ...all, after: 1 }));
    await expect(failing).rejects.toThrow('no');
    expect(await following).toEqual({ after: 1 });
  });

  it('write nothing when the value stays the same', async () => {
    await counterItem.set({ a: 1 });
    const set = vi.spyOn(fakeBrowser.storage.session, 'set');
    await counterItem.update((all) => all);
    expect(set).not.toHaveBeenCalled();
  });

  it('start from the fallback where garbage is stored', async () => {
    await fakeBrowser.storage.session.set({ counter: 'garbage' });
    expect(await counterItem.update((all) => ({ ...all, a: 1 }))).toEqual({ a: 1 });
  });
});

describe('updates of an item that is kept in memory', () => {
  beforeEach(() => {
    enableCache({ session: [], local: [] });
  });
  afterEach(() => {
    disableCache();
    vi.restoreAllMocks();
  });
  const stored = async () => (await fakeBrowser.storage.session.get()).counter;

  it('lose none of 100 that run at the same time, and are one write', async () => {
    await counterItem.get();
    const set = vi.spyOn(fakeBrowser.storage.session, 'set');
    await Promise.all(
      Array.from({ length: 100 }, () =>
        counterItem.update((all) => ({ ...all, total: (all.total ?? 0) + 1 })),
      ),
    );
    expect(await stored()).toEqual({ total: 100 });
    expect(set).toHaveBeenCalledTimes(1);
  });

  it('are stored when they are awaited', async () => {
    await counterItem.update(() => ({ a: 1 }));
    expect(await stored()).toEqual({ a: 1 });
  });

  it('are known, and not yet stored, where they are to be stored soon', async () => {
    const slow = Promise.withResolvers<void>();
    vi.spyOn(fakeBrowser.storage.session, 'set').mockImplementationOnce(() => slow.promise);
    expect(await counterItem.updateSoon(() => ({ a: 1 }))).toEqual({ a: 1 });
    expect(await counterItem.updateSoon((all) => ({ ...all, b: 1 }))).toEqual({ a: 1, b: 1 });
    expect(await stored()).toBeUndefined();
    slow.resolve();
  });

  it('that the browser refuses reject, unless nobody waits for them', async () => {
    vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValue(new Error('full'));
    await counterItem.updateSoon(() => ({ a: 1 }));
    await expect(counterItem.update(() => ({ a: 2 }))).rejects.toThrow('full');
    expect(await counterItem.get()).toEqual({});
  });
});

describe('watching a stored item', () => {
  it('hears of each new value, of garbage as the fallback, and of nothing after it stopped', async () => {
    const heard: unknown[] = [];
    const stop = counterItem.watch((value) => heard.push(value));
    await counterItem.set({ a: 1 });
    await fakeBrowser.storage.session.set({ counter: 'garbage' });
    stop();
    await counterItem.set({ a: 2 });
    expect(heard).toEqual([{ a: 1 }, {}]);
  });

  it('hears of a removal as the fallback', async () => {
    await counterItem.set({ a: 1 });
    const heard: unknown[] = [];
    counterItem.watch((value) => heard.push(value));
    await counterItem.clear();
    expect(heard).toEqual([{}]);
  });
});

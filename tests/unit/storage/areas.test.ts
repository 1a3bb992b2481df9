import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  disableCache,
  enableCache,
  limitCache,
  readStored,
  readStoredUnder,
  watchStored,
  writeStored,
  writeStoredSoon,
} from '@/utils/storage/areas';

const { session, local } = fakeBrowser.storage;

beforeEach(() => {
  fakeBrowser.reset();
  enableCache({ session: [], local: [] });
});
afterEach(() => {
  vi.useRealTimers();
  disableCache();
  vi.restoreAllMocks();
});

const calls = () => ({
  get: vi.spyOn(session, 'get'),
  set: vi.spyOn(session, 'set'),
  remove: vi.spyOn(session, 'remove'),
});

/** Lets events of the browser come late, in their order, when they are let through. */
function lateEvents() {
  const held: (() => void)[] = [];
  const { onChanged } = fakeBrowser.storage;
  const add = onChanged.addListener.bind(onChanged);
  vi.spyOn(onChanged, 'addListener').mockImplementation((listener) =>
    add((changes, area) => void held.push(() => listener(changes, area))),
  );
  enableCache({ session: [], local: [] });
  return (count = held.length) => {
    for (const tell of held.splice(0, count)) tell();
  };
}

describe('a value in memory', () => {
  it('is read from the browser once', async () => {
    await session.set({ a: 1 });
    const { get } = calls();
    expect([await readStored('session', 'a'), await readStored('session', 'a')]).toEqual([1, 1]);
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('that is not stored is also read only once', async () => {
    const { get } = calls();
    expect([await readStored('session', 'a'), await readStored('session', 'a')]).toEqual([
      undefined,
      undefined,
    ]);
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('is read at the start, in one call per area', async () => {
    await session.set({ a: 1, b: 2 });
    const { get } = calls();
    enableCache({ session: ['a', 'b'], local: [] });
    expect([await readStored('session', 'a'), await readStored('session', 'b')]).toEqual([1, 2]);
    expect(get.mock.calls).toEqual([[['a', 'b']]]);
  });

  it('reflects later writes and removals by others', async () => {
    await session.set({ a: 1 });
    await readStored('session', 'a');
    await session.set({ a: 2 });
    expect(await readStored('session', 'a')).toBe(2);
    await session.remove('a');
    expect(await readStored('session', 'a')).toBeUndefined();
  });

  it('of one area is not that of the other', async () => {
    await session.set({ a: 1 });
    await local.set({ a: 'on disk' });
    expect([await readStored('session', 'a'), await readStored('local', 'a')]).toEqual([1, 'on disk']);
  });

  it('is known when its write is sent, and the browser has it when the write is awaited', async () => {
    const written = writeStored('session', { a: 1 });
    expect(await readStored('session', 'a')).toBe(1);
    expect(await session.get()).toEqual({});
    await written;
    expect(await session.get()).toEqual({ a: 1 });
  });

  it('is as the browser keeps it: later changes of the object, and what is not JSON, are not in it', async () => {
    const value: Record<string, unknown> = { a: 1, none: undefined };
    await writeStored('session', { a: value });
    value.a = 2;
    expect(await readStored('session', 'a')).toEqual({ a: 1 });
  });

  it('is what the browser has after a write that it refused, which whoever awaits it is told', async () => {
    await session.set({ a: 1 });
    await readStored('session', 'a');
    calls().set.mockRejectedValue(new Error('full'));
    await expect(writeStored('session', { a: 2 })).rejects.toThrow('full');
    expect(await readStored('session', 'a')).toBe(1);
  });
});

describe('writes in one turn', () => {
  it('are one call to the browser, with the last value of each key', async () => {
    const { set, remove } = calls();
    await Promise.all([
      writeStored('session', { a: 1 }),
      writeStored('session', { b: 1, c: 1 }),
      writeStored('session', { a: 2 }),
      writeStored('session', { c: undefined }),
    ]);
    expect(set.mock.calls).toEqual([[{ a: 2, b: 1 }]]);
    expect(remove.mock.calls).toEqual([[['c']]]);
    expect(await session.get()).toEqual({ a: 2, b: 1 });
  });

  it('of one caller are stored as a whole or not at all', async () => {
    const store = session.set.bind(session);
    calls().set.mockImplementation(async (values) => {
      if ('large' in values) throw new Error('full');
      await store(values);
    });
    const [both, other] = await Promise.allSettled([
      writeStored('session', { large: 1, beside: 1 }),
      writeStored('session', { other: 1 }),
    ]);
    expect([both?.status, other?.status]).toEqual(['rejected', 'fulfilled']);
    expect(await session.get()).toEqual({ other: 1 });
    expect(await readStored('session', 'beside')).toBeUndefined();
  });

  it('are stored each for itself where the browser has no room for one of them', async () => {
    const store = session.set.bind(session);
    calls().set.mockImplementation(async (values) => {
      if ('large' in values) throw new Error('full');
      await store(values);
    });
    const [small, large] = await Promise.allSettled([
      writeStored('session', { small: 1 }),
      writeStored('session', { large: 1 }),
    ]);
    expect([small?.status, large?.status]).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a write in no hurry', () => {
  it('is known at once, and goes with the next write in one call', async () => {
    const { set } = calls();
    await writeStoredSoon('session', { a: 1 });
    await writeStoredSoon('session', { a: 2 });
    expect(await readStored('session', 'a')).toBe(2);
    expect(set).not.toHaveBeenCalled();
    await writeStored('session', { b: 1 });
    expect(set.mock.calls).toEqual([[{ a: 2, b: 1 }]]);
    expect(await session.get()).toEqual({ a: 2, b: 1 });
  });

  it('never replaces what is written after it', async () => {
    await writeStoredSoon('session', { a: 'first' });
    await writeStored('session', { a: 'second' });
    expect(await session.get()).toEqual({ a: 'second' });
    void writeStored('session', { a: 'third' });
    await writeStoredSoon('session', { a: 'fourth' });
    await writeStored('session', { b: 1 });
    expect(await session.get()).toEqual({ a: 'fourth', b: 1 });
  });

  it('is stored alone if no other write comes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    await writeStoredSoon('session', { a: 1 });
    await vi.advanceTimersByTimeAsync(199);
    expect(await session.get()).toEqual({});
    await vi.advanceTimersByTimeAsync(1);
    await vi.waitFor(async () => expect(await session.get()).toEqual({ a: 1 }));
  });

  it('is in what is read under its beginning', async () => {
    await writeStoredSoon('session', { 'group/a': 1 });
    expect(await readStoredUnder('session', 'group/', 'few')).toEqual({ 'group/a': 1 });
  });

  it('that the browser refuses costs no other write, and is forgotten', async () => {
    await session.set({ large: 'before' });
    const store = session.set.bind(session);
    calls().set.mockImplementation(async (values) => {
      if ('large' in values) throw new Error('full');
      await store(values);
    });
    await writeStoredSoon('session', { large: 'after' });
    await writeStored('session', { small: 1 });
    expect(await session.get()).toEqual({ large: 'before', small: 1 });
    expect(await readStored('session', 'large')).toBe('before');
  });
});

describe('events that come late', () => {
  it('of own writes never bring an older value back', async () => {
    const letThrough = lateEvents();
    await readStored('session', 'a');
    await writeStored('session', { a: 1 });
    await writeStored('session', { a: 2 });
    letThrough(1);
    expect(await readStored('session', 'a')).toBe(2);
    letThrough();
    expect(await readStored('session', 'a')).toBe(2);
  });

  it('of somebody else between own writes have the browser asked', async () => {
    const letThrough = lateEvents();
    await writeStored('session', { a: 1 });
    await session.set({ a: 'theirs' });
    letThrough();
    expect(await readStored('session', 'a')).toBe('theirs');
  });

  it('are not expected of values that a later one replaced before they were sent', async () => {
    const letThrough = lateEvents();
    await writeStoredSoon('session', { a: 3 });
    await writeStoredSoon('session', { a: undefined });
    await writeStored('session', { a: 3 });
    await session.remove('a');
    letThrough();
    expect(await readStored('session', 'a')).toBeUndefined();
  });

  it('are newer than a reading that was on its way', async () => {
    await session.set({ a: 1 });
    const slow = Promise.withResolvers<Record<string, unknown>>();
    vi.spyOn(session, 'get').mockImplementationOnce(() => slow.promise);
    const reading = readStored('session', 'a');
    await Promise.resolve();
    await session.set({ a: 2 });
    slow.resolve({ a: 1 });
    expect(await reading).toBe(2);
    expect(await readStored('session', 'a')).toBe(2);
  });

  it('never leave anything but what is stored, whoever wrote in whatever order', async () => {
    const step = fc.record({
      who: fc.constantFrom('own', 'own, soon', 'other', 'events'),
      key: fc.constantFrom('a', 'b'),
      value: fc.constantFrom(undefined, 1, 2, 3),
      count: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        vi.restoreAllMocks();
        fakeBrowser.reset();
        const letThrough = lateEvents();
        for (const { who, key, value, count } of steps) {
          if (who === 'events') letThrough(count);
          else if (who === 'own, soon') await writeStoredSoon('session', { [key]: value });
          else if (who === 'own') await writeStored('session', { [key]: value });
          else if (value === undefined) await session.remove(key);
          else await session.set({ [key]: value });
        }
        // Sends what is in no hurry.
        await writeStored('session', { c: steps.length });
        letThrough();
        const stored = (await session.get()) as Record<string, unknown>;
        for (const key of ['a', 'b']) expect(await readStored('session', key)).toBe(stored[key]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('all records under a beginning', () => {
  it('are read once, and follow what is written, removed and written by others', async () => {
    await local.set({ 'group/a': 1, 'other/b': 2 });
    const get = vi.spyOn(local, 'get');
    expect(await readStoredUnder('local', 'group/', 'all')).toEqual({ 'group/a': 1 });
    await writeStored('local', { 'group/b': 2 });
    await local.set({ 'group/c': 3 });
    expect(await readStoredUnder('local', 'group/', 'all')).toEqual({
      'group/a': 1,
      'group/b': 2,
      'group/c': 3,
    });
    await writeStored('local', { 'group/a': undefined });
    await local.remove('group/c');
    expect(await readStoredUnder('local', 'group/', 'all')).toEqual({ 'group/b': 2 });
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('are read each time where few are kept', async () => {
    await local.set({ 'group/a': 1 });
    await readStoredUnder('local', 'group/', 'few');
    const get = vi.spyOn(local, 'get');
    expect(await readStoredUnder('local', 'group/', 'few')).toEqual({ 'group/a': 1 });
    expect(get).toHaveBeenCalledTimes(1);
  });
});

describe('keeping few of many keys', () => {
  it('are kept: those read last; others are read anew', async () => {
    await session.set({ a: 1, b: 2, c: 3 });
    const few = limitCache('session', 2);
    const read = async (key: string) => {
      const value = await readStored('session', key);
      few.noteRead([key]);
      return value;
    };
    for (const key of ['a', 'b', 'a', 'c']) await read(key);
    const { get } = calls();
    await read('a');
    await read('c');
    expect(get).not.toHaveBeenCalled();
    expect(await read('b')).toBe(2);
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('that were just written without being kept are read from the browser, not kept, until its events have come', async () => {
    const letThrough = lateEvents();
    await writeStored('session', { a: 1 }, 'if known');
    await writeStored('session', { a: 2 }, 'if known');
    const reading = readStored('session', 'a');
    letThrough(1);
    expect(await reading).toBe(2);
    expect(await readStored('session', 'a')).toBe(2);
  });
});

describe('watching a value', () => {
  it('reports changes that are then in memory, and no write that changes nothing', async () => {
    const heard: unknown[] = [];
    const stop = watchStored('session', 'a', (value) => {
      void readStored('session', 'a').then((known) => heard.push([value, known]));
    });
    await writeStored('session', { a: { x: 1, y: 2 } });
    await writeStored('session', { a: { y: 2, x: 1 } });
    await session.set({ a: 2 });
    stop();
    await session.set({ a: 3 });
    await Promise.resolve();
    expect(heard).toEqual([
      [
        { x: 1, y: 2 },
        { x: 1, y: 2 },
      ],
      [2, 2],
    ]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import { beginEarlyRead, EARLY_NAMES, takeEarly } from '@/utils/storage/early-read';
import { defineStoredItem } from '@/utils/storage/stored-item';

beforeEach(() => {
  fakeBrowser.reset();
  // The script runs without a polyfill: the browser is whatever the page calls so.
  vi.stubGlobal('browser', fakeBrowser);
  vi.stubGlobal('chrome', undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(globalThis, 'earlyReading');
});

describe('the early reading', () => {
  it('answers null where nothing was asked', () => {
    expect(takeEarly('session', 'identity')).toBe(null);
  });

  it('answers null for a name that is not among those that are asked for, or is of the other area', () => {
    beginEarlyRead();
    expect(takeEarly('session', 'access-token')).toBe(null);
    expect(takeEarly('local', 'identity')).toBe(null);
  });

  it('answers what is stored, and undefined where nothing is', async () => {
    await fakeBrowser.storage.session.set({ identity: { userId: 'u-1' } });
    await fakeBrowser.storage.local.set({ settings: { version: 1 } });
    beginEarlyRead();
    expect(await takeEarly('session', 'identity')).toEqual({ userId: 'u-1' });
    expect(await takeEarly('local', 'settings')).toEqual({ version: 1 });
    expect(await takeEarly('session', 'floor')).toBeUndefined();
    expect(await takeEarly('session', 'snapshot')).toBeUndefined();
  });

  it('answers the snapshot, which is read alone', async () => {
    await fakeBrowser.storage.session.set({ snapshot: ['Dana'], floor: 'stored' });
    beginEarlyRead();
    expect(await takeEarly('session', 'snapshot')).toEqual(['Dana']);
    expect(await takeEarly('session', 'floor')).toBe('stored');
  });

  it('is one call for each area, with all of its names and no other; the snapshot is read alone, and first', () => {
    const session = vi.spyOn(fakeBrowser.storage.session, 'get');
    const local = vi.spyOn(fakeBrowser.storage.local, 'get');
    beginEarlyRead();
    for (const name of EARLY_NAMES.session) void takeEarly('session', name);
    const others = EARLY_NAMES.session.filter((name) => name !== 'snapshot');
    expect(session.mock.calls).toEqual([[['snapshot']], [others]]);
    expect(local.mock.calls).toEqual([[EARLY_NAMES.local]]);
  });

  it('answers undefined when the browser refused, for that area alone', async () => {
    vi.spyOn(fakeBrowser.storage.session, 'get').mockRejectedValue(new Error('refused'));
    await fakeBrowser.storage.local.set({ settings: 'stored' });
    beginEarlyRead();
    expect(await takeEarly('session', 'identity')).toBeUndefined();
    expect(await takeEarly('local', 'settings')).toBe('stored');
  });

  it('asks the browser by its other name where it has but that', async () => {
    vi.stubGlobal('browser', undefined);
    vi.stubGlobal('chrome', fakeBrowser);
    await fakeBrowser.storage.session.set({ floor: 'stored' });
    beginEarlyRead();
    expect(await takeEarly('session', 'floor')).toBe('stored');
  });

  it('is none where the page has no browser to ask', () => {
    vi.stubGlobal('browser', undefined);
    beginEarlyRead();
    expect(takeEarly('session', 'identity')).toBe(null);
  });
});

describe('the early value of an item', () => {
  const identity = () =>
    defineStoredItem({
      key: 'session:identity',
      schema: z.object({ userId: z.string() }),
      fallback: { userId: 'nobody' },
      clearedOn: 'sign-out',
    });

  it('is handed out the first time only: later it may be long out of date', async () => {
    await fakeBrowser.storage.session.set({ identity: { userId: 'u-1' } });
    beginEarlyRead();
    const item = identity();
    expect(await item.getEarly()).toEqual({ userId: 'u-1' });
    expect(item.getEarly()).toBe(null);
  });

  it.each([['text'], [7], [{ userId: 7 }], [null], [undefined]])(
    'is the fallback where %j was stored',
    async (stored) => {
      if (stored !== undefined) await fakeBrowser.storage.session.set({ identity: stored });
      beginEarlyRead();
      expect(await identity().getEarly()).toEqual({ userId: 'nobody' });
    },
  );

  it('is none where nothing was asked', () => {
    expect(identity().getEarly()).toBe(null);
  });
});

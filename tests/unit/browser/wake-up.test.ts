import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { armWatchdog } from '@/utils/browser/wake-up';

const NOW = Date.parse('2026-08-01T12:00:00Z');
const MINUTE = 60_000;

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => vi.useRealTimers());

const scheduled = async () => (await fakeBrowser.alarms.getAll()).map(({ scheduledTime }) => scheduledTime);

describe('the watchdog', () => {
  it('wakes a worker after half a minute', async () => {
    await armWatchdog();
    expect(await scheduled()).toEqual([NOW + MINUTE / 2]);
  });

  it('does not put off an alarm that comes sooner', async () => {
    await armWatchdog();
    vi.setSystemTime(NOW + MINUTE / 4);
    await armWatchdog();
    expect(await scheduled()).toEqual([NOW + MINUTE / 2]);
  });

  it('does not rely on a later one, as after the clock was set back by a day', async () => {
    await armWatchdog();
    const earlier = NOW - 24 * 60 * MINUTE;
    vi.setSystemTime(earlier);
    await armWatchdog();
    expect(await scheduled()).toEqual([earlier + MINUTE / 2]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '@/utils/errors/result';
import { createPolling } from '@/utils/notifications/polling';
import { startTimer } from '@/utils/notifications/timers';

const NOW = Date.parse('2026-08-01T12:00:00Z');
const DAY = 24 * 60 * 60_000;
const DONE: Result<unknown> = { ok: true, value: null };

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => vi.useRealTimers());

function open() {
  const poll = vi.fn(async () => DONE);
  const polling = createPolling({ poll, everyMs: 60_000, apartMs: 5_000, startTimer, now: Date.now });
  return { poll, polling };
}

describe('a poll that is due soon', () => {
  it('comes at once though the clock was set back by a day', async () => {
    const { poll, polling } = open();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(poll).toHaveBeenCalledTimes(1);
    vi.setSystemTime(Date.now() - DAY);
    polling.soon();
    await vi.advanceTimersByTimeAsync(0);
    expect(poll).toHaveBeenCalledTimes(2);
  });

  it('does not wait for a time that was named before the clock was set back', async () => {
    const { poll, polling } = open();
    const retryAt = NOW + 60_000 + 30_000;
    poll.mockResolvedValueOnce({ ok: false, failure: { code: 'rate-limited', retryAt } });
    await vi.advanceTimersByTimeAsync(60_000);
    polling.soon();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(poll).toHaveBeenCalledTimes(1);
    vi.setSystemTime(Date.now() - DAY);
    polling.soon();
    await vi.advanceTimersByTimeAsync(0);
    expect(poll).toHaveBeenCalledTimes(2);
  });
});

it('follow each other at the interval, whatever is done to the clock', async () => {
  const { poll } = open();
  for (const [count, ms] of [DAY, -DAY, 3_600_000, 0].entries()) {
    vi.setSystemTime(Date.now() + ms);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(poll).toHaveBeenCalledTimes(count + 1);
  }
});

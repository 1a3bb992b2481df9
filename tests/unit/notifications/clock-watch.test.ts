import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchClock } from '@/utils/notifications/clock-watch';
import { startTimer } from '@/utils/notifications/timers';

const NOW = Date.parse('2026-08-01T12:00:00Z');
const HOUR = 60 * 60_000;

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => vi.useRealTimers());

function open() {
  const onJump = vi.fn();
  const stop = watchClock({ onJump, everyMs: 5_000, jumpMs: 30_000, startTimer, now: Date.now });
  return { onJump, stop };
}

it.each([
  ['after hours of sleep, in which no timer goes on', 9 * HOUR],
  ['when the clock is set ahead', 40_000],
  ['when the clock is set back', -HOUR],
])('calls back once within five seconds %s', (_when, ms) => {
  const { onJump } = open();
  vi.advanceTimersByTime(7_000);
  vi.setSystemTime(Date.now() + ms);
  vi.advanceTimersByTime(5_000);
  expect(onJump).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect(onJump).toHaveBeenCalledTimes(1);
});

it('does not call back while time passes, or for a timer that is a little late', () => {
  const { onJump } = open();
  vi.advanceTimersByTime(HOUR);
  vi.setSystemTime(Date.now() + 20_000);
  vi.advanceTimersByTime(60_000);
  expect(onJump).not.toHaveBeenCalled();
});

it('leaves no timer when it is stopped', () => {
  const { onJump, stop } = open();
  stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.setSystemTime(Date.now() + HOUR);
  vi.advanceTimersByTime(60_000);
  expect(onJump).not.toHaveBeenCalled();
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { atTime } from '@/components/common/at-time';

const NOW = Date.parse('2026-08-01T12:00:00Z');
const DAY = 24 * 60 * 60_000;

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => vi.useRealTimers());

function open(ms: number) {
  const callback = vi.fn();
  return { callback, stop: atTime(NOW + ms, callback) };
}

it('calls back when it is time, once', () => {
  const { callback } = open(95_000);
  vi.advanceTimersByTime(94_999);
  expect(callback).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  vi.advanceTimersByTime(DAY);
  expect(callback).toHaveBeenCalledTimes(1);
});

it('calls back within ten seconds after sleep, in which no timer goes on', () => {
  const { callback } = open(3_600_000);
  vi.setSystemTime(NOW + 5 * 3_600_000);
  vi.advanceTimersByTime(10_000);
  expect(callback).toHaveBeenCalledTimes(1);
});

it('waits longer where the clock is set back', () => {
  const { callback } = open(5_000);
  vi.setSystemTime(NOW - 60_000);
  vi.advanceTimersByTime(64_999);
  expect(callback).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(callback).toHaveBeenCalledTimes(1);
});

it('waits for a time that is further away than a timer can run', () => {
  const { callback } = open(40 * DAY);
  vi.advanceTimersByTime(60_000);
  expect(callback).not.toHaveBeenCalled();
});

it('calls back at once for a time that is over, and never once it is stopped', () => {
  const { callback } = open(-1);
  const { callback: another, stop } = open(20_000);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(callback).toHaveBeenCalledTimes(1);
  expect(another).not.toHaveBeenCalled();
});

import { passedSince } from '../concurrency/passed-since';
import type { Result } from '../errors/result';
import type { StartTimer } from './timers';
import { MAX_WAIT_MS } from './timings';

/**
 * Reads the list again: at an interval, and soon when changes may have been missed. Never two reads
 * at once, never two within `apartMs`, and none before the time that a failure names (`retryAt`).
 * `poll` never rejects.
 */
export function createPolling({
  poll,
  everyMs,
  apartMs,
  startTimer,
  now,
}: {
  poll(): Promise<Result<unknown>>;
  everyMs: number;
  apartMs: number;
  startTimer: StartTimer;
  /** Milliseconds since the epoch. */
  now: () => number;
}) {
  let interval = everyMs;
  let begunAt = Number.NEGATIVE_INFINITY;
  /** When a failure was reported, and the time that it named. */
  let refused = { at: 0, retryAt: Number.NEGATIVE_INFINITY };
  let wanted = false;
  let reading = false;
  let stopped = false;
  let stopTimer = () => {};

  function arm() {
    if (reading || stopped) return;
    stopTimer();
    const apart = apartMs - passedSince(begunAt, now());
    // A time that was named before the clock was set back would come much too late.
    const refusal = refused.at > now() ? 0 : refused.retryAt - now();
    const pause = Math.max(apart, refusal, wanted ? 0 : interval);
    stopTimer = startTimer(() => void read(), Math.min(pause, MAX_WAIT_MS));
  }

  async function read() {
    reading = true;
    wanted = false;
    begunAt = now();
    const result = await poll();
    reading = false;
    if (!result.ok && result.failure.retryAt !== undefined) {
      refused = { at: now(), retryAt: result.failure.retryAt };
      wanted = true;
    }
    arm();
  }

  arm();
  return {
    /**
     * Changes may have been missed. A read in progress may have begun before that, so it does not
     * count.
     */
    soon() {
      wanted = true;
      arm();
    },
    /** Sets another interval, counted from now; does nothing if it is the current one. */
    pace(ms: number) {
      if (ms === interval) return;
      interval = ms;
      if (!wanted) arm();
    },
    stop() {
      stopped = true;
      stopTimer();
    },
  };
}

import type { StartTimer } from './timers';

/** Most notifications that are handed over at once. */
const MOST = 200;

/**
 * Gathers notifications and hands them over in order, one batch after the other: `afterMs` after the first of a batch, or as soon as
 * there are 200. `take` never rejects.
 */
export function createBatches({
  take,
  afterMs,
  startTimer,
}: {
  take(notifications: unknown[]): Promise<void>;
  afterMs: number;
  startTimer: StartTimer;
}) {
  let waiting: unknown[] = [];
  let stopTimer: (() => void) | null = null;
  let due = false;
  let taking = false;
  let stopped = false;

  async function handOver() {
    if (taking) return;
    taking = true;
    while (!stopped && (waiting.length >= MOST || (due && waiting.length > 0))) {
      const batch = waiting.splice(0, MOST);
      if (waiting.length === 0) settle();
      await take(batch);
    }
    taking = false;
  }

  function settle() {
    due = false;
    stopTimer?.();
    stopTimer = null;
  }

  /** Hands over what there is, without waiting for more. */
  function flush() {
    settle();
    due = waiting.length > 0;
    void handOver();
  }

  return {
    add(notification: unknown) {
      if (stopped) return;
      waiting.push(notification);
      if (waiting.length >= MOST) void handOver();
      else if (!due) stopTimer ??= startTimer(flush, afterMs);
    },
    flush,
    /** Drops what has not been handed over. */
    stop() {
      stopped = true;
      waiting = [];
      settle();
    },
  };
}

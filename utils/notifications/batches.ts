import type { StartTimer } from './timers';

/** The most notifications in one batch, and their approximate total length, in characters. */
const MAX_NOTIFICATIONS = 200;
const MAX_BATCH_LENGTH = 2_000_000;
/** The most notifications that may wait: beyond that, reading the list again is cheaper. */
const MAX_WAITING = 2_000;
const MAX_WAITING_LENGTH = 8_000_000;

/**
 * Gathers notifications and delivers them in order, one batch after the other: `afterMs` after the
 * first of a batch, or as soon as there are 200. If more than 2,000 wait, because they arrive
 * faster than they are taken, drops all of them and calls `onOverflow`: changes were missed. `take`
 * never rejects.
 */
export function createBatches({
  take,
  onOverflow,
  afterMs,
  startTimer,
}: {
  take(notifications: unknown[]): Promise<void>;
  onOverflow(): void;
  afterMs: number;
  startTimer: StartTimer;
}) {
  let waiting: { notification: unknown; length: number }[] = [];
  let waitingLength = 0;
  let stopTimer: (() => void) | null = null;
  let due = false;
  let taking = false;
  let stopped = false;

  async function handOver() {
    if (taking) return;
    taking = true;
    while (!stopped && (isFull() || (due && waiting.length > 0))) {
      const batch = nextBatch();
      if (waiting.length === 0) settle();
      await take(batch);
    }
    taking = false;
  }

  const isFull = () => waiting.length >= MAX_NOTIFICATIONS || waitingLength >= MAX_BATCH_LENGTH;

  function nextBatch(): unknown[] {
    let count = 0;
    let batchLength = 0;
    for (const { length } of waiting) {
      if (count === MAX_NOTIFICATIONS || (count > 0 && batchLength + length > MAX_BATCH_LENGTH)) break;
      count += 1;
      batchLength += length;
    }
    waitingLength -= batchLength;
    return waiting.splice(0, count).map(({ notification }) => notification);
  }

  function drop() {
    waiting = [];
    waitingLength = 0;
    settle();
  }

  function settle() {
    due = false;
    stopTimer?.();
    stopTimer = null;
  }

  /** Delivers what there is, without waiting for more. */
  function flush() {
    settle();
    due = waiting.length > 0;
    void handOver();
  }

  return {
    /** @param length of the notification as it arrived, in characters */
    add(notification: unknown, length: number) {
      if (stopped) return;
      waiting.push({ notification, length });
      waitingLength += length;
      if (waiting.length > MAX_WAITING || waitingLength > MAX_WAITING_LENGTH) {
        drop();
        onOverflow();
      } else if (isFull()) void handOver();
      else if (!due) stopTimer ??= startTimer(flush, afterMs);
    },
    flush,
    /** Drops what was not delivered. */
    stop() {
      stopped = true;
      drop();
    },
  };
}

import type { StartTimer } from '@/utils/notifications/timers';
import { TIMINGS, type Timings } from '@/utils/notifications/timings';
import type { WatchedPage } from '@/utils/notifications/visibility';

/** Timings that are over at once; what a test does not mean to see stays beyond its end. */
export const HURRIED: Timings = {
  ...TIMINGS,
  firstPauseMs: 8,
  longestPauseMs: 40,
  handoverMs: 40,
  batchMs: 10,
  pollApartMs: 1,
};

/** Real timers that are counted. */
export function countTimers(): { startTimer: StartTimer; pending(): number } {
  const pending = new Set<object>();
  return {
    pending: () => pending.size,
    startTimer(callback, ms) {
      const timer = setTimeout(() => {
        pending.delete(timer);
        callback();
      }, ms);
      pending.add(timer);
      return () => {
        clearTimeout(timer);
        pending.delete(timer);
      };
    },
  };
}

/** A page whose visibility the test sets. */
export class FakePage implements WatchedPage {
  readonly window = new EventTarget();
  readonly document: EventTarget & { visibilityState: DocumentVisibilityState };

  constructor(visibilityState: DocumentVisibilityState = 'visible') {
    this.document = Object.assign(new EventTarget(), { visibilityState });
  }

  show(visibilityState: DocumentVisibilityState) {
    this.document.visibilityState = visibilityState;
    this.document.dispatchEvent(new Event('visibilitychange'));
  }

  leave() {
    this.window.dispatchEvent(new Event('pagehide'));
  }

  comeBack() {
    this.window.dispatchEvent(new Event('pageshow'));
  }
}

/** Real milliseconds: for showing that something does not happen. */
export const pass = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

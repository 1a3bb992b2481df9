import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';

/**
 * Time that passes at once where the product waits: a pause of its own moves the clock instead of
 * being slept. Product and simulator share the clock. Limits on calls (`AbortSignal.timeout`) stay
 * real, and can be cut.
 */
export function hurryClock() {
  const product = new AsyncLocalStorage<true>();
  const realNow = Date.now.bind(Date);
  const realSetTimeout = globalThis.setTimeout;
  const realTimeout = AbortSignal.timeout.bind(AbortSignal);
  let ahead = 0;
  let longestCall = Number.POSITIVE_INFINITY;

  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => realTimeout(Math.min(ms, longestCall)));
  vi.stubGlobal('setTimeout', (callback: () => void, ms = 0, ...rest: []) => {
    // Only the product's own pauses: the simulator and the HTTP library count real time. The
    // library's have arguments, the product's do not.
    if (!product.getStore() || rest.length > 0) return realSetTimeout(callback, ms, ...rest);
    ahead += ms;
    return realSetTimeout(callback, 0);
  });

  return {
    /** Runs the product's code; its pauses take no time. */
    run: <T>(work: () => Promise<T>): Promise<T> => product.run(true, work),
    /** No call of anybody takes longer than this, in milliseconds. */
    limitCalls(ms: number) {
      longestCall = ms;
    },
    /** Lets it be this time, unless it is later. */
    skipTo(time: number) {
      ahead = Math.max(ahead, time - realNow());
    },
    /** Milliseconds that really pass. */
    reallyWait: (ms: number) => new Promise<void>((resolve) => realSetTimeout(resolve, ms)),
  };
}

export type HurriedClock = ReturnType<typeof hurryClock>;

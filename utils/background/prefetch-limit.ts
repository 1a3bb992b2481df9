import { passedSince } from '../concurrency/passed-since';

/** How many conversations may be prefetched for one desktop tab per minute. */
const MAX_PER_MINUTE = 6;
const MINUTE_MS = 60_000;

/**
 * Counts the conversations that were prefetched for each desktop tab. A page that shows one
 * conversation after another (a hostile script, a route loop) gets no further reads. The button
 * then has no names, and a press is confirmed in our own window.
 */
export function createPrefetchLimit(now: () => number) {
  const prefetched = new Map<number, { at: number; conversationId: string }[]>();
  return {
    /**
     * Whether one more conversation may be read for this tab. One that was read within the minute
     * may always be read again.
     */
    allow(tabId: number, conversationId: string): boolean {
      const recent = (prefetched.get(tabId) ?? []).filter(({ at }) => passedSince(at, now()) < MINUTE_MS);
      const isKnown = recent.some((one) => one.conversationId === conversationId);
      const isAllowed = isKnown || recent.length < MAX_PER_MINUTE;
      const next = isAllowed && !isKnown ? [...recent, { at: now(), conversationId }] : recent;
      if (next.length > 0) prefetched.set(tabId, next);
      else prefetched.delete(tabId);
      return isAllowed;
    },
    /** Forgets a closed tab. */
    forget: (tabId: number) => void prefetched.delete(tabId),
  };
}

/**
 * How many conversations a desktop tab may have read ahead within a minute, because it says that
 * they are in view.
 */
const MOST_A_MINUTE = 6;
const MINUTE_MS = 60_000;

/**
 * Counts the conversations that each desktop tab has had read ahead. A page that shows one
 * conversation after the other (its script may be hostile, its routes may loop) gets no further
 * reads; the button then has no names, and a press is confirmed in our own window.
 */
export function createPrefetchLimit(now: () => number) {
  const prefetched = new Map<number, { at: number; conversationId: string }[]>();
  return {
    /**
     * Whether one more conversation may be read for this tab; one that was read within the minute
     * may always be read again.
     */
    allow(tabId: number, conversationId: string): boolean {
      const recent = (prefetched.get(tabId) ?? []).filter(({ at }) => at > now() - MINUTE_MS);
      const isKnown = recent.some((one) => one.conversationId === conversationId);
      const isAllowed = isKnown || recent.length < MOST_A_MINUTE;
      const next = isAllowed && !isKnown ? [...recent, { at: now(), conversationId }] : recent;
      if (next.length > 0) prefetched.set(tabId, next);
      else prefetched.delete(tabId);
      return isAllowed;
    },
    /** The tab is gone. */
    forget: (tabId: number) => void prefetched.delete(tabId),
  };
}

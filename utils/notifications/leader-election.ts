import { followVisibility, type WatchedPage } from './visibility';

/**
 * Elects one of the pages of this origin that are open and visible (Web Locks API: the lock of a
 * page that is gone is released by the browser). `onElected` is called when this page is elected,
 * and what it returns when its term ends: the page is hidden, closed, or stands no longer.
 * `waited`: another page was in office when this one stood. Returns how to stand no longer.
 */
export function electLeader({
  name,
  locks,
  page,
  onElected,
}: {
  name: string;
  locks: LockManager;
  page: WatchedPage;
  onElected(news: { waited: boolean }): () => void;
}): () => void {
  let standing: AbortController | null = null;

  function withdraw() {
    standing?.abort();
    standing = null;
  }

  function stand() {
    const candidacy = new AbortController();
    standing = candidacy;
    // Withdrawing while waiting rejects the request; a lock that is lost otherwise ends the term
    // too.
    void apply(candidacy.signal).catch(() => candidacy.abort());
  }

  async function apply(signal: AbortSignal) {
    const elected = await locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock) await serve(signal, false);
      return lock !== null;
    });
    if (elected || signal.aborted) return;
    await locks.request(name, { signal }, () => serve(signal, true));
  }

  /** Resolves, and so releases the lock, at the end of the term. */
  function serve(signal: AbortSignal, waited: boolean): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      // At once, for a page that is being closed has no later.
      const release = () => resolve();
      signal.addEventListener('abort', release, { once: true });
      const endTerm = onElected({ waited });
      if (signal.aborted) endTerm();
      else signal.addEventListener('abort', endTerm, { once: true });
    });
  }

  const stopFollowing = followVisibility(page, (visible) => (visible ? stand() : withdraw()));
  return () => {
    stopFollowing();
    withdraw();
  };
}

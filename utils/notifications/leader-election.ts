import { followVisibility, type WatchedPage } from './visibility';

/**
 * Elects one of the open and visible pages of this origin (Web Locks API: the browser releases the
 * lock of a page that is gone). Calls `onElected` when this page is elected, and the function it
 * returns when its term ends: the page is hidden or closed, or withdraws. `waited`: another page
 * was elected when this one joined. Returns a function that withdraws.
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
    // Withdrawing while waiting rejects the request; losing the lock in another way ends the term
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

  /** Resolves at the end of the term, which releases the lock. */
  function serve(signal: AbortSignal, waited: boolean): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      // Synchronously: a page that is being closed has no later turn.
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

/** Whether a host answers, whatever it says. */
export type Reach = 'reachable' | 'timed-out' | 'unreachable';

/**
 * Asks a host for a page, as nobody: no cookie goes with it, nothing of the answer is read, and it
 * works without host access.
 * @param timeoutMs how long the answer may take to begin, in milliseconds
 */
export async function askReach(url: string, timeoutMs: number): Promise<Reach> {
  const reaching = new AbortController();
  try {
    await fetch(url, {
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.any([reaching.signal, AbortSignal.timeout(timeoutMs)]),
    });
    return 'reachable';
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? 'timed-out' : 'unreachable';
  } finally {
    // Nobody reads the body: it is not downloaded any further, however long it is.
    reaching.abort();
  }
}

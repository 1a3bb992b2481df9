/** Whether a host responds, with any answer. */
export type Reachability = 'reachable' | 'timed-out' | 'unreachable';

/**
 * Requests a page of a host anonymously: sends no cookie, reads nothing of the answer, and needs no
 * host access.
 * @param timeoutMs how long the answer may take to begin, in milliseconds
 */
export async function checkReachability(url: string, timeoutMs: number): Promise<Reachability> {
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
    // The body is not needed: stop the download.
    reaching.abort();
  }
}

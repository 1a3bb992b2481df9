import { fail } from '../errors/failure';

/** What a caller of a start is told that the supervisor has canceled. */
const canceled = () => fail('not-found', { subject: 'session' });

/** Throws once nobody wants the session any more. */
export function requireWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw canceled();
}

/**
 * Waits for something, but not longer than somebody wants it. The work itself goes on; what it
 * comes to later is ignored.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return await work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(canceled());
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    // Whichever loses must not count as unhandled.
    work.catch(() => undefined);
    aborted.catch(() => undefined);
  }
}

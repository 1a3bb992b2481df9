/** A logger as the streaming client wants it. */
export type QuietLogger = Record<
  'debug' | 'info' | 'warn' | 'error' | 'log',
  (...details: unknown[]) => void
>;

/**
 * Creates a logger that prints nothing. The client's own lines contain response bodies, stanzas and
 * candidates, and what it signs in with contains the access token. Only the number of errors is
 * kept, for the state of the page.
 */
export function createQuietLogger(): QuietLogger & { errors(): number } {
  let errors = 0;
  const nothing = () => undefined;
  return {
    debug: nothing,
    info: nothing,
    log: nothing,
    warn: nothing,
    error: () => {
      errors += 1;
    },
    errors: () => errors,
  };
}

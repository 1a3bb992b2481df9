/**
 * Creates pauses that double with each failure, up to `longestMs`, each drawn from the upper half
 * of its range: many clients that were disconnected by one outage must not return at the same
 * moment. Milliseconds; `random` returns from 0 up to 1.
 */
export function createBackOff({
  firstMs,
  longestMs,
  random,
}: {
  firstMs: number;
  longestMs: number;
  random: () => number;
}) {
  let failures = 0;
  return {
    /** The pause after one more failure. */
    next(): number {
      const upper = Math.min(longestMs, firstMs * 2 ** failures);
      failures += 1;
      return upper / 2 + (upper / 2) * random();
    },
    /** Starts again with the first pause. */
    reset() {
      failures = 0;
    },
  };
}

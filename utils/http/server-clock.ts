/**
 * The difference between this computer's clock and the server's, from the `Date` header of its
 * answers (RFC 9110, section 6.6.1). Times from the server are converted to this computer's clock,
 * so that a countdown is right even if that clock is wrong.
 */
export type ServerClock = {
  /** Updates the difference from an answer that has just arrived. */
  observe(dateHeader: string | null): void;
  /**
   * Converts a text that is a point in time (ISO 8601, UTC) to this computer's clock; returns any
   * other text unchanged.
   */
  localise(text: string): string;
  /**
   * How far the server's clock was ahead at its last answer, in milliseconds; 0 if the difference
   * is too small to count.
   */
  aheadMs(): number;
  /**
   * The server's time now, in milliseconds since the epoch: its last time plus the time that has
   * passed since. Setting this computer's clock does not change it. `null` before the first answer.
   */
  serverNow(): number | null;
};

/**
 * The header counts whole seconds and the answer took a while: smaller differences do not count, in
 * milliseconds.
 */
const TOLERANCE_MS = 2_000;
const POINT_IN_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * Creates a clock without a known difference. `now`: this computer's clock, in milliseconds since
 * the epoch; `elapsed`: milliseconds since any fixed moment, by a clock that nobody can set.
 */
export function createServerClock(
  now: () => number,
  elapsed: () => number = () => performance.now(),
): ServerClock {
  let difference = 0;
  let heard: { serverTime: number; elapsed: number } | null = null;
  return {
    aheadMs: () => difference,
    serverNow: () => heard && heard.serverTime + (elapsed() - heard.elapsed),
    observe(dateHeader) {
      const serverTime = Date.parse(dateHeader ?? '');
      if (Number.isNaN(serverTime)) return;
      heard = { serverTime, elapsed: elapsed() };
      const seen = serverTime - now();
      difference = Math.abs(seen) < TOLERANCE_MS ? 0 : seen;
    },
    localise(text) {
      if (difference === 0 || !POINT_IN_TIME.test(text)) return text;
      const time = Date.parse(text);
      return Number.isNaN(time) ? text : new Date(time - difference).toISOString();
    },
  };
}

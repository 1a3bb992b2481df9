/**
 * The difference between this computer's clock and the server's, from the `Date` header of its
 * answers (RFC 9110, section 6.6.1). Times from the server are converted to this computer's clock,
 * so that a countdown is right even if that clock is wrong.
 */
export type ServerClock = {
  /**
   * Updates the difference from an answer that has just arrived, unless the known difference fits
   * the time that the answer took. `sentAt`: when its request was sent by this computer's clock, in
   * milliseconds since the epoch; now if missing.
   */
  observe(dateHeader: string | null, sentAt?: number): void;
  /** Takes over the difference that an earlier worker knew, in milliseconds. */
  resume(aheadMs: number): void;
  /**
   * Converts a text that is a point in time (ISO 8601, UTC) to this computer's clock; returns any
   * other text unchanged.
   */
  localize(text: string): string;
  /**
   * How far the server's clock was ahead at its last answer, in milliseconds; 0 if the difference
   * is too small to count.
   */
  aheadMs(): number;
  /**
   * Converts a time of this computer's clock to the server's, for people who read it on another
   * clock; both in milliseconds since the epoch.
   */
  toServer(time: number): number;
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
/**
 * The largest difference to believe, in milliseconds: 20 years. With more, no certificate is valid,
 * and times beyond it cannot be recorded.
 */
const MAX_DIFFERENCE_MS = 20 * 365 * 24 * 60 * 60_000;
/** The header counts whole seconds; in milliseconds. */
const RESOLUTION_MS = 1_000;
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
    toServer: (time) => time + difference,
    serverNow: () => heard && heard.serverTime + (elapsed() - heard.elapsed),
    resume(aheadMs) {
      if (heard === null) difference = aheadMs;
    },
    observe(dateHeader, sentAt = now()) {
      const serverTime = Date.parse(dateHeader ?? '');
      if (Number.isNaN(serverTime)) return;
      heard = { serverTime, elapsed: elapsed() };
      // The answer was written at any time between its request and now: a slow answer, or a
      // computer that slept meanwhile, does not show that a clock was set.
      const least = serverTime - now();
      const most = serverTime + RESOLUTION_MS - sentAt;
      if (difference >= least && difference <= most) return;
      // The clock was set back while the answer was on its way. The next one shows by how much.
      if (least > most || Math.abs(least) > MAX_DIFFERENCE_MS) return;
      difference = Math.abs(least) < TOLERANCE_MS ? 0 : least;
    },
    localize(text) {
      if (difference === 0 || !POINT_IN_TIME.test(text)) return text;
      const time = Date.parse(text);
      return Number.isNaN(time) ? text : new Date(time - difference).toISOString();
    },
  };
}

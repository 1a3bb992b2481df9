/**
 * The wait after a 429 without a usable `Retry-After`: the platform counts per minute. In
 * milliseconds.
 */
const WITHOUT_HEADER_MS = 10_000;
/**
 * The longest wait, in milliseconds: more than a day must be an error, and the result must stay a
 * time that can be stored.
 */
const MAX_WAIT_MS = 24 * 60 * 60_000;

/**
 * Returns how long a `Retry-After` header asks to wait, as seconds or as HTTP date (RFC 9110,
 * section 10.2.3), in milliseconds. Never negative, never more than a day.
 */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null || header.trim() === '') return WITHOUT_HEADER_MS;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return bounded(seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? WITHOUT_HEADER_MS : bounded(date - now);
}

/**
 * Returns when a request answered with status 429 may be repeated, in milliseconds since the epoch
 * by this computer's clock. A date in `Retry-After` is by the server's clock, which the answer's
 * own `Date` shows.
 */
export function retryAtOf(headers: Headers, now: number): number {
  const serverNow = Date.parse(headers.get('date') ?? '') || now;
  return now + retryAfterMs(headers.get('retry-after'), serverNow);
}

function bounded(ms: number): number {
  return Math.min(Math.max(0, ms), MAX_WAIT_MS);
}

/** What a 429 without a usable `Retry-After` means: the platform counts per minute. In milliseconds. */
const WITHOUT_HEADER_MS = 10_000;

/**
 * Milliseconds that a `Retry-After` header asks to wait, as seconds or as HTTP date (RFC 9110, section 10.2.3). Never negative.
 */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null || header.trim() === '') return WITHOUT_HEADER_MS;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? WITHOUT_HEADER_MS : Math.max(0, date - now);
}

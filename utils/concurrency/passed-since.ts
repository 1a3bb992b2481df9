/**
 * Returns how long ago a moment was; both in milliseconds since the epoch. `Infinity` for a moment
 * that is still to come: the computer's clock was set back since, and nobody knows how long ago it
 * was.
 */
export function passedSince(moment: number, now: number): number {
  return moment > now ? Number.POSITIVE_INFINITY : now - moment;
}

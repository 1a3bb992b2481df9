import { isSensibleJson } from '../http/bounded-json';

/**
 * Longest frame to read, in characters or bytes: a change carries one conversation, a few
 * kilobytes.
 */
const MAX_FRAME_LENGTH = 2_000_000;
/** The most frames per second; the busiest floor that was measured sends a few. */
const MAX_PER_SECOND = 1_000;
/**
 * The most characters or bytes per second, in frames of acceptable length: parsing more would block
 * the page.
 */
const MAX_LENGTH_PER_SECOND = 8_000_000;
const SECOND_MS = 1_000;
/**
 * This many abuses within this many milliseconds end the socket. A single one may be a computer
 * that catches up after sleeping.
 */
const MAX_ABUSES = 5;
const REMEMBERED_MS = 60_000;

/** What to do with a frame. `end`: drop it and close the socket, which was abused repeatedly. */
export type Verdict = 'take' | 'drop' | 'end';

/**
 * Judges what a socket delivers before it is parsed. Abuses are a frame that is too long or nested
 * too deep, and a second with more than 1,000 frames or 8,000,000 characters, whose remaining
 * frames are dropped. Counts all sockets of a page: a server cannot reset the count by
 * reconnecting.
 * @param now milliseconds since the epoch
 */
export function createFrameGuard(now: () => number): { judge(data: unknown): Verdict } {
  let secondBegan = Number.NEGATIVE_INFINITY;
  let frames = 0;
  let length = 0;
  /** Whether this second has delivered too much already. */
  let floods = false;
  let abuses: number[] = [];

  function abused(): Verdict {
    const at = now();
    abuses = [...abuses.filter((before) => at - before < REMEMBERED_MS), at];
    return abuses.length >= MAX_ABUSES ? 'end' : 'drop';
  }

  return {
    judge(data) {
      const at = now();
      // A clock that was set back starts a new second.
      if (at - secondBegan >= SECOND_MS || at < secondBegan) {
        secondBegan = at;
        frames = 0;
        length = 0;
        floods = false;
      }
      // The second counts as one abuse, however much arrives.
      if (floods) return 'drop';
      const isTooLong = lengthOf(data) > MAX_FRAME_LENGTH;
      frames += 1;
      if (!isTooLong) length += lengthOf(data);
      floods = frames > MAX_PER_SECOND || length > MAX_LENGTH_PER_SECOND;
      if (floods || isTooLong) return abused();
      return typeof data !== 'string' || isSensibleJson(data) ? 'take' : abused();
    },
  };
}

/** The characters of a text, the bytes of anything binary. */
export function lengthOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  if (data instanceof Blob) return data.size;
  return data instanceof ArrayBuffer ? data.byteLength : 0;
}

import { isSensibleJson } from '../http/bounded-json';

/**
 * Longest frame that is read, in characters or bytes: a change carries one conversation, a few
 * kilobytes.
 */
const LONGEST_FRAME = 2_000_000;
/** Frames a second; the busiest floor that was measured sends a few. */
const MOST_PER_SECOND = 1_000;
/**
 * Characters or bytes a second, of frames that are short enough: parsing more would keep the page
 * busy.
 */
const MOST_LENGTH_PER_SECOND = 8_000_000;
const SECOND_MS = 1_000;
/**
 * So many abuses within so many milliseconds end the socket. One alone may be a computer that slept
 * and catches up.
 */
const MOST_ABUSES = 5;
const REMEMBERED_MS = 60_000;

/**
 * What is to become of a frame. `end`: and of the socket, which has been abused again and again.
 */
export type Verdict = 'take' | 'drop' | 'end';

/**
 * Judges what a socket brings before it is parsed. A frame that is too long or nested too deep is
 * an abuse, and so is a second with more frames than 1,000, or more than 8,000,000 characters, of
 * which the rest are dropped. It judges all sockets of one page: a server does not get off by
 * connecting anew.
 * @param now milliseconds since the epoch
 */
export function createFrameGuard(now: () => number): { judge(data: unknown): Verdict } {
  let secondBegan = Number.NEGATIVE_INFINITY;
  let frames = 0;
  let length = 0;
  /** Whether this second has brought too much already. */
  let floods = false;
  let abuses: number[] = [];

  function abused(): Verdict {
    const at = now();
    abuses = [...abuses.filter((before) => at - before < REMEMBERED_MS), at];
    return abuses.length >= MOST_ABUSES ? 'end' : 'drop';
  }

  return {
    judge(data) {
      const at = now();
      // A clock that was set back begins another second.
      if (at - secondBegan >= SECOND_MS || at < secondBegan) {
        secondBegan = at;
        frames = 0;
        length = 0;
        floods = false;
      }
      // The second is one abuse, however much it brings.
      if (floods) return 'drop';
      const isTooLong = lengthOf(data) > LONGEST_FRAME;
      frames += 1;
      if (!isTooLong) length += lengthOf(data);
      floods = frames > MOST_PER_SECOND || length > MOST_LENGTH_PER_SECOND;
      if (floods || isTooLong) return abused();
      return typeof data !== 'string' || isSensibleJson(data) ? 'take' : abused();
    },
  };
}

/** Of a text its characters, of anything binary its bytes. */
export function lengthOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  if (data instanceof Blob) return data.size;
  return data instanceof ArrayBuffer ? data.byteLength : 0;
}

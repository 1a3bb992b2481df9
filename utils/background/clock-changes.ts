import { createSerializer } from '../concurrency/serialize';
import type { ServerClock } from '../http/server-clock';
import type { Store } from '../storage/store';

/** Notices that this computer's clock was set, and corrects the times that are stored. */
export type ClockChanges = {
  /** Takes over what an earlier worker knew. Call it before any time of the server is converted. */
  resume(): Promise<void>;
  /**
   * Compares the clocks by an answer's `Date` header. If this computer's clock was set since the
   * last answer, moves all stored times with it before this resolves. Never rejects.
   * @param sentAt when the request was sent, in milliseconds since the epoch
   */
  noteTime(dateHeader: string | null, sentAt: number): Promise<void>;
};

/**
 * Smaller changes are ignored, in milliseconds: the difference is known to about a second, and
 * limits that changed by less than five do not count as changed (utils/cobrowse/own-limit.ts).
 */
const CHANGED_BY_MS = 3_000;

/**
 * Creates it. Stored times are by this computer's clock. When that is set, they mean other moments:
 * a session would end early, or much too late. The server's clock tells this from sleep, in which
 * both clocks go on.
 */
export function createClockChanges({
  clock,
  stored,
  moveTimes,
}: {
  clock: ServerClock;
  /** How far the server's clock was ahead when the stored times were written. */
  stored: Pick<Store<{ aheadMs: number } | null>, 'get' | 'set'>;
  /** Adds this many milliseconds to all stored times. */
  moveTimes(ms: number): Promise<void>;
}): ClockChanges {
  const serialize = createSerializer();
  return {
    async resume() {
      const known = await stored.get();
      if (known) clock.resume(known.aheadMs);
    },
    noteTime: (dateHeader, sentAt) =>
      // One at a time: an answer that arrives meanwhile must not be stored before the times are
      // right.
      serialize(async () => {
        const known = await stored.get();
        clock.observe(dateHeader, sentAt);
        if (clock.serverNow() === null) return;
        const aheadMs = clock.aheadMs();
        const setBy = known ? known.aheadMs - aheadMs : 0;
        if (known && Math.abs(setBy) < CHANGED_BY_MS) return;
        // In one turn, so that the browser stores all of it or nothing.
        await Promise.allSettled([setBy === 0 ? undefined : moveTimes(setBy), stored.set({ aheadMs })]);
      }).catch(() => undefined),
  };
}

import { tokenItem } from '../auth/state';
import { parseDeadline } from '../cobrowse/model';
import { moveEnded, moveEndNotice, moveJoinLink, moveSession, moveStart } from '../cobrowse/move-times';
import { parseIntent } from '../cobrowse/screen-intent';
import {
  endedSessionsItem,
  endNoticesItem,
  joinLinksItem,
  screenIntentRecords,
  sessionDeadlineRecords,
  sessionsItem,
  startsItem,
} from '../cobrowse/state';
import { moveGone, moveRow } from '../floor/move-times';
import { channelItem, floorHeadItem, floorRows, goneItem } from '../floor/state';
import { noticesPausedItem } from '../notify/state';
import { PRACTISING } from '../practice/model';
import type { StoredRecords } from '../storage/stored-records';
import { updateWaitingItem } from './state';

/**
 * Adds `ms` milliseconds to the stored times that something still depends on, because this
 * computer's clock was set. The history stays as it was written. Practice mode has only its own
 * clock: its sessions stay too.
 */
export async function moveStoredTimes(ms: number): Promise<void> {
  const live = await sessionsItem.get();
  // The updates begin in the same turn, so that the browser stores them together.
  await Promise.allSettled([
    sessionsItem.update((all) =>
      moveEach(all, (one) => (one.supervisorUserId === PRACTISING.userId ? one : moveSession(one, ms))),
    ),
    endedSessionsItem.update((all) => moveAll(all, (one) => moveEnded(one, ms))),
    startsItem.update((all) => moveEach(all, (one) => moveStart(one, ms))),
    joinLinksItem.update((all) => moveEach(all, (links) => moveEach(links, (one) => moveJoinLink(one, ms)))),
    endNoticesItem.update((all) => moveAll(all, (one) => moveEndNotice(one, ms))),
    tokenItem.update((token) => token && { ...token, expiresAt: token.expiresAt + ms }),
    channelItem.update((channel) =>
      channel?.subscribedAt === undefined ? channel : { ...channel, subscribedAt: channel.subscribedAt + ms },
    ),
    floorHeadItem.update((head) => head && { ...head, takenAt: head.takenAt + ms }),
    goneItem.update((all) => moveEach(all, (one) => moveGone(one, ms))),
    noticesPausedItem.update((paused) => paused && { until: paused.until + ms }),
    updateWaitingItem.update((waiting) => waiting && { since: waiting.since + ms }),
    moveRecords(sessionDeadlineRecords, (stored) => {
      const deadline = parseDeadline(stored);
      // A live session's deadline follows the session.
      if (!deadline || deadline.id in live) return null;
      return { ...deadline, expiresAt: deadline.expiresAt + ms };
    }),
    moveRecords(screenIntentRecords, (stored) => {
      const intent = parseIntent(stored);
      return intent && { ...intent, at: intent.at + ms };
    }),
    floorRows.replace((rows) => new Map([...rows].map(([id, row]) => [id, moveRow(row, ms)]))),
  ]);
}

/** Returns the same record if it is empty, so that nothing is written. */
function moveEach<T>(all: Record<string, T>, move: (one: T) => T): Record<string, T> {
  const entries = Object.entries(all);
  return entries.length === 0 ? all : Object.fromEntries(entries.map(([id, one]) => [id, move(one)]));
}

/** Returns the same list if it is empty, so that nothing is written. */
function moveAll<T>(all: T[], move: (one: T) => T): T[] {
  return all.length === 0 ? all : all.map(move);
}

/** Moves the records that this version can read. */
async function moveRecords(
  records: Pick<StoredRecords, 'readAll' | 'write'>,
  move: (stored: unknown) => unknown,
): Promise<void> {
  const moved = Object.entries(await records.readAll()).flatMap(([name, stored]) => {
    const after = move(stored);
    return after === null ? [] : [[name, after] as const];
  });
  if (moved.length > 0) await records.write(Object.fromEntries(moved));
}

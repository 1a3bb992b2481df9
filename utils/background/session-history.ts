import { identityItem } from '../auth/state';
import { endedSessionsItem, sessionsItem } from '../cobrowse/state';
import { createHistory, type History } from '../history/history';
import { historyRecords, historyTroubleItem } from '../history/state';
import { createWitness } from '../history/witness';
import { historyWitnessStore } from '../history/witness-store';
import { PRACTISING } from '../practice/model';
import { readSettings } from '../settings/effective-settings';
import { historyOutsidePractice } from './practice-guard';

/** The history in the browser's storage, with its maintenance. */
export type SessionHistory = History & {
  /**
   * Runs on each wake: completes what an earlier worker left undone, and deletes what is too old.
   */
  catchUp(): Promise<void>;
  /** Runs once per worker when the server's time is known: deletes the entries that are due. */
  noteServerContact(): Promise<void>;
};

/**
 * Creates the history of this browser.
 * @param serverNow the server's time, `null` if unknown
 * @param getPromised ids of sessions that are gone from memory, and whose end is still to be
 *   recorded
 */
export function createSessionHistory(
  now: () => number,
  serverNow: () => number | null = () => null,
  getPromised: () => Promise<ReadonlySet<string>> = async () => new Set(),
): SessionHistory {
  let heard = false;
  const history = createHistory({
    records: historyRecords,
    witness: createWitness({ store: historyWitnessStore, records: historyRecords, now, serverNow }),
    async getSupervisorName(userId) {
      const identity = await identityItem.get();
      return identity?.userId === userId ? identity.name : null;
    },
    noteTrouble: (reason, at) =>
      historyTroubleItem.update((known) => ({
        since: known?.since ?? at,
        lost: (known?.lost ?? 0) + 1,
        reason,
      })),
    now,
  });
  const prune = async () => await history.prune((await readSettings()).history.keepForDays);
  return {
    ...history,
    async catchUp() {
      await history.reconcile(async () => {
        const [live, ended, pendingEnds] = await Promise.all([
          sessionsItem.get(),
          endedSessionsItem.get(),
          getPromised(),
        ]);
        // Practice may have begun in the meantime.
        const real = Object.values(live).filter((one) => one.supervisorUserId !== PRACTISING.userId);
        return { live: real, ended, pendingEnds };
      });
      await prune();
    },
    async noteServerContact() {
      // Not every answer contains the time.
      if (heard || serverNow() === null) return;
      heard = true;
      await prune();
    },
  };
}

/** Creates the history for supervisors who practice (practice-guard.ts). */
export function createHistoryOutsidePractice({
  isPracticing,
  serverNow,
  getPromised,
  now,
}: {
  isPracticing(): Promise<boolean>;
  serverNow(): number | null;
  getPromised(): Promise<ReadonlySet<string>>;
  now(): number;
}): SessionHistory {
  return historyOutsidePractice(createSessionHistory(now, serverNow, getPromised), isPracticing);
}

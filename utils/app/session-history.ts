import { createHistory, type History } from '../history/history';
import { createWitness } from '../history/witness';
import { readSettings } from '../settings/effective-settings';
import { historyWitnessStore } from '../storage/history-witness-store';
import {
  endedSessionsItem,
  historyShelf,
  historyTroubleItem,
  identityItem,
  sessionsItem,
} from '../storage/items';

/** The history in the browser's storage, with what the caretaker does for it. */
export type SessionHistory = History & {
  /** On each wake: makes good what an earlier worker did not get to, and drops what is too old. */
  attend(): Promise<void>;
  /** The server was heard: what waited for its time to be dropped is dropped. Counts once for each worker. */
  noteServerHeard(): Promise<void>;
};

/** Makes the history of this browser. `serverNow`: the server's time, `null` where it was not heard. */
export function createSessionHistory(
  now: () => number,
  serverNow: () => number | null = () => null,
): SessionHistory {
  let heard = false;
  const history = createHistory({
    shelf: historyShelf,
    witness: createWitness({ store: historyWitnessStore, records: historyShelf, now, serverNow }),
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
    async attend() {
      await history.reconcile(async () => {
        const [live, ended] = await Promise.all([sessionsItem.get(), endedSessionsItem.get()]);
        return { live: Object.values(live), ended };
      });
      await prune();
    },
    async noteServerHeard() {
      // Not every answer says the time.
      if (heard || serverNow() === null) return;
      heard = true;
      await prune();
    },
  };
}

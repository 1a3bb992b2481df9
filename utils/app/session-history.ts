import { createHistory, type History } from '../history/history';
import { readSettings } from '../settings/effective-settings';
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
};

/** Makes the history of this browser. */
export function createSessionHistory(now: () => number): SessionHistory {
  const history = createHistory({
    shelf: historyShelf,
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
  return {
    ...history,
    async attend() {
      await history.reconcile(async () => {
        const [live, ended] = await Promise.all([sessionsItem.get(), endedSessionsItem.get()]);
        return { live: Object.values(live), ended };
      });
      await history.prune((await readSettings()).history.keepForDays);
    },
  };
}

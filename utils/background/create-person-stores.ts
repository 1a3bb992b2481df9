import { type Epoch, itemOf } from '../auth/epochs';
import type { Session } from '../cobrowse/model';
import { createSessionStore } from '../cobrowse/session-store';
import { createStartStore } from '../cobrowse/start-store';
import { endedSessionsItem, joinLinksItem, sessionsItem, startsItem } from '../cobrowse/state';
import type { CorrelationIds } from './correlation-ids';
import { conversationsInView } from './desktop-tabs';
import { historyOf } from './history-of-epoch';
import type { SessionHistory } from './session-history';
import { sessionsOfPerson } from './sessions-of-person';
import type { SignOutCleanup } from './sign-out-cleanup';

/**
 * Creates the stores of one person's starts and sessions. They read and write only within the
 * epoch. The session store also records each session in the history.
 */
export function createPersonStores({
  epoch,
  history,
  isPractising,
  signOutCleanup,
  takeCorrelationIds,
  getSupervisorName,
  onEnded,
  now,
}: {
  epoch: Epoch;
  history: SessionHistory;
  isPractising(): Promise<boolean>;
  signOutCleanup: SignOutCleanup;
  takeCorrelationIds: CorrelationIds['take'];
  /** The name of the person, once known. */
  getSupervisorName(): string | undefined;
  /** Called when a session has ended; `session` is `null` if it was no longer stored. */
  onEnded(sessionId: string, session: Session | null): Promise<void>;
  now(): number;
}) {
  const sessions = itemOf(epoch, sessionsItem);
  const starts = createStartStore(itemOf(epoch, startsItem), epoch.id, now);
  const plainStore = createSessionStore({
    sessions,
    ended: itemOf(epoch, endedSessionsItem),
    joinLinks: itemOf(epoch, joinLinksItem),
    now,
  });
  const sessionStore = sessionsOfPerson(plainStore, {
    epoch,
    history: historyOf(epoch, history),
    isPractising,
    signOutCleanup,
    findSession: async (sessionId) => (await sessions.get())[sessionId] ?? null,
    takeCorrelationIds,
    getSupervisorName,
    onEnded,
    now,
  });
  return {
    starts,
    sessionStore,
    /** Returns the conversations that a session, a start or a desktop page needs. */
    async conversationsInUse(): Promise<Set<string>> {
      const [live, running, inView] = await Promise.all([
        plainStore.sessions(),
        starts.all(),
        conversationsInView(),
      ]);
      return new Set([...[...live, ...running].map(({ conversationId }) => conversationId), ...inView]);
    },
  };
}

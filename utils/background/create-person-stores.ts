import { itemOf } from '../auth/epochs';
import { createSessionStore } from '../cobrowse/session-store';
import { createStartStore } from '../cobrowse/start-store';
import { endedSessionsItem, joinLinksItem, sessionsItem, startsItem } from '../cobrowse/state';
import { conversationsInView } from './desktop-tabs';
import { historyOf } from './history-of-epoch';
import type { SessionHistory } from './session-history';
import { sessionsOfPerson } from './sessions-of-person';

/**
 * Creates the stores of one person's starts and sessions. They read and write only within the
 * epoch. The session store also records each session in the history.
 */
export function createPersonStores({
  history,
  ...dependencies
}: { history: SessionHistory } & Omit<Parameters<typeof sessionsOfPerson>[1], 'history' | 'findSession'>) {
  const { epoch, now } = dependencies;
  const sessions = itemOf(epoch, sessionsItem);
  const starts = createStartStore(itemOf(epoch, startsItem), epoch.id, now);
  const plainStore = createSessionStore({
    sessions,
    ended: itemOf(epoch, endedSessionsItem),
    joinLinks: itemOf(epoch, joinLinksItem),
    now,
  });
  const sessionStore = sessionsOfPerson(plainStore, {
    ...dependencies,
    history: historyOf(epoch, history),
    findSession: async (sessionId) => (await sessions.get())[sessionId] ?? null,
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

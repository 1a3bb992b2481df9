import type { Session } from '../cobrowse/model';
import type { SessionStore } from '../cobrowse/session-store';
import { fail } from '../errors/failure';
import { PRACTISING } from '../practice/model';
import type { StoredScreenIntents } from './screen-intents';
import type { SessionHistory } from './session-history';

/**
 * Wraps the history for supervisors who practice: practice is not recorded, and no catching up
 * happens while practicing.
 */
export function historyOutsidePractice(
  history: SessionHistory,
  isPracticing: () => Promise<boolean>,
): SessionHistory {
  const unlessPracticing =
    <A extends unknown[]>(record: (...args: A) => Promise<void>) =>
    async (...args: A) => {
      if (!(await isPracticing())) await record(...args);
    };
  return {
    ...history,
    recordStarted: unlessPracticing(history.recordStarted),
    recordJoined: unlessPracticing(history.recordJoined),
    recordNotes: unlessPracticing(history.recordNotes),
    recordLateNote: async (...note) => !(await isPracticing()) && (await history.recordLateNote(...note)),
    recordEnded: unlessPracticing(history.recordEnded),
    recordLeft: unlessPracticing(history.recordLeft),
    reconcile: unlessPracticing(history.reconcile),
    catchUp: unlessPracticing(history.catchUp),
    noteServerContact: unlessPracticing(history.noteServerContact),
  };
}

/**
 * Wraps the session store: it accepts practice sessions only while practice is on, and real ones
 * only while it is off. A start may outlast either.
 */
export function practiceSessionStore(
  sessionStore: SessionStore,
  isPracticing: () => Promise<boolean>,
): SessionStore {
  return {
    ...sessionStore,
    async keepSession(session: Session) {
      if ((session.supervisorUserId === PRACTISING.userId) !== (await isPracticing()))
        throw fail('not-found', { subject: 'session' });
      return await sessionStore.keepSession(session);
    },
  };
}

/**
 * Wraps the records of sessions that are about to be created: in practice none is kept on disk, as
 * a session of practice needs nobody to end it.
 */
export function intentsOutsidePractice(
  intents: StoredScreenIntents,
  isPracticing: () => Promise<boolean>,
): StoredScreenIntents {
  return {
    ...intents,
    async record(conversationId, intent) {
      if (!(await isPracticing())) await intents.record(conversationId, intent);
    },
  };
}

/**
 * Refuses real work while practice is on, even if it began before: nothing real is requested
 * meanwhile, and nobody is signed in anew.
 */
export function refusedInPractice<A extends unknown[], R>(
  work: (...args: A) => Promise<R>,
  isPracticing: () => Promise<boolean>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    if (await isPracticing()) throw fail('practice-refused');
    return await work(...args);
  };
}

import type { Session } from '../cobrowse/model';
import type { SessionStore } from '../cobrowse/session-store';
import { fail } from '../errors/failure';
import { PRACTISING } from '../practice/model';
import type { StoredScreenIntents } from './screen-intents';
import type { SessionHistory } from './session-history';

/**
 * Wraps the history for supervisors who practise: practice is not recorded, and no catching up
 * happens while practising.
 */
export function historyOutsidePractice(
  history: SessionHistory,
  isPractising: () => Promise<boolean>,
): SessionHistory {
  const unlessPractising =
    <A extends unknown[]>(record: (...args: A) => Promise<void>) =>
    async (...args: A) => {
      if (!(await isPractising())) await record(...args);
    };
  return {
    ...history,
    recordStarted: unlessPractising(history.recordStarted),
    recordJoined: unlessPractising(history.recordJoined),
    recordNotes: unlessPractising(history.recordNotes),
    recordEnded: unlessPractising(history.recordEnded),
    recordLeft: unlessPractising(history.recordLeft),
    reconcile: unlessPractising(history.reconcile),
    catchUp: unlessPractising(history.catchUp),
    noteServerContact: unlessPractising(history.noteServerContact),
  };
}

/**
 * Wraps the session store: it accepts practice sessions only while practice is on, and real ones
 * only while it is off. A start may outlast either.
 */
export function practiceSessionStore(
  sessionStore: SessionStore,
  isPractising: () => Promise<boolean>,
): SessionStore {
  return {
    ...sessionStore,
    async keepSession(session: Session) {
      if ((session.supervisorUserId === PRACTISING.userId) !== (await isPractising()))
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
  isPractising: () => Promise<boolean>,
): StoredScreenIntents {
  return {
    ...intents,
    async record(conversationId, intent) {
      if (!(await isPractising())) await intents.record(conversationId, intent);
    },
  };
}

/**
 * Refuses real work while practice is on, even if it began before: nothing real is requested
 * meanwhile, and nobody is signed in anew.
 */
export function refusedInPractice<A extends unknown[], R>(
  work: (...args: A) => Promise<R>,
  isPractising: () => Promise<boolean>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    if (await isPractising()) throw fail('practice-refused');
    return await work(...args);
  };
}

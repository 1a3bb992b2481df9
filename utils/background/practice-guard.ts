import type { Session } from '../cobrowse/model';
import type { SessionStore } from '../cobrowse/session-store';
import { fail } from '../errors/failure';
import { PRACTISING } from '../practice/model';
import type { SessionHistory } from './session-history';

/**
 * The history as a supervisor has it who practises now and then: what is practised is not recorded,
 * and nothing is made good meanwhile.
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
    recordEnded: unlessPractising(history.recordEnded),
    recordLeft: unlessPractising(history.recordLeft),
    reconcile: unlessPractising(history.reconcile),
    catchUp: unlessPractising(history.catchUp),
    noteServerHeard: unlessPractising(history.noteServerHeard),
  };
}

/**
 * The session store, which takes sessions of the practice while practice is on and real ones while
 * it is off: a start may outlast either.
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
 * Work for real that is refused while practice is on, also for who had begun before it: nothing
 * real is asked for meanwhile, and nobody is signed in anew.
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

import type { Session } from '../cobrowse/model';
import type { SessionBook } from '../cobrowse/session-book';
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
    attend: unlessPractising(history.attend),
    noteServerHeard: unlessPractising(history.noteServerHeard),
  };
}

/**
 * The session book, which takes sessions of the practice while practice is on and real ones while
 * it is off: a start may outlast either.
 */
export function bookOfPractice(book: SessionBook, isPractising: () => Promise<boolean>): SessionBook {
  return {
    ...book,
    async keepSession(session: Session) {
      if ((session.supervisorUserId === PRACTISING.userId) !== (await isPractising()))
        throw fail('not-found', { subject: 'session' });
      return await book.keepSession(session);
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

import type { Epoch } from '../auth/epochs';
import type { Session } from '../cobrowse/model';
import type { SessionBook } from '../cobrowse/session-book';
import type { History } from '../history/history';
import type { Leavings } from './leavings';
import { bookOfPractice } from './practice-guard';
import { recordingBook } from './recording-book';

/**
 * The session book as the work of one person has it: with the history behind it, closed to
 * sessions of practice or to real ones, and with what follows when a session comes or goes.
 */
export function sessionsOfPerson(
  plainBook: SessionBook,
  {
    epoch,
    history,
    isPractising,
    leavings,
    findSession,
    takeCorrelationIds,
    getSupervisorName,
    onEnded,
    now,
  }: {
    epoch: Epoch;
    history: Pick<History, 'recordStarted' | 'recordJoined' | 'recordEnded'>;
    isPractising(): Promise<boolean>;
    leavings: Pick<Leavings, 'end'>;
    /** A session has left the book, or was not there any more (`null`). */
    onEnded(sessionId: string, session: Session | null): Promise<void>;
  } & Parameters<typeof recordingBook>[2],
): SessionBook {
  const recorded = recordingBook(bookOfPractice(plainBook, isPractising), history, {
    findSession,
    takeCorrelationIds,
    ...(getSupervisorName && { getSupervisorName }),
    now,
  });
  const factsOf = (session: Session) => {
    const supervisorName = getSupervisorName?.();
    return {
      correlationIds: takeCorrelationIds(session),
      ...(supervisorName !== undefined && { supervisorName }),
    };
  };
  return {
    ...recorded,
    async keepSession(session) {
      try {
        return await recorded.keepSession(session);
      } finally {
        // Made for somebody who has left meanwhile: nobody would end it, and nobody would know of
        // it.
        if (!epoch.isOpen() && !session.joinedExisting) await leavings.end(session, factsOf(session));
      }
    },
    async endSession(sessionId, how) {
      const session = await recorded.endSession(sessionId, how);
      await onEnded(sessionId, session);
      return session;
    },
  };
}

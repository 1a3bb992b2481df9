import type { Epoch } from '../auth/epochs';
import type { Session } from '../cobrowse/model';
import type { SessionStore } from '../cobrowse/session-store';
import type { History } from '../history/history';
import { practiceSessionStore } from './practice-guard';
import { recordSessions } from './recorded-sessions';
import type { SignOutCleanup } from './sign-out-cleanup';

/**
 * The session store as the work of one person has it: with the history behind it, closed to
 * sessions of practice or to real ones, and with what follows when a session comes or goes.
 */
export function sessionsOfPerson(
  plainStore: SessionStore,
  {
    epoch,
    history,
    isPractising,
    signOutCleanup,
    findSession,
    takeCorrelationIds,
    getSupervisorName,
    onEnded,
    now,
  }: {
    epoch: Epoch;
    history: Pick<History, 'recordStarted' | 'recordJoined' | 'recordEnded'>;
    isPractising(): Promise<boolean>;
    signOutCleanup: Pick<SignOutCleanup, 'endSession'>;
    /** A session has left the store, or was not there any more (`null`). */
    onEnded(sessionId: string, session: Session | null): Promise<void>;
  } & Parameters<typeof recordSessions>[2],
): SessionStore {
  const recorded = recordSessions(practiceSessionStore(plainStore, isPractising), history, {
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
        if (!epoch.isOpen() && !session.joinedExisting)
          await signOutCleanup.endSession(session, factsOf(session));
      }
    },
    async endSession(sessionId, how) {
      const session = await recorded.endSession(sessionId, how);
      await onEnded(sessionId, session);
      return session;
    },
  };
}

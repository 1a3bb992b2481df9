import type { Epoch } from '../auth/epochs';
import type { Session } from '../cobrowse/model';
import type { SessionStore } from '../cobrowse/session-store';
import type { History } from '../history/history';
import { practiceSessionStore } from './practice-guard';
import { recordSessions } from './recorded-sessions';
import type { SignOutCleanup } from './sign-out-cleanup';

/**
 * Creates the session store for one person: it records to the history, accepts only practice
 * sessions or only real ones, and reacts when a session comes or goes.
 */
export function sessionsOfPerson(
  plainStore: SessionStore,
  {
    epoch,
    history,
    isPracticing,
    signOutCleanup,
    findSession,
    takeCorrelationIds,
    getSupervisorName,
    onEnded,
    now,
  }: {
    epoch: Epoch;
    history: Pick<
      History,
      'recordStarted' | 'recordJoined' | 'recordNotes' | 'recordLateNote' | 'recordEnded'
    >;
    isPracticing(): Promise<boolean>;
    signOutCleanup: Pick<SignOutCleanup, 'endSession'>;
    /** Called when a session has left the store, or was no longer there (`null`). */
    onEnded(sessionId: string, session: Session | null): Promise<void>;
  } & Parameters<typeof recordSessions>[2],
): SessionStore {
  const recorded = recordSessions(practiceSessionStore(plainStore, isPracticing), history, {
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
        // Made for somebody who has signed out in the meantime: nobody else would end it or know of
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

import type { Epoch } from '../auth/epochs';
import type { History } from '../history/history';
import { PRACTISING } from '../practice/model';

/**
 * Returns the history for the work of one epoch. Practice sessions are never recorded, even if
 * practice has ended since. If the person has signed out before a joined session is recorded, the
 * session is recorded as left. A session that was made here is recorded by the code that ends it
 * (sign-out-cleanup.ts).
 */
export function historyOf(
  epoch: Pick<Epoch, 'isOpen'>,
  history: Pick<History, 'recordStarted' | 'recordJoined' | 'recordEnded'>,
): Pick<History, 'recordStarted' | 'recordJoined' | 'recordEnded'> {
  const isPractised = (session: { supervisorUserId: string }) =>
    session.supervisorUserId === PRACTISING.userId;
  return {
    async recordStarted(session, facts) {
      if (isPractised(session)) return;
      if (epoch.isOpen()) await history.recordStarted(session, facts);
      else if (session.joinedExisting) await history.recordEnded(session, 'left', facts);
    },
    async recordJoined(sessionId, facts) {
      if (epoch.isOpen()) await history.recordJoined(sessionId, facts);
    },
    async recordEnded(session, how, facts) {
      if (!isPractised(session)) await history.recordEnded(session, how, facts);
    },
  };
}

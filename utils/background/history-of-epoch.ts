import type { Epoch } from '../auth/epochs';
import type { History } from '../history/history';
import { PRACTISING } from '../practice/model';

/**
 * The history as the work of one epoch has it. What was practised is not recorded, whatever has
 * become of the practice since. A session that was joined and is recorded only after its supervisor
 * has left has ended for them with that; one that was made is recorded by who ends it then
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

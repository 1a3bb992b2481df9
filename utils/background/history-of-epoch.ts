import type { Epoch } from '../auth/epochs';
import type { History } from '../history/history';
import { PRACTISING } from '../practice/model';

type Recorded = 'recordStarted' | 'recordJoined' | 'recordNotes' | 'recordLateNote' | 'recordEnded';

/**
 * Returns the history for the work of one epoch. Practice sessions are never recorded, even if
 * practice has ended since. If the person has signed out before a joined session is recorded, the
 * session is recorded as left. A session that was made here is recorded by the code that ends it
 * (sign-out-cleanup.ts). Never rejects, even if the history cannot be loaded: a session starts and
 * ends all the same, and the history catches up.
 */
export function historyOf(
  epoch: Pick<Epoch, 'isOpen'>,
  history: Pick<History, Recorded>,
): Pick<History, Recorded> {
  const isPracticed = (session: { supervisorUserId: string }) =>
    session.supervisorUserId === PRACTISING.userId;
  const quietly = async (recording: Promise<void>) => await recording.catch(() => undefined);
  return {
    async recordStarted(session, facts) {
      if (isPracticed(session)) return;
      if (epoch.isOpen()) await quietly(history.recordStarted(session, facts));
      else if (session.joinedExisting) await quietly(history.recordEnded(session, 'left', facts));
    },
    async recordJoined(sessionId, facts) {
      if (epoch.isOpen()) await quietly(history.recordJoined(sessionId, facts));
    },
    async recordNotes(session) {
      // The end of a session that outlives its epoch records them too.
      if (epoch.isOpen() && !isPracticed(session)) await quietly(history.recordNotes(session));
    },
    async recordLateNote(sessionId, note, most) {
      return epoch.isOpen() && (await history.recordLateNote(sessionId, note, most).catch(() => false));
    },
    async recordEnded(session, how, facts) {
      if (!isPracticed(session)) await quietly(history.recordEnded(session, how, facts));
    },
  };
}

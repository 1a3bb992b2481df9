import { MAX_NOTES, type Session } from '../cobrowse/model';
import type { SessionStore } from '../cobrowse/session-store';
import type { History } from '../history/history';

/** The methods of the history that the store uses. */
type Recorder = Pick<
  History,
  'recordStarted' | 'recordJoined' | 'recordNotes' | 'recordLateNote' | 'recordEnded'
>;

/**
 * Wraps the session store: records each session that enters or leaves it in the history. Callers
 * that store a session or show its page do not wait for that. If the worker dies before it is
 * recorded, `reconcile` catches up.
 */
export function recordSessions(
  sessionStore: SessionStore,
  history: Recorder,
  more: {
    /** Also returns a session whose time is over. */
    findSession(sessionId: string): Promise<Session | null>;
    /** Takes the correlation ids of a session's calls that no entry has yet. */
    takeCorrelationIds(session: Session): string[];
    /** Name of the person who owns the sessions, once known. */
    getSupervisorName?(): string | undefined;
    now(): number;
  },
): SessionStore {
  const { findSession, takeCorrelationIds, now } = more;
  const factsOf = (session: Session) => {
    const supervisorName = more.getSupervisorName?.();
    return {
      correlationIds: takeCorrelationIds(session),
      ...(supervisorName !== undefined && { supervisorName }),
    };
  };
  return {
    ...sessionStore,
    async keepSession(session) {
      const kept = await sessionStore.keepSession(session);
      void history.recordStarted(kept, factsOf(kept));
      return kept;
    },
    async setTab(sessionId, tabId, pageMark) {
      const before = await findSession(sessionId);
      await sessionStore.setTab(sessionId, tabId, pageMark);
      if (before && tabId !== null && tabId !== before.tabId) {
        void history.recordJoined(sessionId, { correlationIds: takeCorrelationIds(before) });
      }
    },
    async addNote(sessionId, note) {
      const isAdded = await sessionStore.addNote(sessionId, note);
      const session = isAdded ? await findSession(sessionId) : null;
      // Whoever took the note relies on it being kept, so wait.
      if (session) await history.recordNotes(session);
      if (isAdded || (await findSession(sessionId))) return isAdded;
      // It was begun while the session was live, so it belongs to it.
      return await history.recordLateNote(sessionId, note, MAX_NOTES);
    },
    async endSession(sessionId, how) {
      const session = await findSession(sessionId);
      if (session) {
        // Record it before it leaves the store: otherwise, if the worker dies here, nothing knows
        // how it ended.
        await history.recordEnded(session, how, {
          // A browser that slept through the time limit did not make the session longer.
          endedAt: Math.min(now(), session.expiresAt),
          ...factsOf(session),
        });
      }
      return await sessionStore.endSession(sessionId, how);
    },
  };
}

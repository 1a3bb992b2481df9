import type { Session } from '../cobrowse/model';
import type { SessionStore } from '../cobrowse/session-store';
import type { History } from '../history/history';

/** The history as the store needs it. */
type Recorder = Pick<History, 'recordStarted' | 'recordJoined' | 'recordEnded'>;

/**
 * The session store with the history behind it: what comes into the store and what leaves it is
 * recorded. Nobody who keeps a session or shows its page waits for that; what a worker's death cuts
 * off there, `reconcile` makes good.
 */
export function recordSessions(
  sessionStore: SessionStore,
  history: Recorder,
  more: {
    /** Also one whose time is over. */
    findSession(sessionId: string): Promise<Session | null>;
    /** Takes the correlation ids of the calls for a session that no entry has yet. */
    takeCorrelationIds(session: Session): string[];
    /** Name of the person whose sessions they are, once it is known. */
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
    async endSession(sessionId, how) {
      const session = await findSession(sessionId);
      if (session) {
        // Before it leaves the store: afterwards a worker that dies here would leave nobody who
        // knows how it ended.
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

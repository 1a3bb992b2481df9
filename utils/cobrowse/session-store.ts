import type { Store } from '../storage/store';
import {
  type AgentNotice,
  type EndedSession,
  type JoinLink,
  MAX_NOTES,
  type Offer,
  type Session,
  type SessionEnding,
  type SessionNote,
} from './model';
import type { OwnLimit } from './own-limit';
import type { StopReason } from './screen-viewer';

/**
 * The single source of truth about live sessions, kept in browser memory that survives the worker.
 * Only the background writes to it.
 */
export type SessionStore = {
  /** Sessions whose time limit has not passed. */
  sessions(): Promise<Session[]>;
  session(sessionId: string): Promise<Session | null>;
  sessionOf(conversationId: string): Promise<Session | null>;
  /**
   * Stores a session; a known one keeps its tab, its purpose, whether it was created here, its code
   * and the time of its invitation.
   */
  keepSession(session: Session): Promise<Session>;
  /** Stores the tab that shows a page of the session, and the mark of that page if it has one. */
  setTab(sessionId: string, tabId: number | null, pageMark?: string | null): Promise<void>;
  /** Changes the limit of a live session. */
  setLimit(sessionId: string, limit: OwnLimit): Promise<void>;
  /** Ends a session soon, unless that is undone; `null` undoes it. */
  setEnding(sessionId: string, ending: Pick<Session, 'expiresAt' | 'ending'> | null): Promise<void>;
  /** Changes what the customer was asked; if missing, they have accepted. */
  setOffer(sessionId: string, offer?: Offer): Promise<void>;
  /** Stores when the invitation was last sent to the agent; `null` if not yet. */
  noteInvitation(sessionId: string, invitation: Session['invitation']): Promise<void>;
  /**
   * Stores whether the agent was told that their screens are watched. Returns whether the session
   * was still there.
   */
  noteAgentTold(sessionId: string, agentNotice: AgentNotice): Promise<boolean>;
  /** Stores that the page shows the agent's screens no more, and why. */
  noteStopped(sessionId: string, why: StopReason): Promise<void>;
  /**
   * Adds a note; if it was begun before the session ended, to its history. Returns whether it was
   * added: a session can be forgotten, or have as many as it may.
   */
  addNote(sessionId: string, note: SessionNote): Promise<boolean>;
  /**
   * Removes a session and its links, and keeps a notice of how it ended. This is the only way out
   * of the store, as `keepSession` is the only way in. Returns the session; `null` if it was no
   * longer there, so that only one of several callers gets it.
   */
  endSession(sessionId: string, how: SessionEnding): Promise<Session | null>;
  /** Sessions whose time limit has passed and that must be ended. */
  overdueSessions(): Promise<Session[]>;
  /** Removes the notice of a session that ended. */
  dismissEnded(sessionId: string): Promise<void>;

  joinLink(sessionId: string, userId: string): Promise<JoinLink | null>;
  keepJoinLink(sessionId: string, userId: string, link: JoinLink): Promise<void>;
  /** Removes a link that has been used. */
  forgetJoinLink(sessionId: string, userId: string): Promise<void>;
};

/** How many notices of ended sessions are kept: more than a change of the policy ends at once. */
const MAX_NOTICES = 20;

/** Creates the session store over its stored items. */
export function createSessionStore(stores: {
  sessions: Pick<Store<Record<string, Session>>, 'get' | 'update'>;
  /** Newest first. */
  ended: Pick<Store<EndedSession[]>, 'get' | 'update'>;
  joinLinks: Pick<Store<Record<string, Record<string, JoinLink>>>, 'get' | 'update'>;
  now(): number;
}): SessionStore {
  const { sessions, ended, joinLinks, now } = stores;

  const isOpen = (session: Session) => session.expiresAt > now();

  return {
    sessions: async () => Object.values(await sessions.get()).filter(isOpen),
    async session(sessionId) {
      const session = (await sessions.get())[sessionId];
      return session && isOpen(session) ? session : null;
    },
    async sessionOf(conversationId) {
      const open = Object.values(await sessions.get()).filter(isOpen);
      return open.find((session) => session.conversationId === conversationId) ?? null;
    },
    async keepSession(session) {
      const after = await sessions.update((all) => {
        const known = all[session.id];
        const tabId = session.tabId ?? known?.tabId ?? null;
        const pageMark = session.pageMark ?? known?.pageMark;
        const purpose = session.purpose ?? known?.purpose ?? null;
        const invitation = session.invitation ?? known?.invitation ?? null;
        // The agent was told of this session, and the notes were taken in it.
        const agentNotice = known?.agentNotice ?? session.agentNotice;
        const notes = known?.notes ?? session.notes;
        // A known session stays ours, and only the user who made the offer knows its code.
        const joinedExisting = known?.joinedExisting ?? session.joinedExisting;
        const offer = session.offer && (known?.offer ?? session.offer);
        const clockSetBy = known?.clockSetBy;
        return {
          ...all,
          [session.id]: {
            ...session,
            tabId,
            purpose,
            invitation,
            joinedExisting,
            ...(pageMark && { pageMark }),
            ...(agentNotice && { agentNotice }),
            ...(notes && { notes }),
            ...(offer && { offer }),
            ...(clockSetBy && { clockSetBy }),
          },
        };
      });
      // After joining again, the notice that the last session ended is obsolete.
      await ended.update((all) => withoutAny(all, (one) => one.conversationId === session.conversationId));
      return after[session.id] ?? session;
    },
    async setTab(sessionId, tabId, pageMark) {
      await sessions.update((all) => {
        const session = all[sessionId];
        if (!session) return all;
        return { ...all, [sessionId]: { ...session, tabId, ...(pageMark && { pageMark }) } };
      });
    },
    async setLimit(sessionId, limit) {
      await sessions.update((all) => {
        const session = all[sessionId];
        return session ? { ...all, [sessionId]: { ...session, ...limit } } : all;
      });
    },
    async setEnding(sessionId, change) {
      await sessions.update((all) => {
        const { ending, ...session } = all[sessionId] ?? {};
        if (!('id' in session)) return all;
        const expiresAt = ending?.limitAt ?? session.expiresAt;
        return { ...all, [sessionId]: { ...session, expiresAt, ...change } };
      });
    },
    async setOffer(sessionId, offer) {
      await sessions.update((all) => {
        const { offer: _, ...session } = all[sessionId] ?? {};
        return 'id' in session ? { ...all, [sessionId]: { ...session, ...(offer && { offer }) } } : all;
      });
    },
    async noteInvitation(sessionId, invitation) {
      await sessions.update((all) => {
        const session = all[sessionId];
        return session ? { ...all, [sessionId]: { ...session, invitation } } : all;
      });
    },
    async noteAgentTold(sessionId, agentNotice) {
      let wasThere = false;
      await sessions.update((all) => {
        const session = all[sessionId];
        wasThere = session !== undefined;
        return session ? { ...all, [sessionId]: { ...session, agentNotice } } : all;
      });
      return wasThere;
    },
    async noteStopped(sessionId, why) {
      await sessions.update((all) => {
        const session = all[sessionId];
        if (!session?.monitoring) return all;
        const monitoring = { ...session.monitoring, stopped: why };
        return { ...all, [sessionId]: { ...session, monitoring } };
      });
    },
    async addNote(sessionId, note) {
      let isAdded = false;
      await sessions.update((all) => {
        const session = all[sessionId];
        const notes = session?.notes ?? [];
        if (!session || notes.length >= MAX_NOTES) return all;
        isAdded = true;
        return { ...all, [sessionId]: { ...session, notes: [...notes, note] } };
      });
      return isAdded;
    },
    async endSession(sessionId, how) {
      const session = (await sessions.get())[sessionId];
      if (!session) return null;
      // Remove the session last: if the worker dies before, the next one finds it and does the
      // rest.
      const notices = how === 'ended-by-you' ? [] : [noticeOf(session, how, now())];
      await ended.update((all) =>
        [...notices, ...all.filter(({ id }) => id !== sessionId)].slice(0, MAX_NOTICES),
      );
      await joinLinks.update((all) => without(all, sessionId));
      // As it is in this moment: whether the agent was told may have changed meanwhile.
      let removed: Session | null = null;
      await sessions.update((all) => {
        removed = all[sessionId] ?? null;
        return without(all, sessionId);
      });
      return removed;
    },
    overdueSessions: async () => Object.values(await sessions.get()).filter((one) => !isOpen(one)),
    async dismissEnded(sessionId) {
      await ended.update((all) => withoutAny(all, ({ id }) => id === sessionId));
    },

    joinLink: async (sessionId, userId) => (await joinLinks.get())[sessionId]?.[userId] ?? null,
    async forgetJoinLink(sessionId, userId) {
      await joinLinks.update((all) => {
        const { [userId]: _, ...others } = all[sessionId] ?? {};
        return all[sessionId] ? { ...all, [sessionId]: others } : all;
      });
    },
    async keepJoinLink(sessionId, userId, link) {
      const kept = { ...link, keptAt: now() };
      await joinLinks.update((all) => ({ ...all, [sessionId]: { ...all[sessionId], [userId]: kept } }));
    },
  };
}

function noticeOf(session: Session, how: SessionEnding, now: number): EndedSession {
  const { id, service, conversationId, agent, customerName, ownLimit, ending } = session;
  // A browser that slept through the time limit did not make the session longer.
  const endedAt = Math.min(now, session.expiresAt);
  // One that was only left goes on: not to the end of the time to undo.
  const expiresAt = ownLimit?.sessionEndsAt ?? ending?.limitAt ?? session.expiresAt;
  return { id, service, conversationId, agentName: agent.name, customerName, how, endedAt, expiresAt };
}

function without<T>(all: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _, ...others } = all;
  return key in all ? others : all;
}

/** Returns the same list if nothing matches, so that nothing is written. */
function withoutAny<T>(all: T[], matches: (one: T) => boolean): T[] {
  return all.some(matches) ? all.filter((one) => !matches(one)) : all;
}

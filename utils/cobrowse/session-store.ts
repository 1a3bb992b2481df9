import type { Store } from '../storage/store';
import type { EndedSession, JoinLink, Offer, Session, SessionEnding } from './model';
import type { OwnLimit } from './own-limit';

/**
 * The only truth about live sessions, kept in memory of the browser that survives the worker. The
 * background alone writes.
 */
export type SessionStore = {
  /** Sessions whose time limit has not passed. */
  sessions(): Promise<Session[]>;
  session(sessionId: string): Promise<Session | null>;
  sessionOf(conversationId: string): Promise<Session | null>;
  /**
   * Records a session; one that is known keeps its tab, its purpose, whether it was made here, its
   * code and when its agent was invited.
   */
  keepSession(session: Session): Promise<Session>;
  /**
   * Notes the tab that was given a page of the session, and the mark of that page, where it has
   * one.
   */
  setTab(sessionId: string, tabId: number | null, pageMark?: string | null): Promise<void>;
  /** A limit has changed while the session is live. */
  setLimit(sessionId: string, limit: OwnLimit): Promise<void>;
  /** What the customer was asked has changed; missing: they have accepted. */
  setOffer(sessionId: string, offer?: Offer): Promise<void>;
  /** Notes when the agent was sent the invitation last; `null`: not yet. */
  noteInvitation(sessionId: string, invitation: Session['invitation']): Promise<void>;
  /**
   * Takes a session out, with its links, and keeps a notice of how it ended: the one way out of the
   * store, as `keepSession` is the one in. Answers it; `null` when it was not there any more: of
   * several who find out, one gets it.
   */
  endSession(sessionId: string, how: SessionEnding): Promise<Session | null>;
  /** Sessions whose time limit has passed and that are to be ended for it. */
  overdueSessions(): Promise<Session[]>;
  /** Forgets the notice of a session that ended. */
  dismissEnded(sessionId: string): Promise<void>;

  joinLink(sessionId: string, userId: string): Promise<JoinLink | null>;
  keepJoinLink(sessionId: string, userId: string, link: JoinLink): Promise<void>;
  /** Forgets a link that has been used. */
  forgetJoinLink(sessionId: string, userId: string): Promise<void>;
};

/** How many notices of ended sessions are kept. */
const MOST_NOTICES = 5;

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
        // Found again: it is ours still, and the code is told only to who made the offer.
        const joinedExisting = known?.joinedExisting ?? session.joinedExisting;
        const offer = session.offer && (known?.offer ?? session.offer);
        return {
          ...all,
          [session.id]: {
            ...session,
            tabId,
            purpose,
            invitation,
            joinedExisting,
            ...(pageMark && { pageMark }),
            ...(offer && { offer }),
          },
        };
      });
      // Who is in again need not be told any more that the last one ended.
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
    async endSession(sessionId, how) {
      const session = (await sessions.get())[sessionId];
      if (!session) return null;
      // The session goes last: a worker that dies before finds it again and does the rest.
      const notices = how === 'ended-by-you' ? [] : [noticeOf(session, how, now())];
      await ended.update((all) =>
        [...notices, ...all.filter(({ id }) => id !== sessionId)].slice(0, MOST_NOTICES),
      );
      await joinLinks.update((all) => without(all, sessionId));
      let wasThere = false;
      await sessions.update((all) => {
        wasThere = sessionId in all;
        return without(all, sessionId);
      });
      return wasThere ? session : null;
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
  const { id, service, conversationId, agent, customerName, ownLimit } = session;
  // A browser that slept through the time limit did not make the session longer.
  const endedAt = Math.min(now, session.expiresAt);
  const expiresAt = ownLimit?.sessionEndsAt ?? session.expiresAt;
  return { id, service, conversationId, agentName: agent.name, customerName, how, endedAt, expiresAt };
}

function without<T>(all: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _, ...others } = all;
  return key in all ? others : all;
}

/** The same list where nothing matches, so that nothing is written. */
function withoutAny<T>(all: T[], matches: (one: T) => boolean): T[] {
  return all.some(matches) ? all.filter((one) => !matches(one)) : all;
}

import type { Failure } from '../errors/failure';
import type { JoinLink, Session, Start, StartStep } from './model';

/** The part of a stored item that the book needs; in the extension these are items of `storage.session`. */
export type BookShelf<T> = { get(): Promise<T>; update(change: (current: T) => T): Promise<T> };

/**
 * The only truth about sessions and starts, kept in memory of the browser that survives the worker. The background alone writes.
 */
export type SessionBook = {
  starts(): Promise<Start[]>;
  start(conversationId: string): Promise<Start | null>;
  beginStart(start: Omit<Start, 'state'>): Promise<void>;
  /** Records the step that is about to be taken. */
  reach(conversationId: string, step: StartStep): Promise<void>;
  /** Fills in whom a start is about, once known. */
  nameStart(conversationId: string, customerName: string | null): Promise<void>;
  suspend(conversationId: string, failure: Failure): Promise<void>;
  failStart(conversationId: string, failure: Failure): Promise<void>;
  forgetStart(conversationId: string): Promise<void>;

  /** Sessions whose time limit has not passed. */
  sessions(): Promise<Session[]>;
  session(sessionId: string): Promise<Session | null>;
  sessionOf(conversationId: string): Promise<Session | null>;
  /** Records a session; one that is known keeps its tab. */
  keepSession(session: Session): Promise<Session>;
  setTab(sessionId: string, tabId: number | null): Promise<void>;
  forgetSession(sessionId: string): Promise<void>;
  /** Drops sessions whose time limit has passed, with their links. */
  dropExpired(): Promise<void>;

  joinLink(sessionId: string, userId: string): Promise<JoinLink | null>;
  keepJoinLink(sessionId: string, userId: string, link: JoinLink): Promise<void>;
};

/** Makes the book on its shelves. */
export function createSessionBook(shelves: {
  sessions: BookShelf<Record<string, Session>>;
  starts: BookShelf<Record<string, Start>>;
  joinLinks: BookShelf<Record<string, Record<string, JoinLink>>>;
  now(): number;
}): SessionBook {
  const { sessions, starts, joinLinks, now } = shelves;

  const isOpen = (session: Session) => session.expiresAt > now();
  const setState = (conversationId: string, state: Start['state']) =>
    starts.update((all) => {
      const start = all[conversationId];
      return start ? { ...all, [conversationId]: { ...start, state } } : all;
    });

  return {
    starts: async () => Object.values(await starts.get()),
    start: async (conversationId) => (await starts.get())[conversationId] ?? null,
    async beginStart(start) {
      const state = { phase: 'running' as const, step: 'checking' as const };
      await starts.update((all) => ({ ...all, [start.conversationId]: { ...start, state } }));
    },
    async reach(conversationId, step) {
      await setState(conversationId, { phase: 'running', step });
    },
    async nameStart(conversationId, customerName) {
      await starts.update((all) => {
        const start = all[conversationId];
        return start && start.customerName !== customerName
          ? { ...all, [conversationId]: { ...start, customerName } }
          : all;
      });
    },
    async suspend(conversationId, failure) {
      await setState(conversationId, { phase: 'waiting', failure });
    },
    async failStart(conversationId, failure) {
      await setState(conversationId, { phase: 'failed', failure });
    },
    async forgetStart(conversationId) {
      await starts.update((all) => without(all, [conversationId]));
    },

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
        return { ...all, [session.id]: { ...session, tabId } };
      });
      return after[session.id] ?? session;
    },
    async setTab(sessionId, tabId) {
      await sessions.update((all) => {
        const session = all[sessionId];
        return session ? { ...all, [sessionId]: { ...session, tabId } } : all;
      });
    },
    async forgetSession(sessionId) {
      await sessions.update((all) => without(all, [sessionId]));
      await joinLinks.update((all) => without(all, [sessionId]));
    },
    async dropExpired() {
      const gone = Object.values(await sessions.get())
        .filter((session) => !isOpen(session))
        .map(({ id }) => id);
      await sessions.update((all) => without(all, gone));
      await joinLinks.update((all) => without(all, gone));
    },

    joinLink: async (sessionId, userId) => (await joinLinks.get())[sessionId]?.[userId] ?? null,
    async keepJoinLink(sessionId, userId, link) {
      await joinLinks.update((all) => ({ ...all, [sessionId]: { ...all[sessionId], [userId]: link } }));
    },
  };
}

function without<T>(all: Record<string, T>, keys: string[]): Record<string, T> {
  if (!keys.some((key) => key in all)) return all;
  return Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key)));
}

import { fail, isFailure } from '../errors/failure';
import type { JoinLink, Session } from './model';
import type { CobrowseService } from './service';
import type { SessionBook } from './session-book';

/** What can be done with a session that is live: come back to it, invite the agent, end it, mend an expired page. */
export type LiveSessionActions = {
  /** Brings the join page to the front, in its tab or a new one. */
  open(sessionId: string): Promise<void>;
  /** A link for the agent with at least a minute left. */
  agentLink(sessionId: string): Promise<string>;
  /** Ends the session for everybody and closes the supervisor's join page. */
  end(sessionId: string): Promise<void>;
  /** The join page in a tab said that its token had expired: opens it again with a fresh one, once. */
  mendExpired(tabId: number): Promise<void>;
};

export type LiveSessionDependencies = {
  service: CobrowseService;
  book: SessionBook;
  /** Shows a join page in `tabId` if that tab is there, else in a new one; answers the tab. */
  showJoinPage(url: string, tabId: number | null): Promise<number | null>;
  /** Brings a tab to the front; answers whether it is still there. */
  focusTab(tabId: number): Promise<boolean>;
  navigateTab(tabId: number, url: string): Promise<void>;
  closeTab(tabId: number): Promise<void>;
  now(): number;
};

/** A link with less than this left is not handed out, in milliseconds. */
const LINK_MARGIN_MS = 60_000;
/** A page that expires again within this time is not reopened again, in milliseconds. */
const MEND_AGAIN_AFTER_MS = 60_000;

/** Makes the actions. All of them throw `conversation-not-found` with subject `session` when the session has ended. */
export function createLiveSessionActions(dependencies: LiveSessionDependencies): LiveSessionActions {
  const { service, book, showJoinPage, focusTab, navigateTab, closeTab, now } = dependencies;
  const mendedAt = new Map<string, number>();

  async function known(sessionId: string): Promise<Session> {
    const session = await book.session(sessionId);
    if (!session) throw fail('conversation-not-found', { subject: 'session' });
    return session;
  }

  async function freshLink(session: Session, userId: string): Promise<JoinLink> {
    try {
      const link = await service.createJoinLink(session, userId);
      if (userId !== session.supervisorUserId) await book.keepJoinLink(session.id, userId, link);
      return link;
    } catch (error) {
      if (!isFailure(error, 'conversation-not-found')) throw error;
      await book.forgetSession(session.id);
      throw fail('conversation-not-found', { ...error.failure, subject: 'session' });
    }
  }

  return {
    async open(sessionId) {
      const session = await known(sessionId);
      if (session.tabId !== null && (await focusTab(session.tabId))) return;
      const { url } = await freshLink(session, session.supervisorUserId);
      await book.setTab(sessionId, await showJoinPage(url, null));
    },
    async agentLink(sessionId) {
      const session = await known(sessionId);
      const kept = await book.joinLink(sessionId, session.agent.userId);
      if (kept && kept.expiresAt - now() > LINK_MARGIN_MS) return kept.url;
      return (await freshLink(session, session.agent.userId)).url;
    },
    async end(sessionId) {
      const session = await known(sessionId);
      await service.end(session);
      await book.forgetSession(sessionId);
      if (session.tabId !== null) await closeTab(session.tabId);
    },
    async mendExpired(tabId) {
      const session = (await book.sessions()).find((one) => one.tabId === tabId);
      if (!session) return;
      const mended = mendedAt.get(session.id) ?? Number.NEGATIVE_INFINITY;
      if (now() - mended < MEND_AGAIN_AFTER_MS) {
        const { conversationId, settings, customerName } = session;
        await book.beginStart({ conversationId, settings, customerName, startedAt: now() });
        await book.failStart(conversationId, { code: 'join-token-expired' });
        return;
      }
      mendedAt.set(session.id, now());
      const { url } = await freshLink(session, session.supervisorUserId);
      await navigateTab(tabId, url);
    },
  };
}

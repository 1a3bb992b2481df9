import { fail } from '../errors/failure';
import type { JoinLinks } from './join-links';
import { markOf } from './join-page';
import type { Session } from './model';
import type { CobrowseService } from './service';
import { SERVICE_TRAITS } from './service-traits';
import type { SessionStore } from './session-store';
import type { SessionWatch } from './session-watch';
import type { StartStore } from './start-store';

/**
 * What can be done with a session that is live: come back to it, invite the agent, end it, mend an
 * expired page.
 */
export type LiveSessionActions = {
  /**
   * Brings the join page to the front: in its tab where that shows it still, else in a new one with
   * a fresh link.
   */
  open(sessionId: string): Promise<void>;
  /**
   * A link for the agent with at least a minute left; throws `invalid-message` where the service
   * has none.
   */
  agentLink(sessionId: string): Promise<string>;
  /**
   * Ends the session for everybody and closes the supervisor's join page. Where the service has no
   * end call, it is left: page and links go, and the session ends by its time limit. Answers which
   * of the two it was.
   */
  end(sessionId: string): Promise<'ended' | 'left'>;
  /**
   * The join page in a tab said that its token had expired or was not known: opens it again with a
   * fresh one, once.
   */
  mendExpired(tabId: number): Promise<void>;
};

export type LiveSessionDependencies = {
  service: Pick<CobrowseService, 'end'>;
  sessionStore: Pick<SessionStore, 'session' | 'sessions' | 'endSession' | 'setTab'>;
  watch: Pick<SessionWatch, 'check' | 'leaveAlone'>;
  links: Pick<JoinLinks, 'forAgent' | 'fresh'>;
  starts: Pick<StartStore, 'fail'>;
  /**
   * Shows a join page in the session's tab if that shows it still, else in a new one; answers the
   * tab.
   */
  showJoinPage(url: string, session: Session): Promise<number | null>;
  /** Whether the session's tab shows its page: the user may have gone elsewhere in it. */
  showsPage(session: Session): Promise<boolean>;
  /** Brings a tab to the front; answers whether it is still there. */
  focusTab(tabId: number): Promise<boolean>;
  navigateTab(tabId: number, url: string): Promise<void>;
  /** Closes the supervisor's page of a session. */
  closePage(session: Session): Promise<void>;
  now(): number;
};

/** A page that expires again within this time is not reopened again, in milliseconds. */
const MEND_AGAIN_AFTER_MS = 60_000;

/**
 * Makes the actions. All of them throw `not-found` with subject `session` when the
 * session has ended.
 */
export function createLiveSessionActions(dependencies: LiveSessionDependencies): LiveSessionActions {
  const {
    service,
    sessionStore,
    watch,
    links,
    starts,
    showJoinPage,
    showsPage,
    focusTab,
    navigateTab,
    closePage,
    now,
  } = dependencies;
  const mendedAt = new Map<string, number>();

  async function known(sessionId: string): Promise<Session> {
    const session = await sessionStore.session(sessionId);
    if (!session) throw fail('not-found', { subject: 'session' });
    return session;
  }

  /** What was mended is remembered as long as its session, not longer. */
  async function forgetMended(): Promise<void> {
    const ids = (await sessionStore.sessions()).map(({ id }) => id);
    for (const id of mendedAt.keys()) if (!ids.includes(id)) mendedAt.delete(id);
  }

  return {
    async open(sessionId) {
      const session = await known(sessionId);
      // A tab that shows something else is the user's: it is neither shown as the session nor sent
      // elsewhere.
      if (session.tabId !== null && (await showsPage(session)) && (await focusTab(session.tabId))) return;
      // The viewer is given a conversation only, and would make a session where there is none any
      // more.
      if (session.service === 'platform' && !(await watch.check(session)))
        throw fail('not-found', { subject: 'session' });
      const { url } = await links.fresh(session, session.supervisorUserId);
      await sessionStore.setTab(sessionId, await showJoinPage(url, { ...session, tabId: null }), markOf(url));
    },
    async agentLink(sessionId) {
      const session = await known(sessionId);
      if (!SERVICE_TRAITS[session.service].agentLink) throw fail('invalid-message');
      return (await links.forAgent(session)).url;
    },
    async end(sessionId) {
      const session = await known(sessionId);
      return await watch.leaveAlone(sessionId, async () => {
        const how = await service.end(session);
        // Before the session leaves the store: a worker that dies here is asked again and does the
        // rest; afterwards nobody would know of the page.
        await closePage(session).catch(() => undefined);
        await sessionStore.endSession(sessionId, how === 'left' ? 'left' : 'ended-by-you');
        return how;
      });
    },
    async mendExpired(tabId) {
      const session = (await sessionStore.sessions()).find((one) => one.tabId === tabId);
      if (!session) return;
      const mended = mendedAt.get(session.id) ?? Number.NEGATIVE_INFINITY;
      if (now() - mended < MEND_AGAIN_AFTER_MS) {
        const { conversationId, purpose, customerName } = session;
        const settings = session.ownLimit?.settings ?? session.settings;
        await starts.fail(
          { conversationId, settings, purpose, customerName },
          { code: 'join-token-expired' },
        );
        return;
      }
      await forgetMended();
      mendedAt.set(session.id, now());
      const { url } = await links.fresh(session, session.supervisorUserId);
      if (!(await showsPage(session))) return;
      await navigateTab(tabId, url);
      await sessionStore.setTab(session.id, tabId, markOf(url));
    },
  };
}

import { passedSince } from '../concurrency/passed-since';
import { fail } from '../errors/failure';
import { canUndoEnd, endedByUser, isEnding, UNDO_MS } from './ending';
import type { JoinLinks } from './join-links';
import { markOf } from './join-page';
import type { Session } from './model';
import type { CobrowseService } from './service';
import { SERVICE_TRAITS } from './service-traits';
import type { SessionStore } from './session-store';
import type { SessionWatch } from './session-watch';
import type { StartStore } from './start-store';

/**
 * The actions for a live session: return to it, invite the agent, end it, reopen an expired page.
 */
export type LiveSessionActions = {
  /**
   * Brings the join page to the front: in its tab if that still shows it, otherwise in a new one
   * with a fresh link.
   */
  open(sessionId: string): Promise<void>;
  /**
   * Returns a link for the agent with at least a minute left; throws `invalid-message` if the
   * service has no such links.
   */
  agentLink(sessionId: string): Promise<string>;
  /**
   * Ends the session for everybody and closes the supervisor's join page. If the service has no end
   * call, the supervisor leaves: page and links are removed, and the session ends at its time
   * limit. Returns which of the two happened.
   */
  end(sessionId: string): Promise<'ended' | 'left'>;
  /**
   * Closes the supervisor's join page now and ends the session in {@link UNDO_MS}: the worker that
   * is alive then ends it, or the next one. Where an end cannot be undone, ends it now.
   */
  endSoon(sessionId: string): Promise<void>;
  /** Continues a session that ends soon, and opens its page if it was open. */
  undoEnd(sessionId: string): Promise<void>;
  /** Handles a join page whose token expired or is unknown: reopens it once with a fresh one. */
  renewExpiredPage(tabId: number): Promise<void>;
};

export type LiveSessionDependencies = {
  service: Pick<CobrowseService, 'end'>;
  sessionStore: Pick<SessionStore, 'session' | 'sessions' | 'endSession' | 'setTab' | 'setEnding'>;
  watch: Pick<SessionWatch, 'check' | 'suspendChecks'>;
  links: Pick<JoinLinks, 'forAgent' | 'fresh'>;
  starts: Pick<StartStore, 'fail' | 'of' | 'forget'>;
  /**
   * Shows a join page in the session's tab if that still shows it, otherwise in a new one; returns
   * the tab.
   */
  showJoinPage(url: string, session: Session): Promise<number | null>;
  /** Whether the session's tab still shows its page: the user may have navigated elsewhere. */
  showsPage(session: Session): Promise<boolean>;
  /** Brings a tab to the front; returns whether it still exists. */
  focusTab(tabId: number): Promise<boolean>;
  navigateTab(tabId: number, url: string): Promise<void>;
  /** Closes the supervisor's page of a session. */
  closePage(session: Session): Promise<void>;
  now(): number;
};

/** A page that expires again within this time is not reopened again, in milliseconds. */
const RENEW_AGAIN_AFTER_MS = 60_000;

/**
 * Creates the actions. All of them throw `not-found` with subject `session` if the session has
 * ended.
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
  const renewedAt = new Map<string, number>();

  async function known(sessionId: string): Promise<Session> {
    const session = await sessionStore.session(sessionId);
    if (!session) throw fail('not-found', { subject: 'session' });
    return session;
  }

  /** Remember reopened pages only as long as their sessions. */
  async function forgetRenewed(): Promise<void> {
    const ids = (await sessionStore.sessions()).map(({ id }) => id);
    for (const id of renewedAt.keys()) if (!ids.includes(id)) renewedAt.delete(id);
  }

  /** The start that made the session may still run, and would make another one. */
  async function forgetStart({ id, conversationId }: Session): Promise<void> {
    const state = (await starts.of(conversationId))?.state;
    if (state?.phase !== 'running') return;
    // A session is stored a moment before the state that names it.
    const isMaking = state.step === 'creating' || state.step === 'verifying';
    if (isMaking || state.sessionId === id) await starts.forget(conversationId);
  }

  const actions: LiveSessionActions = {
    async open(sessionId) {
      const session = await known(sessionId);
      // Whoever opens it does not want its end, which would close the page in a few seconds.
      if (isEnding(session)) await sessionStore.setEnding(sessionId, null);
      // If the tab shows something else, leave it alone: do not bring it to the front, do not
      // navigate it.
      if (session.tabId !== null && (await showsPage(session)) && (await focusTab(session.tabId))) return;
      // The viewer takes only a conversation, and would create a session if there is none any more.
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
      return await watch.suspendChecks(sessionId, async () => {
        const how = await service.end(session);
        await forgetStart(session);
        // Close it before the session leaves the store: if the worker dies here, the user can
        // repeat this. Otherwise nothing would know about the page.
        await closePage(session).catch(() => undefined);
        await sessionStore.endSession(sessionId, endedByUser(how));
        return how;
      });
    },
    async endSoon(sessionId) {
      const session = await known(sessionId);
      if (!canUndoEnd(session)) {
        await actions.end(sessionId);
        return;
      }
      if (isEnding(session)) return;
      await forgetStart(session);
      const hadPage = session.tabId !== null && (await showsPage(session));
      const ending = { limitAt: session.expiresAt, hadPage };
      await sessionStore.setEnding(sessionId, {
        expiresAt: Math.min(session.expiresAt, now() + UNDO_MS),
        ending,
      });
      // Nothing is watched after the press. Closed last: its end must not depend on a tab.
      await closePage(session).catch(() => undefined);
    },
    async undoEnd(sessionId) {
      const { ending } = await known(sessionId);
      if (!ending) return;
      await sessionStore.setEnding(sessionId, null);
      if (ending.hadPage) await actions.open(sessionId);
    },
    async renewExpiredPage(tabId) {
      const session = (await sessionStore.sessions()).find((one) => one.tabId === tabId);
      if (!session) return;
      const renewed = renewedAt.get(session.id) ?? Number.NEGATIVE_INFINITY;
      if (passedSince(renewed, now()) < RENEW_AGAIN_AFTER_MS) {
        const { conversationId, purpose, customerName } = session;
        const settings = session.ownLimit?.settings ?? session.settings;
        await starts.fail(
          { conversationId, settings, purpose, customerName },
          { code: 'join-token-expired' },
        );
        return;
      }
      await forgetRenewed();
      renewedAt.set(session.id, now());
      const { url } = await links.fresh(session, session.supervisorUserId);
      if (!(await showsPage(session))) return;
      await navigateTab(tabId, url);
      await sessionStore.setTab(session.id, tabId, markOf(url));
    },
  };
  return actions;
}

import { browser } from '#imports';
import { webAuthFlow } from '../auth/web-auth-flow';
import { registerDesktopScript, unregisterDesktopScript } from '../environment/content-script';
import { hasHostAccess } from '../environment/host-access';
import { fail } from '../errors/failure';
import { describeFailure } from '../errors/sentences';
import type { RequestHandlers } from '../messaging/server';
import {
  keepClientSecret,
  needsNewSignIn,
  readClientSecret,
  requireSignInConfiguration,
} from '../settings/configuration';
import { identityItem, settingsItem } from '../storage/items';
import { noteConversationInView } from './desktop-tabs';
import type { Parts } from './parts';

/** What the background does for each request of {@link Protocol}. Senders and bodies are checked before. */
export function createRequestHandlers(parts: Parts): RequestHandlers {
  const {
    auth,
    book,
    history,
    starts,
    starter,
    startWithStoredSettings,
    liveSessions,
    sessionWatch,
    preparations,
    refreshConversations,
    openChannel,
    takeNotifications,
    noteListView,
    pinAgent,
    noteLive,
    desktopViewOf,
  } = parts;

  async function signIn() {
    const { environment } = await requireSignInConfiguration();
    if (!(await hasHostAccess(environment))) {
      throw fail('host-access-missing', { subject: new URL(environment.apiOrigin).host });
    }
    const identity = await auth.signIn();
    await registerDesktopScript(environment);
    // What waited for the sign-in goes on by itself; nobody waits here for how it ends.
    void starter.resumeAfterSignIn();
    return identity;
  }

  async function signOut() {
    await sessionWatch.closePages();
    await auth.signOut();
    await history.recordLeft();
    await unregisterDesktopScript();
    return null;
  }

  return {
    'sign-in': signIn,
    'sign-out': signOut,
    async 'save-settings'({ settings, clientSecret }) {
      const before = await settingsItem.get();
      // Read before the sign-out below, which forgets it: what the user typed is not lost by another region.
      const secret = clientSecret === undefined ? await readClientSecret() : clientSecret;
      if (needsNewSignIn(before, settings)) await signOut();
      await keepClientSecret(secret, settings.signIn.rememberSecret);
      await settingsItem.set(settings);
      const { keepForDays } = settings.history;
      if (keepForDays !== before.history.keepForDays) await history.prune(keepForDays, 'now');
      return null;
    },
    'get-redirect-uri': async () => webAuthFlow.redirectUri(),
    async 'refresh-conversations'({ why }) {
      // Who reads the list looks at the sessions too. They change by themselves in the page, so the list does not wait for them.
      void sessionWatch.checkAll();
      await refreshConversations(why);
      return null;
    },
    async 'note-list-view'({ view, shown, picture }) {
      await noteListView(view, shown, picture);
      return null;
    },
    async 'pin-agent'({ userId, pinned }) {
      await pinAgent(userId, pinned);
      return null;
    },
    'open-channel': openChannel,
    async 'take-notifications'({ notifications }) {
      await takeNotifications(notifications);
      return null;
    },
    async 'note-live'({ live }) {
      await noteLive(live);
      return null;
    },
    'start-session': ({ conversationId, settings }) =>
      settings ? starter.start({ conversationId, settings }) : startWithStoredSettings(conversationId),
    async 'prepare-start'({ conversationId }) {
      // A start reads for itself; reading ahead beside it would only cost requests.
      if ((await starts.of(conversationId))?.state.phase !== 'running')
        await preparations.prepare(conversationId);
      return null;
    },
    async 'dismiss-start'({ conversationId }) {
      await starts.forget(conversationId);
      return null;
    },
    async 'open-session'({ sessionId }) {
      await liveSessions.open(sessionId);
      return null;
    },
    'get-agent-link': ({ sessionId }) => liveSessions.agentLink(sessionId),
    async 'end-session'({ sessionId }) {
      await liveSessions.end(sessionId);
      return null;
    },
    async 'dismiss-ended-session'({ sessionId }) {
      await book.dismissEnded(sessionId);
      return null;
    },

    async 'show-conversation'({ conversationId }, tabId) {
      if (tabId !== null) await noteConversationInView(tabId, conversationId);
      if (conversationId === null) return null;
      // Looking at a conversation never signs anybody in; a failed look ahead is met again, and shown, at the click.
      if ((await identityItem.get()) !== null)
        void preparations.prepare(conversationId).catch(() => undefined);
      return await desktopViewOf(conversationId);
    },
    async 'start-from-desktop'({ conversationId }) {
      await startWithStoredSettings(conversationId);
      return null;
    },
    async 'take-way-out'({ conversationId }) {
      const [failed, session] = await Promise.all([
        starts.of(conversationId),
        book.sessionOf(conversationId),
      ]);
      if (!failed || failed.state.phase === 'running') {
        if (session) await liveSessions.open(session.id);
        return null;
      }
      switch (describeFailure(failed.state.failure).wayOut) {
        case 'sign-in':
          await signIn();
          return null;
        case 'open-settings':
        case 'grant-access':
          await browser.runtime.openOptionsPage();
          return null;
        case 'reopen':
          await starts.forget(conversationId);
          if (session) await liveSessions.open(session.id);
          return null;
        case 'try-again':
        case 'refresh':
          await starter.start(failed);
          return null;
        case 'wait':
        case 'none':
          await starts.forget(conversationId);
          return null;
      }
    },
  };
}

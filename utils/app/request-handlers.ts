import { browser } from '#imports';
import { webAuthFlow } from '../auth/web-auth-flow';
import { resolveEnvironment } from '../environment/environment';
import { giveBackHostAccess } from '../environment/host-access';
import { isSocketAddressOf } from '../environment/socket-address';
import { fail } from '../errors/failure';
import { describeFailure } from '../errors/sentences';
import type { RequestHandlers } from '../messaging/server';
import {
  keepClientSecret,
  needsNewSignIn,
  readClientSecret,
  requireEnvironment,
} from '../settings/configuration';
import { keepOwnSettings } from '../settings/locks';
import { applyPolicy, isOff } from '../settings/policy';
import { identityItem, settingsItem } from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
import { desktopScriptSettled, putDesktopScriptInPlace } from './desktop-script';
import { conversationNotedFor, noteConversationInView, pushToDesktopTab } from './desktop-tabs';
import type { Parts } from './parts';
import { signOutOf } from './sign-out';

/** What the background does for each request of {@link Protocol}. Senders and bodies are checked before. */
export function createRequestHandlers(parts: Parts): RequestHandlers {
  const {
    auth,
    practice,
    book,
    history,
    starts,
    starter,
    startWithStoredSettings,
    liveSessions,
    sessionWatch,
    invitations,
    preparations,
    shownLink,
    refreshConversations,
    openChannel,
    takeNotifications,
    noteListView,
    pinAgent,
    noteLive,
    desktopViewOf,
    confirmations,
    glances,
    runProbe,
  } = parts;

  async function signIn() {
    // Who signs in has practised enough.
    await leavePractice();
    const identity = await auth.signIn();
    await putDesktopScriptInPlace(await requireEnvironment());
    // What waited for the sign-in goes on by itself; nobody waits here for how it ends.
    void starter.resumeAfterSignIn();
    return identity;
  }

  async function leavePractice() {
    if (!(await practice.isOn())) return null;
    await practice.leave();
    void history.attend();
    return null;
  }

  /** The script may still be in a page that was open when the organisation switched the button off. */
  async function requireDesktopButton() {
    if (isOff(await managedPolicy.get(), 'desktop-button')) throw fail('switched-off');
  }

  /**
   * Reads ahead for a conversation that a page says is in view, and names it there. Looking at one
   * never signs anybody in; a look that fails is met again, and shown, at the press.
   */
  async function glanceAt(conversationId: string, tabId: number) {
    if ((await identityItem.get()) === null || (await practice.isOn())) return;
    if (!glances.allow(tabId, conversationId)) return;
    try {
      await preparations.prepare(conversationId, 'glance');
      await pushToDesktopTab(tabId, conversationId, desktopViewOf);
    } catch {
      // Without names the button asks in our own window.
    }
  }

  return {
    'sign-in': signIn,
    // Whoever is shown as signed in is left: who practises, or the real person.
    async 'sign-out'() {
      if (await practice.isOn()) await leavePractice();
      else await signOutOf(parts);
      return null;
    },
    async 'save-settings'({ settings, clientSecret }) {
      const [own, policy] = await Promise.all([settingsItem.get(), managedPolicy.get()]);
      const secretAllowed = !isOff(policy, 'client-credentials');
      if (clientSecret && !secretAllowed) throw fail('switched-off');
      const stored = keepOwnSettings(settings, own, policy);
      const [before, after] = [applyPolicy(own, policy), applyPolicy(stored, policy)];
      const signsOut = needsNewSignIn(before, after);
      // The real sign-in, and a secret with it, is set aside while practice is on.
      if (signsOut) await leavePractice();
      // Read before the sign-out below, which forgets it: what the user typed is not lost by another region.
      const secret = clientSecret === undefined && secretAllowed ? await readClientSecret() : clientSecret;
      if (signsOut) await signOutOf(parts);
      await keepClientSecret(secret ?? null, stored.signIn.rememberSecret);
      await settingsItem.set(stored);
      // After the sign-out, which still has to reach the hosts of before.
      await giveBackHostAccess(resolveEnvironment(before.environment), resolveEnvironment(after.environment));
      const { keepForDays } = after.history;
      if (keepForDays !== before.history.keepForDays) await history.prune(keepForDays, 'now');
      return null;
    },
    'get-redirect-uri': async () => webAuthFlow.redirectUri(),
    async 'run-probe'({ probe }) {
      // Who checks is told what is, not what is about to be.
      await desktopScriptSettled();
      return await runProbe(probe);
    },
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
    async 'open-channel'() {
      const channel = await openChannel();
      // A page is about to connect there: to the environment's own hosts or nowhere.
      if (!isSocketAddressOf(await requireEnvironment(), channel.connectUri))
        throw fail('unexpected-response', { fieldPath: 'connectUri' });
      return channel;
    },
    async 'take-notifications'({ notifications }) {
      await takeNotifications(notifications);
      return null;
    },
    async 'note-live'({ live }) {
      await noteLive(live);
      return null;
    },
    'start-session': ({ conversationId, settings, purpose = null }) =>
      settings
        ? starter.start({ conversationId, settings, purpose })
        : startWithStoredSettings(conversationId, purpose),
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
    'get-invitation': ({ sessionId }) => invitations.text(sessionId),
    'send-invitation': ({ sessionId }) => invitations.send(sessionId),
    'get-agent-link': async ({ sessionId }) => shownLink(await liveSessions.agentLink(sessionId)),
    async 'end-session'({ sessionId }) {
      await liveSessions.end(sessionId);
      return null;
    },
    async 'dismiss-ended-session'({ sessionId }) {
      await book.dismissEnded(sessionId);
      return null;
    },

    async 'enter-practice'() {
      await practice.enter();
      return null;
    },
    'leave-practice': leavePractice,

    async 'show-conversation'({ conversationId }, tabId) {
      await requireDesktopButton();
      if (tabId !== null) await noteConversationInView(tabId, conversationId);
      if (conversationId === null) return null;
      if (tabId !== null) void glanceAt(conversationId, tabId);
      return await desktopViewOf(conversationId);
    },
    async 'start-from-desktop'({ conversationId }) {
      await requireDesktopButton();
      await startWithStoredSettings(conversationId);
      return null;
    },
    async 'ask-to-confirm'({ conversationId, doubt }, tabId) {
      await requireDesktopButton();
      if (tabId === null || (await conversationNotedFor(tabId)) !== conversationId)
        throw fail('invalid-message', { subject: 'ask-to-confirm' });
      // Nothing real is to be asked about; why not is in the book, and shown in the page.
      if (await practice.isOn()) await startWithStoredSettings(conversationId).catch(() => undefined);
      else await confirmations.ask(conversationId, doubt, tabId);
      return null;
    },
    async 'name-start-to-confirm'() {
      await confirmations.name();
      return null;
    },
    async 'confirm-start'({ conversationId, purpose = null }) {
      await confirmations.confirm(conversationId, purpose);
      return null;
    },
    async 'cancel-start-to-confirm'() {
      await confirmations.cancel();
      return null;
    },
    async 'take-way-out'({ conversationId }, tabId) {
      await requireDesktopButton();
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
        case 'choose-purpose':
          // It is typed in a window of our own, never in the page.
          await confirmations.ask(conversationId, 'purpose', tabId);
          return null;
        case 'wait':
        case 'none':
          await starts.forget(conversationId);
          return null;
      }
    },
  };
}

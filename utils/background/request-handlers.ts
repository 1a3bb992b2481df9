import { browser } from '#imports';
import type { Identity } from '../auth/model';
import { identityItem } from '../auth/state';
import type { Start } from '../cobrowse/model';
import { resolveEnvironment } from '../environment/environment';
import { fail } from '../errors/failure';
import type { DesktopNames, RequestType } from '../messaging/protocol';
import { REQUESTS } from '../messaging/requests';
import type { RequestHandlers } from '../messaging/server';
import { requireEnvironment } from '../settings/configuration';
import { managedPolicy } from '../settings/managed-policy';
import { isOff } from '../settings/policy';
import type { Background } from './create-background';
import type { Person } from './create-person';
import { conversationNotedFor, pushToDesktopTab } from './desktop-tabs';
import { signOutOf } from './sign-out';
import { RECORDS_ON_DISK } from './state';

/**
 * Requests that are about who is signed in, or about nobody: they are done, and answered, whoever
 * it is.
 */
const FOR_ANYBODY: readonly RequestType[] = [
  'sign-in',
  'sign-out',
  'save-settings',
  'review-records',
  'dismiss-record-reports',
  'get-redirect-uri',
  'enter-practice',
  'leave-practice',
];

/**
 * What the background does for each request of {@link Protocol}. Senders and bodies are checked
 * before. A request is for whoever is signed in when it comes in: it is done by their parts, and
 * answered to nobody else.
 */
export function createRequestHandlers(parts: Background): RequestHandlers {
  const signIn = createSignIn(parts);
  const inEpoch =
    (type: RequestType) =>
    async (body: unknown, tabId: number | null, epoch?: string): Promise<unknown> => {
      // A page may hear of a person a moment before their epoch is open; one that cannot say whose
      // request it is speaks of who was there.
      const person = await (epoch === undefined ? parts.latest() : parts.present());
      const isMeant = epoch === undefined || epoch === person.epoch.id() || FOR_ANYBODY.includes(type);
      if (!isMeant) throw fail('signed-out');
      // The table's types say which body goes with which name; here it is any.
      const handlers = createHandlersOf(person, parts, signIn) as unknown as Record<RequestType, AnyHandler>;
      const answer = await handlers[type](body, tabId);
      if (answer !== null && !FOR_ANYBODY.includes(type)) person.epoch.require();
      return answer;
    };
  const types = Object.keys(REQUESTS) as RequestType[];
  return Object.fromEntries(types.map((type) => [type, inEpoch(type)])) as unknown as RequestHandlers;
}

type AnyHandler = (body: unknown, tabId: number | null) => Promise<unknown>;

type SignIn = (conversationId?: string) => Promise<Identity>;

/**
 * Signs in. What waited for it goes on by itself; without anybody signed in before, only the start
 * whose "Sign in" was pressed.
 */
function createSignIn({ auth, practice, history, starts, present }: Background): SignIn {
  let underWay = 0;
  return async (conversationId) => {
    // Who signs in has practised enough.
    await leavePracticeOf({ practice, history });
    // Whoever joins a sign-in that is under way changes nothing of what it was asked for.
    if (conversationId !== undefined || underWay === 0) await starts.askSignIn(conversationId ?? null);
    underWay += 1;
    try {
      const identity = await auth.signIn();
      await (await import('./desktop-script')).putDesktopScriptInPlace(await requireEnvironment());
      // Nobody waits here for how it ends.
      void present()
        .then(({ starter }) => starter.resumeAfterSignIn())
        // Who leaves at once takes it along.
        .catch(() => undefined);
      return identity;
    } finally {
      underWay -= 1;
    }
  };
}

async function leavePracticeOf({
  practice,
  history,
}: Pick<Background, 'practice' | 'history'>): Promise<void> {
  if (!(await practice.isOn())) return;
  await practice.leave();
  void history.catchUp();
}

/** The handlers with the parts of one person. */
function createHandlersOf(person: Person, parts: Background, signIn: SignIn): RequestHandlers {
  const {
    sessionStore,
    starts,
    starter,
    liveSessions,
    sessionWatch,
    agentWatch,
    invitations,
    preparations,
    takeNotifications,
    noteConversationInView,
    confirmations,
    runProbe,
    cobrowse: { startWithStoredSettings, startOver, getAgentLink },
    floor: { refreshConversations, openChannel, noteListView, pinAgent, noteLive },
    desktop: { desktopViewOf, agentNamed },
  } = person;
  const { practice, prefetchLimit } = parts;

  async function leavePractice() {
    await leavePracticeOf(parts);
    return null;
  }

  /**
   * The script may still be in a page that was open when the organisation switched the button off.
   */
  async function requireDesktopButton() {
    if (isOff(await managedPolicy.get(), 'desktop-button')) throw fail('switched-off');
  }

  /**
   * Reads ahead for a conversation that a page says is in view, and names it there. Looking at one
   * never signs anybody in; a look that fails is met again, and shown, at the press.
   */
  async function prefetchInView(conversationId: string, tabId: number) {
    if ((await identityItem.get()) === null || (await practice.isOn())) return;
    if (!prefetchLimit.allow(tabId, conversationId)) return;
    try {
      const session = await sessionStore.sessionOf(conversationId);
      // Who is in a session looks at whether its agent is there still; who is in none, at what a
      // start needs.
      if (session) await agentWatch.look(session);
      else await preparations.prepare(conversationId, 'prefetch-in-view');
      await pushToDesktopTab(tabId, conversationId, desktopViewOf);
    } catch {
      // Without names the button asks in our own window.
    }
  }

  /** The button said other names than those of today: it is drawn anew, and our own window asks. */
  async function askForChanged(conversationId: string, tabId: number | null, isOver?: true) {
    if (tabId !== null) await pushToDesktopTab(tabId, conversationId, desktopViewOf);
    await confirmations.ask(conversationId, 'changed', tabId, isOver);
  }

  /** Starts once more what failed, with the agent whom the button names now. */
  async function tryAgain(failed: Start, names: DesktopNames | undefined, tabId: number | null) {
    const { conversationId, startOver: isOver } = failed;
    const agentUserId = names && (await agentNamed(conversationId, names));
    if (names && agentUserId === undefined && !(await practice.isOn()))
      await askForChanged(conversationId, tabId, isOver || undefined);
    else await starter.start({ ...failed, ...(agentUserId !== undefined && { agentUserId }) });
  }

  return {
    'sign-in': () => signIn(),
    // Whoever is shown as signed in is left: who practises, or the real person.
    async 'sign-out'() {
      if (await practice.isOn()) await leavePractice();
      else await signOutOf(parts);
      return null;
    },
    async 'save-settings'(request) {
      const { saveSettings } = await import('./save-settings');
      await saveSettings(request, parts, leavePractice);
      return null;
    },
    async 'review-records'() {
      return (await Promise.all(RECORDS_ON_DISK.map(({ review }) => review()))).flat();
    },
    async 'dismiss-record-reports'() {
      await Promise.all(RECORDS_ON_DISK.map(({ dismiss }) => dismiss()));
      return null;
    },
    async 'get-redirect-uri'({ environment }) {
      const resolved = resolveEnvironment(environment);
      if (!resolved) throw fail('not-configured', { subject: 'the region or host' });
      const { webAuthFlow } = await import('../auth/web-auth-flow');
      return webAuthFlow.redirectUri(resolved);
    },
    async 'run-probe'({ probe }) {
      // Who checks is told what is, not what is about to be.
      await (await import('./desktop-script')).desktopScriptSettled();
      return await runProbe(probe);
    },
    async 'refresh-conversations'({ why }) {
      // Who reads the list looks at the sessions too. They change by themselves in the page, so the
      // list does not wait for them.
      void sessionWatch.checkAll();
      void agentWatch.lookAll();
      await refreshConversations(why);
      return null;
    },
    async 'note-list-view'({ view, shown, snapshot }) {
      // A page that still shows the list of somebody who has left.
      if ((await identityItem.get()) === null) throw fail('signed-out');
      await noteListView(view, shown, snapshot);
      return null;
    },
    async 'pin-agent'({ userId, pinned }) {
      await pinAgent(userId, pinned);
      return null;
    },
    async 'open-channel'() {
      const channel = await openChannel();
      const { isSocketAddressOf } = await import('../environment/socket-address');
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
    'start-over': ({ sessionId }) => startOver(sessionId),
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
    'get-agent-link': ({ sessionId }) => getAgentLink(sessionId),
    async 'end-session'({ sessionId }) {
      await liveSessions.end(sessionId);
      return null;
    },
    async 'dismiss-ended-session'({ sessionId }) {
      await sessionStore.dismissEnded(sessionId);
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
      if (tabId !== null) void prefetchInView(conversationId, tabId);
      return await desktopViewOf(conversationId);
    },
    async 'start-from-desktop'({ conversationId, startOver: isOver, names }, tabId) {
      await requireDesktopButton();
      const agentUserId = names && (await agentNamed(conversationId, names));
      if (names && agentUserId === undefined && !(await practice.isOn())) {
        await askForChanged(conversationId, tabId, isOver);
        return null;
      }
      const live = isOver && (await sessionStore.sessionOf(conversationId));
      if (live) await startOver(live.id, agentUserId);
      else await startWithStoredSettings(conversationId, null, agentUserId);
      return null;
    },
    async 'ask-to-confirm'({ conversationId, doubt, startOver: isOver }, tabId) {
      await requireDesktopButton();
      if (tabId === null || (await conversationNotedFor(tabId)) !== conversationId)
        throw fail('invalid-message', { subject: 'ask-to-confirm' });
      // Nothing real is to be asked about; why not is in the store, and shown in the page.
      if (await practice.isOn()) await startWithStoredSettings(conversationId).catch(() => undefined);
      else await confirmations.ask(conversationId, doubt, tabId, isOver);
      return null;
    },
    async 'name-start-to-confirm'() {
      await confirmations.name();
      return null;
    },
    async 'confirm-start'({ conversationId, purpose = null, agentUserId }) {
      await confirmations.confirm(conversationId, purpose, agentUserId);
      return null;
    },
    async 'cancel-start-to-confirm'() {
      await confirmations.cancel();
      return null;
    },
    async 'take-recovery-action'({ conversationId, pressed, names }, tabId) {
      await requireDesktopButton();
      const [failed, session] = await Promise.all([
        starts.of(conversationId),
        sessionStore.sessionOf(conversationId),
      ]);
      const { describeFailure } = await import('../errors/messages');
      const offered =
        !failed || failed.state.phase === 'running'
          ? 'open'
          : describeFailure(failed.state.failure, failed.state.phase === 'waiting').recoveryAction;
      // What was pressed is not offered any more: the page shows what is.
      if (pressed !== undefined && pressed !== offered) {
        if (tabId !== null) await pushToDesktopTab(tabId, conversationId, desktopViewOf);
        return null;
      }
      switch (offered) {
        case 'open':
          if (session) await liveSessions.open(session.id);
          return null;
        case 'sign-in':
          await signIn(conversationId);
          return null;
        case 'open-settings':
        case 'grant-access':
          await browser.runtime.openOptionsPage();
          return null;
        case 'reopen':
          await starts.forget(conversationId);
          if (session) await liveSessions.open(session.id);
          return null;
        case 'reload':
        case 'try-again':
        case 'refresh':
          if (failed) await tryAgain(failed, names, tabId);
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

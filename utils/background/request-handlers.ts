import type { Identity } from '../auth/model';
import { identityItem } from '../auth/state';
import { type LazyMethods, lazyMethods, loadOnce } from '../concurrency/load-once';
import { resolveEnvironment } from '../environment/environment';
import { fail } from '../errors/failure';
import type { RequestType } from '../messaging/protocol';
import { REQUESTS } from '../messaging/requests';
import type { RequestHandlers } from '../messaging/server';
import { requireEnvironment } from '../settings/configuration';
import type { Background } from './create-background';
import type { Person } from './create-person';
import { requireDesktopButton } from './desktop-button';
import type { DesktopPress } from './desktop-presses';
import { pushToDesktopTab } from './desktop-tabs';
import { signOutOf } from './sign-out';
import { RECORDS_ON_DISK } from './state';

/**
 * Requests that concern the sign-in itself, or no person: they are handled and answered whoever is
 * signed in.
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
 * Handles each request of {@link Protocol}. Senders and bodies were checked before. A request
 * belongs to whoever is signed in when it arrives: their parts handle it, and nobody else gets the
 * answer.
 */
export function createRequestHandlers(parts: Background): RequestHandlers {
  const signIn = createSignIn(parts);
  const inEpoch =
    (type: RequestType) =>
    async (body: unknown, tabId: number | null, epoch?: string): Promise<unknown> => {
      // A page may learn of a person just before their epoch opens. A request without an epoch
      // belongs to whoever was signed in.
      const person = await (epoch === undefined ? parts.latest() : parts.present());
      const isMeant = epoch === undefined || epoch === person.epoch.id() || FOR_ANYBODY.includes(type);
      if (!isMeant) throw fail('signed-out');
      // The types of the table match body to name; here the body can be any of them.
      const { handlers, presses } = createHandlersOf(person, parts, signIn);
      const own = handlers as unknown as Partial<Record<RequestType, AnyHandler>>;
      const others = presses as unknown as Record<RequestType, AnyHandler>;
      const answer = await (own[type] ?? others[type])(body, tabId);
      if (answer !== null && !FOR_ANYBODY.includes(type)) person.epoch.require();
      return answer;
    };
  const types = Object.keys(REQUESTS) as RequestType[];
  return Object.fromEntries(types.map((type) => [type, inEpoch(type)])) as unknown as RequestHandlers;
}

type AnyHandler = (body: unknown, tabId: number | null) => Promise<unknown>;

export type SignIn = (conversationId?: string) => Promise<Identity>;

/**
 * Signs in. Starts that waited for the sign-in then resume automatically. If nobody was signed in
 * before, only the start whose "Sign in" was pressed resumes.
 */
function createSignIn({ auth, practice, history, desktopScript, starts, present }: Background): SignIn {
  let underWay = 0;
  return async (conversationId) => {
    // Signing in ends practice.
    await leavePracticeOf({ practice, history });
    // Joining a sign-in in progress does not change which start it is for.
    if (conversationId !== undefined || underWay === 0) await starts.askSignIn(conversationId ?? null);
    underWay += 1;
    try {
      const identity = await auth.signIn();
      await desktopScript.installDesktopScript(await requireEnvironment());
      // Not awaited.
      void present()
        .then(({ starter }) => starter.resumeAfterSignIn())
        // An immediate sign-out cancels it.
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
  void history.catchUp().catch(() => undefined);
}

/**
 * Creates the handlers with the parts of one person. `presses` handles what the desktop page sends;
 * most wakes need none of its code.
 */
function createHandlersOf(
  person: Person,
  parts: Background,
  signIn: SignIn,
): {
  handlers: Omit<RequestHandlers, DesktopPress>;
  presses: LazyMethods<Pick<RequestHandlers, DesktopPress>>;
} {
  const {
    sessionStore,
    starts,
    liveSessions,
    starter,
    sessionWatch,
    agentWatch,
    invitations,
    preparations,
    applyNotifications,
    noteConversationInView,
    confirmations,
    runProbe,
    screens,
    cobrowse: { start, startWithStoredSettings, startOver, getAgentLink },
    floor: { refreshConversations, openChannel, noteListView, pinAgent, saveViews, noteLive },
    desktop: { desktopViewOf },
  } = person;
  const { practice, desktopScript, prefetchLimit } = parts;

  const presses = lazyMethods(
    loadOnce(async () => (await import('./desktop-presses')).createDesktopPresses(person, parts, signIn)),
  );

  async function leavePractice() {
    await leavePracticeOf(parts);
    return null;
  }

  /**
   * Prefetches a conversation that a page reports as in view, and sends the names to the page. This
   * never opens a sign-in; a failed read happens again, and is shown, when the user presses.
   */
  async function prefetchInView(conversationId: string, tabId: number) {
    if ((await identityItem.get()) === null || (await practice.isOn())) return;
    if (!prefetchLimit.allow(tabId, conversationId)) return;
    try {
      const session = await sessionStore.sessionOf(conversationId);
      // With a session, check that its agent is still there. Without one, read what a start needs.
      if (session) await agentWatch.look(session);
      else await preparations.prepare(conversationId, 'prefetch-in-view');
      await pushToDesktopTab(tabId, conversationId, desktopViewOf);
    } catch {
      // Without names, the button asks in our own window.
    }
  }

  const handlers: Omit<RequestHandlers, DesktopPress> = {
    'sign-in': () => signIn(),
    // Ends what is shown as the sign-in: practice, or the real sign-in.
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
      // Wait, so that checks see the finished state.
      await desktopScript.desktopScriptSettled();
      return await runProbe(probe);
    },
    async 'refresh-conversations'({ why }) {
      // Reading the list checks the sessions too. They update on their own in the page, so the list
      // does not wait for them.
      void sessionWatch.checkAll().catch(() => undefined);
      void agentWatch.checkAll().catch(() => undefined);
      await refreshConversations(why);
      return null;
    },
    async 'note-list-view'({ view, shown, snapshot }) {
      // The page still shows the list of somebody who has signed out.
      if ((await identityItem.get()) === null) throw fail('signed-out');
      await noteListView(view, shown, snapshot);
      return null;
    },
    async 'save-views'({ views }) {
      await saveViews(views);
      return null;
    },
    async 'pin-agent'({ userId, pinned }) {
      await pinAgent(userId, pinned);
      return null;
    },
    async 'open-channel'() {
      const channel = await openChannel();
      const { isSocketAddressOf } = await import('../environment/socket-address');
      // The page is about to connect: allow only the environment's own hosts.
      if (!isSocketAddressOf(await requireEnvironment(), channel.connectUri))
        throw fail('unexpected-response', { fieldPath: 'connectUri' });
      return channel;
    },
    async 'apply-notifications'({ notifications }) {
      await applyNotifications(notifications);
      return null;
    },
    async 'note-live'({ live }) {
      await noteLive(live);
      return null;
    },
    'start-session': ({ conversationId, settings, purpose = null, view }) =>
      settings
        ? start({ conversationId, settings, purpose, view })
        : startWithStoredSettings(conversationId, purpose, undefined, view),
    'start-over': ({ sessionId }) => startOver(sessionId),
    async 'prepare-start'({ conversationId }) {
      // A running start reads for itself; prefetching as well would waste requests.
      if ((await starts.of(conversationId))?.state.phase !== 'running')
        await preparations.prepare(conversationId);
      return null;
    },
    async 'dismiss-start'({ conversationId }) {
      const isRunning = (await starts.of(conversationId))?.state.phase === 'running';
      await (isRunning ? starter.cancel(conversationId) : starts.forget(conversationId));
      return null;
    },
    async 'open-session'({ sessionId }) {
      await liveSessions.open(sessionId);
      return null;
    },
    'get-invitation': ({ sessionId }) => invitations.text(sessionId),
    'send-invitation': ({ sessionId }) => invitations.send(sessionId),
    'get-agent-link': ({ sessionId }) => getAgentLink(sessionId),
    async 'end-session'({ sessionId, undoable }) {
      await (undoable ? liveSessions.endSoon(sessionId) : liveSessions.end(sessionId));
      return null;
    },
    async 'undo-end'({ sessionId }) {
      await liveSessions.undoEnd(sessionId);
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
    async 'choose-practice-service'({ service }) {
      await practice.choose(service);
      return null;
    },

    'get-streaming-access': ({ page }, tabId) => screens.access(page, tabId),
    async 'report-viewer'({ page, state }) {
      await screens.report(page, state);
      return null;
    },
    async 'stop-watching'({ sessionId, why }) {
      await screens.stop(sessionId, why);
      return null;
    },
    async 'add-session-note'({ sessionId, text, at }) {
      await screens.addNote(sessionId, text, at);
      return null;
    },

    async 'show-conversation'({ conversationId }, tabId) {
      await requireDesktopButton();
      if (tabId !== null) await noteConversationInView(tabId, conversationId);
      if (conversationId === null) return null;
      if (tabId !== null) void prefetchInView(conversationId, tabId);
      return await desktopViewOf(conversationId);
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
  };
  return { handlers, presses };
}

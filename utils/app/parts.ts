import { browser } from '#imports';
import { closeTab, closeTabsWhere, focusTab, navigateTab, showInTab } from '../browser-surfaces/join-tabs';
import { armWatchdog } from '../browser-surfaces/wake-up';
import { agentChange } from '../cobrowse/agent-change';
import { createAgentWatch } from '../cobrowse/agent-watch';
import { createCurrentAgent, type DatedConversation } from '../cobrowse/current-agent';
import { toDesktopView } from '../cobrowse/desktop-view';
import { assertJoinLinkOrigin } from '../cobrowse/join-link-origin';
import { createJoinLinks } from '../cobrowse/join-links';
import { createLiveSessionActions } from '../cobrowse/live-session';
import type { Session } from '../cobrowse/model';
import { createPreparations } from '../cobrowse/preparations';
import { createPurposeRule, createWaitingRule } from '../cobrowse/require-purpose';
import type { LiveSession } from '../cobrowse/service';
import { SERVICE_TRAITS } from '../cobrowse/service-traits';
import { createSessionBook } from '../cobrowse/session-book';
import { createSessionWatch } from '../cobrowse/session-watch';
import { createStartBook } from '../cobrowse/start-book';
import { createStartSession, type StartSession } from '../cobrowse/start-session';
import { isViewerOf } from '../cobrowse/viewer-page';
import { hasHostAccessTo } from '../environment/host-access';
import { fail, isFailure } from '../errors/failure';
import { sendChatMessage } from '../genesys-cloud/chats';
import { forPurpose, type GenesysCloudClient } from '../genesys-cloud/client';
import { readConversation } from '../genesys-cloud/conversations';
import { getLanguagePreference, getUser } from '../genesys-cloud/users';
import { createInvitations } from '../invite/invitations';
import type { DesktopView } from '../messaging/protocol';
import { joinPageOf } from '../practice/join-page';
import { readSettings } from '../settings/effective-settings';
import { isOff, limitSession } from '../settings/policy';
import {
  endedSessionsItem,
  FLOOR_STORES,
  foundServicesItem,
  identityItem,
  joinLinksItem,
  sessionsItem,
  startsItem,
} from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
import { createAccessParts } from './access-parts';
import { createCorrelationIds } from './correlation-ids';
import { createDoctorProbes } from './doctor-probes';
import { createFloorParts } from './floor-parts';
import { bookOfPractice, historyOutsidePractice, refusedInPractice } from './practice-parts';
import { recordingBook } from './recording-book';
import { serviceInUse } from './service-in-use';
import { createServiceParts } from './service-parts';
import { createSessionHistory } from './session-history';

/** Builds the parts of the background and joins them. No listener and no call yet: those are the entrypoint's. */
export function createParts() {
  const now = () => Date.now();
  const correlationIds = createCorrelationIds();
  const access = createAccessParts({ noteAnswer: correlationIds.note, now });
  const { auth, practice, client, clock, whileLooking, signedInEnvironment } = access;
  const plainBook = createSessionBook({
    sessions: sessionsItem,
    ended: endedSessionsItem,
    joinLinks: joinLinksItem,
    now,
  });
  const { serviceWith, getPageOrigins } = createServiceParts({ practice, book: plainBook, now });
  const service = serviceWith(client);

  const history = historyOutsidePractice(createSessionHistory(now), practice.isOn);
  const book = recordingBook(bookOfPractice(plainBook, practice.isOn), history, {
    findSession: async (sessionId) => (await sessionsItem.get())[sessionId] ?? null,
    takeCorrelationIds: correlationIds.take,
    now,
  });

  const starts = createStartBook(startsItem);

  const floorParts = createFloorParts({
    client,
    clock,
    getIdentity: auth.getIdentity,
    onListing(conversationIds) {
      void sessionWatch.noteListing(conversationIds);
      void agentWatch.lookAtDoubtful();
    },
    whileLooking,
    stores: FLOOR_STORES,
    now,
  });
  const { floor } = floorParts;

  const lookingClient = forPurpose(client, 'look');
  const lookingService = serviceWith(lookingClient);
  const currentAgent = createCurrentAgent({ differs: floor.differs, isFollowed: floorParts.isFollowed, now });
  /** A conversation as it was listed whole a moment ago, with when that was. */
  const recentConversation = async (conversationId: string): Promise<DatedConversation | null> => {
    const row = await floor.recent(conversationId);
    return row && { conversation: row, readAt: row.readAt };
  };
  /** What is read is shown in the list too, whoever it was read for. */
  const readAndNote = async (
    caller: GenesysCloudClient,
    conversationId: string,
  ): Promise<DatedConversation> => {
    const readAt = now();
    try {
      const reading = await readConversation(caller, conversationId);
      await floor.noteReading(reading, readAt);
      return { conversation: reading.conversation, readAt };
    } catch (error) {
      if (isFailure(error, 'conversation-not-found')) await floor.noteGone(conversationId);
      throw error;
    }
  };
  const getAndNote = async (caller: GenesysCloudClient, conversationId: string) =>
    (await readAndNote(caller, conversationId)).conversation;

  const preparations = createPreparations({
    async getConversation(conversationId) {
      const recent = await recentConversation(conversationId);
      return recent && (await currentAgent.isCurrent(recent))
        ? recent
        : await readAndNote(lookingClient, conversationId);
    },
    differs: floor.differs,
    async findLive(conversationId) {
      const live = await lookingService.findLive(conversationId);
      if (live) await noteForeignSession(conversationId, live);
      return live;
    },
    now,
  });

  /** Who cobrowses in a session that is not ours is shown on its row. */
  async function noteForeignSession(conversationId: string, { participants }: LiveSession): Promise<void> {
    const { userId } = await auth.getIdentity();
    const supervisor = participants.find(({ role }) => role === 'supervisor');
    if (supervisor && supervisor.userId.toLowerCase() !== userId.toLowerCase())
      await floor.noteCobrowse(conversationId, supervisor);
  }

  /** The one door through which join links reach a tab. */
  const safely =
    <T extends unknown[], R>(open: (...args: T) => Promise<R>, urlOf: (...args: T) => string) =>
    async (...args: T): Promise<R> => {
      assertJoinLinkOrigin(urlOf(...args), await getPageOrigins());
      return await open(...args);
    };
  const practicePage = browser.runtime.getURL('/practice-session.html');
  /** A link as it works: one of the practice leads into the extension. */
  const shownLink = (url: string) => joinPageOf(url, practicePage);
  const showJoinPage = safely(
    (url: string, tabId: number | null) => showInTab(shownLink(url), tabId),
    (url) => url,
  );

  const plainStarter = createStartSession({
    service,
    book,
    starts,
    armWatchdog,
    preparations,
    getIdentity: auth.getIdentity,
    getConversation: (conversationId) => getAndNote(client, conversationId),
    getUser: (userId) => getUser(client, userId),
    recentConversation,
    isKnownOver: floor.isOver,
    currentAgent,
    endSession: (sessionId) => liveSessions.end(sessionId),
    // Whatever door it came through and however long ago it was pressed: no session is more than the organisation allows.
    limitSettings: async (settings) => limitSession(settings, await managedPolicy.get()),
    showJoinPage,
    now,
  });
  const asksPurpose = async () => (await readSettings()).invite.askPurpose;
  const purposeOf = createPurposeRule({ starts, asksPurpose, now });
  const failWithoutPurpose = createWaitingRule({ starts, asksPurpose });
  const starter: StartSession = {
    ...plainStarter,
    // Every door leads through here: none gets in without a purpose where one is asked for.
    start: async (request) => await plainStarter.start({ ...request, purpose: await purposeOf(request) }),
    resumeAfterSignIn: () => failWithoutPurpose().then(plainStarter.resumeAfterSignIn),
    resumeAfterGrant: () => failWithoutPurpose().then(plainStarter.resumeAfterGrant),
    resumeDue: () => failWithoutPurpose().then(plainStarter.resumeDue),
  };
  /** A start by a door that asks for no settings: with those that are stored. */
  const startWithStoredSettings = async (conversationId: string, purpose: string | null = null) => {
    const { session: settings } = await readSettings();
    // These doors are in the real desktop: what is in view there is not for practice.
    if (await practice.isOn()) {
      const refused = { conversationId, settings, purpose, customerName: null, startedAt: now() };
      await starts.fail(refused, { code: 'practice-refused' });
      throw fail('practice-refused');
    }
    return await starter.start({ conversationId, settings, purpose });
  };
  /**
   * A start like the one that made a session whose agent has left: as that was, with whose
   * conversation it is now.
   */
  const startOver = async (sessionId: string): Promise<Session> => {
    const session = await book.session(sessionId);
    if (!session) throw fail('conversation-not-found', { subject: 'session' });
    const { conversationId, settings, purpose } = session;
    return await starter.start({ conversationId, settings, purpose, startOver: true });
  };
  /** The viewer is closed wherever it is open: it says whose it is by its address. */
  const closePage = async ({ service: kind, conversationId, tabId }: Session) => {
    if (kind === 'platform') {
      const { appsOrigin } = await signedInEnvironment();
      await closeTabsWhere((url) => isViewerOf(conversationId, appsOrigin, url));
      // Without access no address can be read: then it is the tab that was noted.
      if (tabId !== null && !(await hasHostAccessTo(appsOrigin))) await closeTab(tabId);
    } else if (tabId !== null) await closeTab(tabId);
  };
  // Many sessions looked at again and again must not use up what a press needs.
  const sessionWatch = createSessionWatch({
    service: lookingService,
    book,
    getConversation: (conversationId) => getAndNote(lookingClient, conversationId),
    closePage,
    now,
  });
  const agentWatch = createAgentWatch({
    book,
    known: floor.row,
    look: (conversationId) => getAndNote(lookingClient, conversationId),
    read: (conversationId) => getAndNote(client, conversationId),
    currentAgent,
    now,
  });
  const joinLinks = createJoinLinks({ service, book, watch: sessionWatch, now });
  const liveSessions = createLiveSessionActions({
    service,
    book,
    watch: sessionWatch,
    links: joinLinks,
    starts,
    showJoinPage,
    focusTab,
    navigateTab: safely(navigateTab, (_tabId, url) => url),
    closePage,
    now,
  });

  /** A link for an agent who is still there, as it works. */
  const getAgentLink = async (sessionId: string): Promise<string> => {
    const session = await book.session(sessionId);
    if (session) await agentWatch.requireAgent(session);
    return shownLink(await liveSessions.agentLink(sessionId));
  };

  const invitations = createInvitations({
    book,
    requireAgent: agentWatch.requireAgent,
    async getAgentLink(session, atLeast) {
      const link = await joinLinks.forAgent(session, atLeast);
      return { ...link, url: shownLink(link.url) };
    },
    getSupervisorName: async () => (await auth.getIdentity()).name,
    getLanguage: (userId) => getLanguagePreference(client, userId),
    getNotice: async () => (await readSettings()).invite.notice,
    isChatOff: async () => isOff(await managedPolicy.get(), 'chat-invitation'),
    sendChatMessage: (userId, message) => sendChatMessage(client, userId, message),
    now,
  });

  /** What the desktop page may know of a conversation now. */
  const desktopViewOf = async (conversationId: string): Promise<DesktopView> => {
    const [start, session, settings, identity, found, row] = await Promise.all([
      starts.of(conversationId),
      book.sessionOf(conversationId),
      readSettings(),
      identityItem.get(),
      foundServicesItem.get(),
      floor.row(conversationId),
    ]);
    const next = serviceInUse(settings, identity, found, now());
    const isOwn = row?.agent != null && row.agent.userId === identity?.userId.toLowerCase();
    return toDesktopView(
      conversationId,
      start,
      session,
      {
        shows: next && SERVICE_TRAITS[next].shows,
        asksPurpose: settings.invite.askPurpose,
        // One's own customer may be asked to share their page.
        isOwn: isOwn && next !== 'platform',
      },
      session && agentChange(session, row),
    );
  };

  const runProbe = refusedInPractice(
    createDoctorProbes({
      client: forPurpose(client, 'check'),
      clock,
      reachChannel: floorParts.reachChannel,
    }),
    practice.isOn,
  );

  return {
    runProbe,
    async nobodyLooks() {
      access.nobodyLooks();
      // The page that held the socket is gone, however it went.
      await floorParts.noteLive(false);
    },
    auth,
    practice,
    book,
    history,
    starts,
    starter,
    startWithStoredSettings,
    liveSessions,
    startOver,
    sessionWatch,
    agentWatch,
    joinLinks,
    getAgentLink,
    invitations,
    preparations,
    ...floorParts,
    async takeNotifications(notifications: readonly unknown[]) {
      // What was under way when practice began is of the real floor.
      if (!(await practice.isOn())) await floorParts.takeNotifications(notifications);
    },
    desktopViewOf,
  };
}

/** The background's parts, joined. */
export type Parts = ReturnType<typeof createParts>;

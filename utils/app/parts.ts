import { browser } from '#imports';
import {
  closeConfirmWindow,
  focusConfirmWindow,
  openConfirmWindow,
} from '../browser-surfaces/confirm-window';
import { closeTab, closeTabsWhere, focusTab, navigateTab, showInTab } from '../browser-surfaces/join-tabs';
import { armWatchdog } from '../browser-surfaces/wake-up';
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
import { forPurpose } from '../genesys-cloud/client';
import type { Conversation } from '../genesys-cloud/conversation';
import { getConversation, readConversation } from '../genesys-cloud/conversations';
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
  startToConfirmItem,
} from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
import { createAccessParts } from './access-parts';
import { createConfirmations } from './confirmations';
import { desktopNames } from './conversation-names';
import { createCorrelationIds } from './correlation-ids';
import { createDoctorProbes } from './doctor-probes';
import { createFloorParts } from './floor-parts';
import { createGlances } from './glances';
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
    onListing: (conversationIds) => void sessionWatch.noteListing(conversationIds),
    whileLooking,
    stores: FLOOR_STORES,
    now,
  });
  const { floor } = floorParts;

  const lookingClient = forPurpose(client, 'look');
  const lookingService = serviceWith(lookingClient);
  const readersFor = {
    look: { client: lookingClient, service: lookingService },
    glance: { client: forPurpose(client, 'glance'), service: serviceWith(forPurpose(client, 'glance')) },
    press: { client, service },
  };
  const preparations = createPreparations({
    async getConversation(conversationId, reason) {
      const recent = await floor.recent(conversationId);
      if (recent) return recent;
      try {
        const reading = await readConversation(readersFor[reason].client, conversationId);
        await floor.noteReading(reading);
        return reading.conversation;
      } catch (error) {
        if (isFailure(error, 'conversation-not-found')) await floor.noteGone(conversationId);
        throw error;
      }
    },
    async findLive(conversationId, reason) {
      const live = await readersFor[reason].service.findLive(conversationId);
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
    getConversation: (conversationId) => getConversation(client, conversationId),
    getUser: (userId) => getUser(client, userId),
    recentConversation: floor.recent,
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
    getConversation: (conversationId) => getConversation(lookingClient, conversationId),
    closePage,
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

  const invitations = createInvitations({
    book,
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

  /** What is known of a conversation without a request, however old. */
  const findConversation = async (conversationId: string): Promise<Conversation | null> =>
    (await FLOOR_STORES.rows.find([conversationId])).get(conversationId) ?? null;

  /** What the desktop page may know of a conversation now. */
  const desktopViewOf = async (conversationId: string): Promise<DesktopView> => {
    const [start, session, settings, identity, found, known] = await Promise.all([
      starts.of(conversationId),
      book.sessionOf(conversationId),
      readSettings(),
      identityItem.get(),
      foundServicesItem.get(),
      findConversation(conversationId),
    ]);
    const next = serviceInUse(settings, identity, found, now());
    return toDesktopView(conversationId, start, session, {
      shows: next && SERVICE_TRAITS[next].shows,
      asksPurpose: settings.invite.askPurpose,
      names: known && desktopNames(known),
    });
  };

  const confirmations = createConfirmations({
    asked: startToConfirmItem,
    openWindow: openConfirmWindow,
    focusWindow: focusConfirmWindow,
    closeWindow: closeConfirmWindow,
    findConversation,
    readConversation: async (conversationId) =>
      (await preparations.prepare(conversationId, 'press')).conversation,
    start: startWithStoredSettings,
    now,
  });

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
    sessionWatch,
    joinLinks,
    invitations,
    preparations,
    shownLink,
    ...floorParts,
    async takeNotifications(notifications: readonly unknown[]) {
      // What was under way when practice began is of the real floor.
      if (!(await practice.isOn())) await floorParts.takeNotifications(notifications);
    },
    desktopViewOf,
    confirmations,
    glances: createGlances(now),
  };
}

/** The background's parts, joined. */
export type Parts = ReturnType<typeof createParts>;

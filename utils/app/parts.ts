import { browser } from '#imports';
import { type Auth, createAuth } from '../auth/auth';
import { webAuthFlow } from '../auth/web-auth-flow';
import { closeTab, closeTabsWhere, focusTab, navigateTab, showInTab } from '../browser-surfaces/join-tabs';
import { armWatchdog } from '../browser-surfaces/wake-up';
import { toDesktopView } from '../cobrowse/desktop-view';
import { assertJoinLinkOrigin } from '../cobrowse/join-link-origin';
import { createJoinLinks } from '../cobrowse/join-links';
import { createLiveSessionActions } from '../cobrowse/live-session';
import type { Session } from '../cobrowse/model';
import { createPlatformService } from '../cobrowse/platform-service';
import { createPreparations } from '../cobrowse/preparations';
import { createPurposeRule, createWaitingRule } from '../cobrowse/require-purpose';
import type { LiveSession } from '../cobrowse/service';
import { createServiceChooser } from '../cobrowse/service-chooser';
import { createServiceMemory } from '../cobrowse/service-memory';
import { SERVICE_TRAITS } from '../cobrowse/service-traits';
import { createSessionBook } from '../cobrowse/session-book';
import { createSessionWatch } from '../cobrowse/session-watch';
import { createSessionsService } from '../cobrowse/sessions-service';
import { createStartBook } from '../cobrowse/start-book';
import { createStartSession, type StartSession } from '../cobrowse/start-session';
import { isViewerOf, viewerLanguage } from '../cobrowse/viewer-page';
import { createRenewableAbort } from '../concurrency/renewable-abort';
import { environmentOfKey } from '../environment/environment';
import { hasHostAccess, hasHostAccessTo } from '../environment/host-access';
import { fail, isFailure } from '../errors/failure';
import { sendChatMessage } from '../genesys-cloud/chats';
import { createGenesysCloudClient, forPurpose, type GenesysCloudClient } from '../genesys-cloud/client';
import {
  createJoinToken,
  createSession,
  deleteSession,
  getSession,
  listLiveSessions,
} from '../genesys-cloud/cobrowse-sessions';
import { getConversation, readConversation } from '../genesys-cloud/conversations';
import { offerCobrowse, readCobrowseTraces } from '../genesys-cloud/platform-cobrowse';
import { createRequestBudget } from '../genesys-cloud/request-budget';
import { revokeAccessToken } from '../genesys-cloud/tokens';
import { getLanguagePreference, getMe, getUser } from '../genesys-cloud/users';
import { createServerClock } from '../http/server-clock';
import { createInvitations } from '../invite/invitations';
import type { DesktopView } from '../messaging/protocol';
import { createPracticeApi } from '../practice/api';
import { joinPageOf } from '../practice/join-page';
import { PRACTICE_ORIGIN, PRACTISING } from '../practice/model';
import { createPractice } from '../practice/practice';
import { requireEnvironment, requireSignInConfiguration } from '../settings/configuration';
import { readSettings } from '../settings/effective-settings';
import { isOff, limitSession } from '../settings/policy';
import {
  endedSessionsItem,
  FLOOR_STORES,
  foundServicesItem,
  identityItem,
  joinLinksItem,
  practiceItem,
  requestTimesItem,
  sessionsItem,
  startsItem,
  tokenItem,
} from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
import { createCorrelationIds } from './correlation-ids';
import { createDoctorProbes } from './doctor-probes';
import { createFloorParts } from './floor-parts';
import { bookOfPractice, historyOutsidePractice, refusedInPractice } from './practice-parts';
import { recordingBook } from './recording-book';
import { placeOf, serviceInUse } from './service-in-use';
import { createSessionHistory } from './session-history';

/** How long the practice takes to answer, in milliseconds: about as long as Genesys Cloud does. */
const PRACTICE_PAUSE_MS = 150;

/** Builds the parts of the background and joins them. No listener and no call yet: those are the entrypoint's. */
export function createParts() {
  const now = () => Date.now();
  const correlationIds = createCorrelationIds();
  const looking = createRenewableAbort();
  const clock = createServerClock(now);
  const connection = {
    getApiOrigin: async () => (await requireEnvironment()).apiOrigin,
    mayReach: hasHostAccessTo,
    budget: createRequestBudget(requestTimesItem, now),
    clock,
    whileLooking: looking.signal,
    now,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  /**
   * Where somebody is signed in: a policy may have set another environment since, and what is to be taken back (a token, a page) is not
   * there.
   */
  const signedInEnvironment = async () => {
    const token = await tokenItem.get();
    return (token && environmentOfKey(token.environmentKey)) ?? (await requireEnvironment());
  };
  /** A client that sends exactly this token and renews nothing, for calls that are part of getting a token. */
  const clientWith = (
    accessToken: string,
    getApiOrigin: () => Promise<string> = connection.getApiOrigin,
  ): GenesysCloudClient =>
    createGenesysCloudClient({
      ...connection,
      getApiOrigin,
      getAccessToken: async () => accessToken,
      renewAccessToken: async () => {
        throw fail('signed-out');
      },
    });

  const practice = createPractice({
    isAllowed: async () => !isOff(await managedPolicy.get(), 'practice'),
    closeTab,
    now,
  });

  const realAuth = createAuth({
    getConfiguration: requireReachableConfiguration,
    webAuthFlow,
    readIdentity: ({ method, supervisorUserId }, accessToken) =>
      method === 'pkce' ? getMe(clientWith(accessToken)) : getUser(clientWith(accessToken), supervisorUserId),
    revokeToken: (accessToken) =>
      revokeAccessToken(clientWith(accessToken, async () => (await signedInEnvironment()).apiOrigin)),
    now,
  });
  const auth: Auth = {
    ...realAuth,
    getIdentity: async () => ((await practice.isOn()) ? PRACTISING : await realAuth.getIdentity()),
  };
  const realClient = createGenesysCloudClient({
    ...connection,
    noteAnswer: correlationIds.note,
    getAccessToken: refusedInPractice(realAuth.getAccessToken, practice.isOn),
    renewAccessToken: refusedInPractice(realAuth.renewAccessToken, practice.isOn),
  });
  const practiceClient = createGenesysCloudClient({
    ...connection,
    getApiOrigin: async () => PRACTICE_ORIGIN,
    mayReach: async () => true,
    // No requests leave, so none are counted.
    budget: { spend: async () => undefined },
    fetch: createPracticeApi({
      practice: practiceItem,
      now,
      pause: () => connection.sleep(PRACTICE_PAUSE_MS),
    }),
    getAccessToken: async () => 'practice',
    renewAccessToken: async (refused) => refused,
  });
  /** The one place where it is decided who answers: whoever calls knows nothing of the practice. */
  const client: GenesysCloudClient = {
    request: async (request) =>
      await ((await practice.isOn()) ? practiceClient : realClient).request(request),
  };

  const plainBook = createSessionBook({
    sessions: sessionsItem,
    ended: endedSessionsItem,
    joinLinks: joinLinksItem,
    now,
  });
  const serviceMemory = createServiceMemory({
    shelf: foundServicesItem,
    getPlace: async () => placeOf(await readSettings(), await identityItem.get()),
    now,
  });
  /** Where the services' pages are. */
  const getPageOrigins = async () =>
    (await practice.isOn())
      ? { joinOrigin: PRACTICE_ORIGIN, appsOrigin: PRACTICE_ORIGIN }
      : await requireEnvironment();
  const servicesWith = (caller: GenesysCloudClient) => ({
    sessions: createSessionsService({
      api: {
        listLiveSessions: (conversationId) => listLiveSessions(caller, conversationId),
        getSession: (sessionId) => getSession(caller, sessionId),
        createSession: (request) => createSession(caller, request),
        createJoinToken: (sessionId, userId) => createJoinToken(caller, sessionId, userId),
        deleteSession: (sessionId) => deleteSession(caller, sessionId),
      },
      getJoinOrigin: async () => (await getPageOrigins()).joinOrigin,
      now,
    }),
    platform: createPlatformService({
      api: {
        offerCobrowse: (conversationId) => offerCobrowse(caller, conversationId),
        readCobrowseTraces: (conversationId) => readCobrowseTraces(caller, conversationId),
      },
      getAppsOrigin: async () => (await getPageOrigins()).appsOrigin,
      getLanguage: () => viewerLanguage(navigator.language),
      now,
    }),
  });
  const serviceWith = (caller: GenesysCloudClient) =>
    createServiceChooser({
      services: servicesWith(caller),
      // What is practised is the Cobrowse Sessions API, whatever is set.
      getChoice: async () => ((await practice.isOn()) ? 'sessions' : (await readSettings()).cobrowseService),
      memory: serviceMemory,
      hostOf: async (conversationId) => (await plainBook.sessionOf(conversationId))?.service ?? null,
    });
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
    whileLooking: looking.signal,
    stores: FLOOR_STORES,
    now,
  });
  const { floor } = floorParts;

  const lookingClient = forPurpose(client, 'look');
  const lookingService = serviceWith(lookingClient);
  const preparations = createPreparations({
    async getConversation(conversationId) {
      const recent = await floor.recent(conversationId);
      if (recent) return recent;
      try {
        const reading = await readConversation(lookingClient, conversationId);
        await floor.noteReading(reading);
        return reading.conversation;
      } catch (error) {
        if (isFailure(error, 'conversation-not-found')) await floor.noteGone(conversationId);
        throw error;
      }
    },
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

  /** What the desktop page may know of a conversation now. */
  const desktopViewOf = async (conversationId: string): Promise<DesktopView> => {
    const [start, session, settings, identity, found] = await Promise.all([
      starts.of(conversationId),
      book.sessionOf(conversationId),
      readSettings(),
      identityItem.get(),
      foundServicesItem.get(),
    ]);
    const next = serviceInUse(settings, identity, found, now());
    return toDesktopView(conversationId, start, session, {
      shows: next && SERVICE_TRAITS[next].shows,
      asksPurpose: settings.invite.askPurpose,
    });
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
      looking.end();
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
  };
}

/** What a sign-in or a renewal needs; throws `host-access-missing` too, so that neither reaches out where the browser does not let us. */
async function requireReachableConfiguration() {
  const configuration = await requireSignInConfiguration();
  const { environment } = configuration;
  if (await hasHostAccess(environment)) return configuration;
  throw fail('host-access-missing', { subject: new URL(environment.apiOrigin).host });
}

/** The background's parts, joined. */
export type Parts = ReturnType<typeof createParts>;

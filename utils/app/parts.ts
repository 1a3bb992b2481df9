import { createAuth } from '../auth/auth';
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
import { hasHostAccessTo } from '../environment/host-access';
import { fail, isFailure } from '../errors/failure';
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
import { getMe, getUser } from '../genesys-cloud/users';
import { createServerClock } from '../http/server-clock';
import { requireEnvironment, requireSignInConfiguration } from '../settings/configuration';
import { readSettings } from '../settings/effective-settings';
import { limitSession } from '../settings/policy';
import {
  endedSessionsItem,
  FLOOR_STORES,
  foundServicesItem,
  identityItem,
  joinLinksItem,
  requestTimesItem,
  sessionsItem,
  startsItem,
} from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
import { createCorrelationIds } from './correlation-ids';
import { createFloorParts } from './floor-parts';
import { recordingBook } from './recording-book';
import { placeOf, serviceInUse } from './service-in-use';
import { createSessionHistory } from './session-history';

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
  /** A client that sends exactly this token and renews nothing, for calls that are part of getting a token. */
  const clientWith = (accessToken: string): GenesysCloudClient =>
    createGenesysCloudClient({
      ...connection,
      getAccessToken: async () => accessToken,
      renewAccessToken: async () => {
        throw fail('signed-out');
      },
    });

  const auth = createAuth({
    getConfiguration: requireSignInConfiguration,
    webAuthFlow,
    readIdentity: ({ method, supervisorUserId }, accessToken) =>
      method === 'pkce' ? getMe(clientWith(accessToken)) : getUser(clientWith(accessToken), supervisorUserId),
    revokeToken: (accessToken) => revokeAccessToken(clientWith(accessToken)),
    now,
  });
  const client = createGenesysCloudClient({
    ...connection,
    noteAnswer: correlationIds.note,
    getAccessToken: auth.getAccessToken,
    renewAccessToken: auth.renewAccessToken,
  });

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
  const getAppsOrigin = async () => (await requireEnvironment()).appsOrigin;
  const servicesWith = (caller: GenesysCloudClient) => ({
    sessions: createSessionsService({
      api: {
        listLiveSessions: (conversationId) => listLiveSessions(caller, conversationId),
        getSession: (sessionId) => getSession(caller, sessionId),
        createSession: (request) => createSession(caller, request),
        createJoinToken: (sessionId, userId) => createJoinToken(caller, sessionId, userId),
        deleteSession: (sessionId) => deleteSession(caller, sessionId),
      },
      getJoinOrigin: async () => (await requireEnvironment()).joinOrigin,
      now,
    }),
    platform: createPlatformService({
      api: {
        offerCobrowse: (conversationId) => offerCobrowse(caller, conversationId),
        readCobrowseTraces: (conversationId) => readCobrowseTraces(caller, conversationId),
      },
      getAppsOrigin,
      getLanguage: () => viewerLanguage(navigator.language),
      now,
    }),
  });
  const serviceWith = (caller: GenesysCloudClient) =>
    createServiceChooser({
      services: servicesWith(caller),
      getChoice: async () => (await readSettings()).cobrowseService,
      memory: serviceMemory,
      hostOf: async (conversationId) => (await plainBook.sessionOf(conversationId))?.service ?? null,
    });
  const service = serviceWith(client);

  const history = createSessionHistory(now);
  const book = recordingBook(plainBook, history, {
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
      assertJoinLinkOrigin(urlOf(...args), await requireEnvironment());
      return await open(...args);
    };
  const showJoinPage = safely(showInTab, (url) => url);

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
    showJoinPage,
    now,
  });
  const starter: StartSession = {
    ...plainStarter,
    // Every door leads through here: none gets more than the organisation allows.
    start: async ({ settings, ...request }) =>
      await plainStarter.start({ ...request, settings: limitSession(settings, await managedPolicy.get()) }),
  };
  /** A start by a door that asks for nothing: with the settings that are stored. */
  const startWithStoredSettings = async (conversationId: string) => {
    const { session: settings } = await readSettings();
    return await starter.start({ conversationId, settings });
  };
  /** The viewer is closed wherever it is open: it says whose it is by its address. */
  const closePage = async ({ service: kind, conversationId, tabId }: Session) => {
    if (kind === 'platform') {
      const appsOrigin = await getAppsOrigin();
      await closeTabsWhere((url) => isViewerOf(conversationId, appsOrigin, url));
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

  /** What the desktop page may know of a conversation now. */
  const desktopViewOf = async (conversationId: string) => {
    const [start, session, settings, identity, found] = await Promise.all([
      starts.of(conversationId),
      book.sessionOf(conversationId),
      readSettings(),
      identityItem.get(),
      foundServicesItem.get(),
    ]);
    const next = serviceInUse(settings, identity, found, now());
    return toDesktopView(conversationId, start, session, next && SERVICE_TRAITS[next].shows);
  };

  return {
    async nobodyLooks() {
      looking.end();
      // The page that held the socket is gone, however it went.
      await floorParts.noteLive(false);
    },
    auth,
    book,
    history,
    starts,
    starter,
    startWithStoredSettings,
    liveSessions,
    sessionWatch,
    joinLinks,
    preparations,
    ...floorParts,
    desktopViewOf,
  };
}

/** The background's parts, joined. */
export type Parts = ReturnType<typeof createParts>;

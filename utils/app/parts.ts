import { createAuth } from '../auth/auth';
import { webAuthFlow } from '../auth/web-auth-flow';
import { closeTab, focusTab, navigateTab, showInTab } from '../browser-surfaces/join-tabs';
import { armWatchdog } from '../browser-surfaces/wake-up';
import { toDesktopView } from '../cobrowse/desktop-view';
import { assertJoinLinkOrigin } from '../cobrowse/join-link-origin';
import { createJoinLinks } from '../cobrowse/join-links';
import { createLiveSessionActions } from '../cobrowse/live-session';
import { createPreparations } from '../cobrowse/preparations';
import { createPurposeRule } from '../cobrowse/require-purpose';
import type { LiveSession } from '../cobrowse/service';
import { createSessionBook } from '../cobrowse/session-book';
import { createSessionWatch } from '../cobrowse/session-watch';
import { createSessionsService } from '../cobrowse/sessions-service';
import { createStartBook } from '../cobrowse/start-book';
import { createStartSession, type StartSession } from '../cobrowse/start-session';
import { createRenewableAbort } from '../concurrency/renewable-abort';
import { hasHostAccessTo } from '../environment/host-access';
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
import { createRequestBudget } from '../genesys-cloud/request-budget';
import { revokeAccessToken } from '../genesys-cloud/tokens';
import { getLanguagePreference, getMe, getUser } from '../genesys-cloud/users';
import { createServerClock } from '../http/server-clock';
import { createInvitations } from '../invite/invitations';
import { requireEnvironment, requireSignInConfiguration } from '../settings/configuration';
import { readSettings } from '../settings/effective-settings';
import { isOff, limitSession } from '../settings/policy';
import {
  endedSessionsItem,
  FLOOR_STORES,
  joinLinksItem,
  requestTimesItem,
  sessionsItem,
  startsItem,
} from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
import { createCorrelationIds } from './correlation-ids';
import { createFloorParts } from './floor-parts';
import { recordingBook } from './recording-book';
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

  const getJoinOrigin = async () => (await requireEnvironment()).joinOrigin;
  const sessionsServiceWith = (caller: GenesysCloudClient) =>
    createSessionsService({
      api: {
        listLiveSessions: (conversationId) => listLiveSessions(caller, conversationId),
        getSession: (sessionId) => getSession(caller, sessionId),
        createSession: (request) => createSession(caller, request),
        createJoinToken: (sessionId, userId) => createJoinToken(caller, sessionId, userId),
        deleteSession: (sessionId) => deleteSession(caller, sessionId),
      },
      getJoinOrigin,
      now,
    });
  const service = sessionsServiceWith(client);
  const plainBook = createSessionBook({
    sessions: sessionsItem,
    ended: endedSessionsItem,
    joinLinks: joinLinksItem,
    now,
  });

  const history = createSessionHistory(service.kind, now);
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
  const lookingService = sessionsServiceWith(lookingClient);
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
      assertJoinLinkOrigin(urlOf(...args), await getJoinOrigin());
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
  const asksPurpose = async () => (await readSettings()).invite.askPurpose;
  const purposeOf = createPurposeRule({ starts, asksPurpose, now });
  const starter: StartSession = {
    ...plainStarter,
    // Every door leads through here: none gets more than the organisation allows, nor in without a purpose where one is asked for.
    async start(request) {
      const [policy, purpose] = await Promise.all([managedPolicy.get(), purposeOf(request)]);
      const settings = limitSession(request.settings, policy);
      return await plainStarter.start({ ...request, settings, purpose });
    },
  };
  /** A start by a door that asks for no settings: with those that are stored. */
  const startWithStoredSettings = async (conversationId: string, purpose: string | null = null) => {
    const { session: settings } = await readSettings();
    return await starter.start({ conversationId, settings, purpose });
  };
  // Many sessions looked at again and again must not use up what a press needs.
  const sessionWatch = createSessionWatch({
    service: lookingService,
    book,
    getConversation: (conversationId) => getConversation(lookingClient, conversationId),
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
    closeTab,
    now,
  });

  const invitations = createInvitations({
    book,
    getAgentLink: joinLinks.forAgent,
    getSupervisorName: async () => (await auth.getIdentity()).name,
    getLanguage: (userId) => getLanguagePreference(client, userId),
    getNotice: async () => (await readSettings()).invite.notice,
    isChatOff: async () => isOff(await managedPolicy.get(), 'chat-invitation'),
    sendChatMessage: (userId, message) => sendChatMessage(client, userId, message),
    now,
  });

  /** What the desktop page may know of a conversation now. */
  const desktopViewOf = async (conversationId: string) =>
    toDesktopView(
      conversationId,
      await starts.of(conversationId),
      await book.sessionOf(conversationId),
      await asksPurpose(),
    );

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
    invitations,
    preparations,
    ...floorParts,
    desktopViewOf,
  };
}

/** The background's parts, joined. */
export type Parts = ReturnType<typeof createParts>;

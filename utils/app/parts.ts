import { createAuth } from '../auth/auth';
import { webAuthFlow } from '../auth/web-auth-flow';
import { closeTab, focusTab, navigateTab, showInTab } from '../browser-surfaces/join-tabs';
import { armWatchdog } from '../browser-surfaces/wake-up';
import { toDesktopView } from '../cobrowse/desktop-view';
import { assertJoinLinkOrigin } from '../cobrowse/join-link-origin';
import { createJoinLinks } from '../cobrowse/join-links';
import { createLiveSessionActions } from '../cobrowse/live-session';
import { createPreparations } from '../cobrowse/preparations';
import { createSessionBook } from '../cobrowse/session-book';
import { createSessionWatch } from '../cobrowse/session-watch';
import { createSessionsService } from '../cobrowse/sessions-service';
import { createStartBook } from '../cobrowse/start-book';
import { createStartSession } from '../cobrowse/start-session';
import { createRenewableAbort } from '../concurrency/renewable-abort';
import { singleFlight } from '../concurrency/single-flight';
import { hasHostAccessTo } from '../environment/host-access';
import { fail } from '../errors/failure';
import { createGenesysCloudClient, forLooking, type GenesysCloudClient } from '../genesys-cloud/client';
import {
  createJoinToken,
  createSession,
  deleteSession,
  getSession,
  listLiveSessions,
} from '../genesys-cloud/cobrowse-sessions';
import { getConversation, listActiveConversations } from '../genesys-cloud/conversations';
import { createRequestBudget } from '../genesys-cloud/request-budget';
import { revokeAccessToken } from '../genesys-cloud/tokens';
import { getMe, getUser } from '../genesys-cloud/users';
import { createServerClock } from '../http/server-clock';
import { requireEnvironment, requireSignInConfiguration } from '../settings/configuration';
import {
  endedSessionsItem,
  joinLinksItem,
  requestTimesItem,
  sessionsItem,
  settingsItem,
  snapshotItem,
  startsItem,
} from '../storage/items';
import { createCorrelationIds } from './correlation-ids';
import { recordingBook } from './recording-book';
import { createSessionHistory } from './session-history';

/** A listing older than this, in milliseconds, does not say any more who the agent is. */
const RECENT_LISTING_MS = 30_000;

/** Builds the parts of the background and joins them. No listener and no call yet: those are the entrypoint's. */
export function createParts() {
  const now = () => Date.now();
  const correlationIds = createCorrelationIds();
  const looking = createRenewableAbort();
  const connection = {
    getApiOrigin: async () => (await requireEnvironment()).apiOrigin,
    mayReach: hasHostAccessTo,
    budget: createRequestBudget(requestTimesItem, now),
    clock: createServerClock(now),
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

  const readConversation = (conversationId: string) => getConversation(client, conversationId);
  const recentConversation = async (conversationId: string) => {
    const snapshot = await snapshotItem.get();
    if (!snapshot || now() - snapshot.takenAt > RECENT_LISTING_MS) return null;
    return snapshot.conversations.find(({ id }) => id === conversationId) ?? null;
  };
  const lookingClient = forLooking(client);
  const lookingService = sessionsServiceWith(lookingClient);
  const preparations = createPreparations({
    getConversation: async (conversationId) =>
      (await recentConversation(conversationId)) ?? (await getConversation(lookingClient, conversationId)),
    findLive: lookingService.findLive,
    now,
  });

  /** The one door through which join links reach a tab. */
  const safely =
    <T extends unknown[], R>(open: (...args: T) => Promise<R>, urlOf: (...args: T) => string) =>
    async (...args: T): Promise<R> => {
      assertJoinLinkOrigin(urlOf(...args), await getJoinOrigin());
      return await open(...args);
    };
  const showJoinPage = safely(showInTab, (url) => url);

  const starter = createStartSession({
    service,
    book,
    starts,
    armWatchdog,
    preparations,
    getIdentity: auth.getIdentity,
    getConversation: readConversation,
    getUser: (userId) => getUser(client, userId),
    recentConversation,
    showJoinPage,
    now,
  });
  /** A start by a door that asks for nothing: with the settings the user stored. */
  const startWithStoredSettings = async (conversationId: string) => {
    const { session: settings } = await settingsItem.get();
    return await starter.start({ conversationId, settings });
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

  const refreshConversations = singleFlight(async () => {
    const conversations = await listActiveConversations(lookingClient);
    await snapshotItem.set({ conversations, takenAt: now() });
  });

  /** What the desktop page may know of a conversation now. */
  const desktopViewOf = async (conversationId: string) =>
    toDesktopView(conversationId, await starts.of(conversationId), await book.sessionOf(conversationId));

  return {
    nobodyLooks: looking.end,
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
    refreshConversations,
    desktopViewOf,
  };
}

/** The background's parts, joined. */
export type Parts = ReturnType<typeof createParts>;

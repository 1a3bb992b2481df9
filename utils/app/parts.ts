import { createAuth } from '../auth/auth';
import { webAuthFlow } from '../auth/web-auth-flow';
import { closeTab, focusTab, navigateTab, showInTab } from '../browser-surfaces/join-tabs';
import { toDesktopView } from '../cobrowse/desktop-view';
import { assertJoinLinkOrigin } from '../cobrowse/join-link-origin';
import { createLiveSessionActions } from '../cobrowse/live-session';
import { createPreparations } from '../cobrowse/preparations';
import { createSessionBook } from '../cobrowse/session-book';
import { createSessionsService } from '../cobrowse/sessions-service';
import { createStartSession } from '../cobrowse/start-session';
import { singleFlight } from '../concurrency/single-flight';
import { hasHostAccessTo } from '../environment/host-access';
import { fail } from '../errors/failure';
import { createGenesysCloudClient, type GenesysCloudClient } from '../genesys-cloud/client';
import {
  createJoinToken,
  createSession,
  deleteSession,
  listLiveSessions,
} from '../genesys-cloud/cobrowse-sessions';
import { getConversation, listActiveConversations } from '../genesys-cloud/conversations';
import { revokeAccessToken } from '../genesys-cloud/tokens';
import { getMe, getUser } from '../genesys-cloud/users';
import { requireEnvironment, requireSignInConfiguration } from '../settings/configuration';
import { joinLinksItem, sessionsItem, snapshotItem, startsItem } from '../storage/items';

/** A listing older than this, in milliseconds, does not say any more who the agent is. */
const RECENT_LISTING_MS = 30_000;

/** Builds the parts of the background and joins them. No listener and no call yet: those are the entrypoint's. */
export function createParts() {
  const now = () => Date.now();
  const connection = {
    getApiOrigin: async () => (await requireEnvironment()).apiOrigin,
    mayReach: hasHostAccessTo,
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
    getAccessToken: auth.getAccessToken,
    renewAccessToken: auth.renewAccessToken,
  });

  const getJoinOrigin = async () => (await requireEnvironment()).joinOrigin;
  const service = createSessionsService({
    api: {
      listLiveSessions: (conversationId) => listLiveSessions(client, conversationId),
      createSession: (request) => createSession(client, request),
      createJoinToken: (sessionId, userId) => createJoinToken(client, sessionId, userId),
      deleteSession: (sessionId) => deleteSession(client, sessionId),
    },
    getJoinOrigin,
    now,
  });
  const book = createSessionBook({
    sessions: sessionsItem,
    starts: startsItem,
    joinLinks: joinLinksItem,
    now,
  });

  const readConversation = (conversationId: string) => getConversation(client, conversationId);
  const recentConversation = async (conversationId: string) => {
    const snapshot = await snapshotItem.get();
    if (!snapshot || now() - snapshot.takenAt > RECENT_LISTING_MS) return null;
    return snapshot.conversations.find(({ id }) => id === conversationId) ?? null;
  };
  const preparations = createPreparations({
    getConversation: async (conversationId) =>
      (await recentConversation(conversationId)) ?? (await readConversation(conversationId)),
    findLive: service.findLive,
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
    preparations,
    getIdentity: auth.getIdentity,
    getConversation: readConversation,
    getUser: (userId) => getUser(client, userId),
    recentConversation,
    showJoinPage,
    now,
  });
  const liveSessions = createLiveSessionActions({
    service,
    book,
    showJoinPage,
    focusTab,
    navigateTab: safely(navigateTab, (_tabId, url) => url),
    closeTab,
    now,
  });

  const refreshConversations = singleFlight(async () => {
    const conversations = await listActiveConversations(client);
    await snapshotItem.set({ conversations, takenAt: now() });
  });

  /** What the desktop page may know of a conversation now. */
  const desktopViewOf = async (conversationId: string) =>
    toDesktopView(conversationId, await book.start(conversationId), await book.sessionOf(conversationId));

  return { auth, book, starter, liveSessions, preparations, refreshConversations, desktopViewOf };
}

/** The background's parts, joined. */
export type Parts = ReturnType<typeof createParts>;

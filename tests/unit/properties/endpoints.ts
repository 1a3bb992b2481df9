import * as z from 'zod/mini';
import { identitySchema, storedTokenSchema } from '@/utils/auth/model';
import {
  beginAuthorization,
  finishAuthorization,
  grantClientCredentials,
  grantRefreshToken,
  type TokenGrant,
} from '@/utils/auth/oauth';
import { joinLinkSchema, sessionSchema } from '@/utils/cobrowse/model';
import type { LiveSession } from '@/utils/cobrowse/service';
import { createSessionsService } from '@/utils/cobrowse/sessions-service';
import { resolveEnvironment } from '@/utils/environment/environment';
import { fail } from '@/utils/errors/failure';
import { channelSchema, type FloorSource, floorRowSchema } from '@/utils/floor/model';
import { assembleRows, type SourceReading } from '@/utils/floor/read-floor';
import { queryAgentStatus } from '@/utils/genesys-cloud/agent-status';
import { createGenesysCloudApi, type GenesysCloudApi } from '@/utils/genesys-cloud/api';
import { sendChatMessage } from '@/utils/genesys-cloud/chats';
import { createGenesysCloudClient } from '@/utils/genesys-cloud/client';
import { findActiveConversations } from '@/utils/genesys-cloud/conversation-details';
import { conversationModelSchema } from '@/utils/genesys-cloud/conversation-model';
import { getConversation, listActiveConversations } from '@/utils/genesys-cloud/conversations';
import { getQueueNames, getUserNames } from '@/utils/genesys-cloud/names';
import { createChannel, isChannelAlive, replaceTopics } from '@/utils/genesys-cloud/notifications';
import { offerCobrowse, readCobrowseTraces } from '@/utils/genesys-cloud/platform-cobrowse';
import { queryQueueActivity } from '@/utils/genesys-cloud/queue-activity';
import { cobrowseOfferSchema } from '@/utils/genesys-cloud/schemas';
import {
  endScreenMonitoring,
  findMonitoringTarget,
  getScreenMonitoring,
  listScreenMonitorings,
  startScreenMonitoring,
  tellsMonitoredAgents,
} from '@/utils/genesys-cloud/screen-monitoring';
import { describeToken, revokeAccessToken } from '@/utils/genesys-cloud/tokens';
import { getLanguagePreference, getMe, getUser } from '@/utils/genesys-cloud/users';
import { CANARY } from './canaries';
import {
  AGENT_ID,
  AGENT_STATUS,
  CHANNEL,
  CHANNEL_ID,
  COBROWSING_CUSTOMER,
  CONVERSATION,
  CONVERSATION_DETAILS,
  CONVERSATION_ID,
  namedEntities,
  OTHER_CONVERSATION_ID,
  QUEUE_ACTIVITY,
  QUEUE_ID,
  SCREEN_MONITORING,
  SESSION,
  SETTINGS,
  SUPERVISOR_ID,
  TOKEN_GRANT,
  TOKEN_REFUSALS,
  TOPICS,
  USER,
} from './valid-bodies';

/** A call whose answers are read: how to send it, its usual answers, and its allowed results. */
export type Endpoint = {
  name: string;
  /** Its name in the API; the calls of the sign-in have none. */
  api?: keyof GenesysCloudApi;
  /** Bodies of its usual answers, to be mutated. */
  examples: readonly unknown[];
  /** Makes the call through the real client. */
  call(): Promise<unknown>;
  /**
   * The schema of a successful result: the extension stores it, and reads it back with the same
   * schema.
   */
  model: z.ZodMiniType;
};

export const NOW = Date.parse('2026-08-01T12:00:00Z');

export const environment = resolveEnvironment({ kind: 'region', region: 'us_east_1' }) ?? raise();

/** A client as at the start of a worker: it knows no server time from earlier answers. */
function newClient() {
  return createGenesysCloudClient({
    getApiOrigin: async () => environment.apiOrigin,
    getAccessToken: async () => `${CANARY}-bearer`,
    renewAccessToken: async () => {
      throw fail('signed-out');
    },
    mayReach: async () => true,
    now: () => NOW,
    sleep: async () => undefined,
  });
}

const REF = { id: SESSION.id, conversationId: CONVERSATION_ID, service: 'sessions' as const };

function newService() {
  const client = newClient();
  return createSessionsService({
    api: createGenesysCloudApi(client),
    getJoinOrigin: async () => environment.joinOrigin,
    now: () => NOW,
  });
}

/** What the store keeps of a live session. */
function toKept(live: LiveSession | null) {
  if (!live) return null;
  const { participants, ...session } = live;
  return {
    ...session,
    supervisorUserId: participants.find(({ role }) => role === 'supervisor')?.userId ?? '',
    agent: { userId: participants[0]?.userId ?? AGENT_ID, name: participants[0]?.name ?? null },
    customerName: null,
    queueName: null,
    joinedExisting: false,
    tabId: null,
    purpose: null,
    invitation: null,
  };
}

const keptSession = z.extend(sessionSchema, { id: z.string().check(z.minLength(1)) });
/** A session of the conversation that was asked for, which the store can keep and read back. */
const sessionOfConversation = z.extend(keptSession, { conversationId: z.literal(CONVERSATION_ID) });

/** A link to the environment's own join page. */
const ownJoinLink = z.extend(joinLinkSchema, {
  url: z.string().check(z.startsWith(`${environment.joinOrigin}/cobrowse/join?token=`)),
});

/** What storage keeps of a grant. */
function toToken({ accessToken, expiresInS, refreshToken }: TokenGrant) {
  const expiresAt = NOW + expiresInS * 1000;
  return {
    accessToken,
    expiresAt,
    ...(refreshToken && { refreshToken }),
    environmentKey: environment.key,
    clientId: CLIENT_ID,
  };
}

/** A token that can be kept and read back. */
const keptToken = z.extend(storedTokenSchema, { accessToken: z.string().check(z.minLength(1)) });

const CLIENT_ID = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';
const REDIRECT_URI = 'https://abcdefghijklmnop.chromiumapp.org/';
const SECRET = `${CANARY}-secret`;

async function exchangeCode(): Promise<TokenGrant> {
  const attempt = await beginAuthorization(environment, CLIENT_ID, REDIRECT_URI);
  const redirectedTo = `${REDIRECT_URI}?code=${CANARY}-code&state=${attempt.state}`;
  return await finishAuthorization(environment, CLIENT_ID, REDIRECT_URI, attempt, redirectedTo);
}

const otherSession = { ...SESSION, id: `${CANARY}-other`, conversationId: OTHER_CONVERSATION_ID };

const time = z.nullable(z.number());
/** A conversation that was read whole. */
const reading = z.object({
  conversation: conversationModelSchema,
  newestFactAt: time,
  userIds: z.array(z.string()),
});

/** The rows that the floor builds from a source's report, as read back from storage. */
function toRows(source: FloorSource, told: SourceReading): unknown {
  const rows = assembleRows({
    before: new Map(),
    outcomes: [{ source, reading: told }],
    gone: {},
    startedAt: NOW,
    userId: SUPERVISOR_ID,
  });
  return JSON.parse(JSON.stringify([...rows.values()]));
}

const agentsModel = z.object({
  agents: z.array(
    z.object({
      userId: z.string().check(z.minLength(1)),
      name: z.nullable(z.string()),
      managerId: z.nullable(z.string()),
    }),
  ),
  partial: z.boolean(),
  rows: z.array(floorRowSchema),
});

const MONITORING = { agentUserId: AGENT_ID, participantId: null };

const screenMonitoring = z.object({
  id: z.string().check(z.minLength(1)),
  sourceUserId: z.nullable(z.string()),
  sourceUserName: z.nullable(z.string()),
  conversationId: z.nullable(z.string()),
  participantId: z.nullable(z.string()),
  startedAt: time,
});

/** Only the requested names. */
const namesOf = (id: string) => z.array(z.tuple([z.literal(id), z.string()]));

/** Every endpoint that the product reads. */
export const ENDPOINTS: Endpoint[] = [
  {
    name: 'GET users/me',
    api: 'getMe',
    examples: [USER],
    call: () => getMe(newClient()),
    model: identitySchema,
  },
  {
    name: 'GET users/{id}',
    api: 'getUser',
    examples: [USER, { ...USER, id: AGENT_ID }],
    call: () => getUser(newClient(), SUPERVISOR_ID),
    model: z.extend(identitySchema, { userId: z.literal(SUPERVISOR_ID) }),
  },
  {
    name: 'GET users/{id}?expand=languagePreference',
    api: 'getLanguagePreference',
    examples: [{ ...USER, languagePreference: 'de-DE' }, USER, { ...USER, id: AGENT_ID }],
    call: () => getLanguagePreference(newClient(), SUPERVISOR_ID),
    model: z.nullable(z.string()),
  },
  {
    name: 'POST chats/users/{id}/messages',
    api: 'sendChatMessage',
    examples: [{ id: `${CANARY}-message` }, {}],
    call: () => sendChatMessage(newClient(), AGENT_ID, `${CANARY}-invitation`),
    model: z.undefined(),
  },
  {
    name: 'GET conversations',
    api: 'listActiveConversations',
    examples: [{ entities: [CONVERSATION, { ...CONVERSATION, id: OTHER_CONVERSATION_ID }], total: 2 }],
    call: async () => {
      const conversations = await listActiveConversations(newClient());
      return { conversations, rows: toRows('own', { conversations }) };
    },
    model: z.object({ conversations: z.array(reading), rows: z.array(floorRowSchema) }),
  },
  {
    name: 'GET conversations/{id}',
    api: 'getConversation',
    examples: [CONVERSATION, { ...CONVERSATION, id: OTHER_CONVERSATION_ID }],
    call: async () => (await getConversation(newClient(), CONVERSATION_ID)).conversation,
    model: z.extend(conversationModelSchema, { id: z.literal(CONVERSATION_ID) }),
  },
  {
    name: 'GET conversations/{id}, with what else it tells',
    api: 'getConversation',
    examples: [CONVERSATION, { ...CONVERSATION, id: OTHER_CONVERSATION_ID }],
    call: () => getConversation(newClient(), CONVERSATION_ID),
    model: z.extend(reading, {
      conversation: z.extend(conversationModelSchema, { id: z.literal(CONVERSATION_ID) }),
    }),
  },
  {
    name: 'POST analytics/agents/status/query',
    api: 'queryAgentStatus',
    examples: [AGENT_STATUS],
    call: async () => {
      const { agents, partialConversations, partial } = await queryAgentStatus(newClient(), {
        managerId: SUPERVISOR_ID,
        order: 'asc',
      });
      return { agents, partial, rows: toRows('agents', { partialConversations }) };
    },
    model: agentsModel,
  },
  {
    name: 'POST analytics/conversations/activity/query',
    api: 'queryQueueActivity',
    examples: [QUEUE_ACTIVITY],
    call: async () => {
      const { partialConversations, ...others } = await queryQueueActivity(newClient(), {
        groupBy: 'queueId',
      });
      return { ...others, rows: toRows('queues', { partialConversations }) };
    },
    model: z.object({
      truncatedQueueIds: z.array(z.string()),
      partial: z.boolean(),
      rows: z.array(floorRowSchema),
    }),
  },
  {
    name: 'POST analytics/conversations/details/query',
    api: 'findActiveConversations',
    examples: [CONVERSATION_DETAILS],
    call: async () => {
      const { partialConversations, isLastPage } = await findActiveConversations(newClient(), {
        page: 1,
        now: NOW,
      });
      return { isLastPage, rows: toRows('search', { partialConversations }) };
    },
    model: z.object({ isLastPage: z.boolean(), rows: z.array(floorRowSchema) }),
  },
  {
    name: 'GET users?id=',
    api: 'getUserNames',
    examples: [namedEntities(AGENT_ID), namedEntities(SUPERVISOR_ID)],
    call: async () => [...(await getUserNames(newClient(), [AGENT_ID]))],
    model: namesOf(AGENT_ID),
  },
  {
    name: 'GET routing/queues?id=',
    api: 'getQueueNames',
    examples: [namedEntities(QUEUE_ID), namedEntities(AGENT_ID)],
    call: async () => [...(await getQueueNames(newClient(), [QUEUE_ID]))],
    model: namesOf(QUEUE_ID),
  },
  {
    name: 'POST notifications/channels',
    api: 'createChannel',
    examples: [CHANNEL],
    call: async () => ({ ...(await createChannel(newClient())), topics: [], refused: [] }),
    model: z.extend(channelSchema, { connectUri: z.url() }),
  },
  {
    name: 'HEAD notifications/channels/{id}',
    api: 'isChannelAlive',
    examples: [{}, CHANNEL],
    call: () => isChannelAlive(newClient(), CHANNEL_ID),
    model: z.boolean(),
  },
  {
    name: 'PUT notifications/channels/{id}/subscriptions',
    api: 'replaceTopics',
    examples: [TOPICS],
    call: () => replaceTopics(newClient(), CHANNEL_ID, ['v2.users.x.conversations']),
    model: z.array(z.string()),
  },
  {
    name: 'GET cobrowse/sessions?conversationId=',
    api: 'listLiveSessions',
    examples: [
      { entities: [] },
      { entities: [SESSION] },
      { entities: [otherSession, SESSION] },
      { entities: [otherSession] },
    ],
    call: async () => toKept(await newService().findLive(CONVERSATION_ID)),
    model: z.union([z.null(), sessionOfConversation]),
  },
  {
    name: 'POST cobrowse/sessions',
    api: 'createSession',
    examples: [SESSION, otherSession],
    call: async () =>
      toKept(
        await newService().create({
          conversationId: CONVERSATION_ID,
          agentUserId: AGENT_ID,
          supervisorUserId: SUPERVISOR_ID,
          settings: SETTINGS,
        }),
      ),
    model: sessionOfConversation,
  },
  {
    name: 'GET cobrowse/sessions/{id}',
    api: 'getSession',
    examples: [SESSION, otherSession, { ...SESSION, state: 'ended' }],
    call: async () => toKept(await newService().read(REF)),
    model: z.union([z.null(), z.extend(keptSession, { id: z.literal(SESSION.id) })]),
  },
  {
    name: 'POST cobrowse/sessions/{id}/…/tokens',
    api: 'createJoinToken',
    examples: [{ token: `${CANARY}-join`, expiresAt: '2026-08-01T12:15:00.000Z' }],
    call: () => newService().createJoinLink(REF, SUPERVISOR_ID),
    model: ownJoinLink,
  },
  {
    name: 'DELETE cobrowse/sessions/{id}',
    api: 'deleteSession',
    examples: [SESSION, {}],
    call: () => newService().end(REF),
    model: z.enum(['ended', 'left']),
  },
  {
    name: 'POST …/screenmonitors/sessions',
    api: 'startScreenMonitoring',
    examples: [{ screenMonitoringId: SCREEN_MONITORING.screenMonitoringId }],
    call: () => startScreenMonitoring(newClient(), CONVERSATION_ID, MONITORING),
    model: z.string().check(z.minLength(1)),
  },
  {
    name: 'GET …/screenmonitors/sessions/{id}',
    api: 'getScreenMonitoring',
    examples: [SCREEN_MONITORING, { ...SCREEN_MONITORING, screenMonitoringId: SESSION.id }],
    call: () =>
      getScreenMonitoring(newClient(), CONVERSATION_ID, MONITORING, SCREEN_MONITORING.screenMonitoringId),
    model: z.extend(screenMonitoring, { id: z.literal(SCREEN_MONITORING.screenMonitoringId) }),
  },
  {
    name: 'DELETE …/screenmonitors/sessions/{id}',
    api: 'endScreenMonitoring',
    examples: [SCREEN_MONITORING, {}],
    call: () =>
      endScreenMonitoring(newClient(), CONVERSATION_ID, MONITORING, SCREEN_MONITORING.screenMonitoringId),
    model: z.undefined(),
  },
  {
    name: 'GET screenmonitors/users/{id}/sessions',
    api: 'listScreenMonitorings',
    examples: [{ entities: [] }, { entities: [SCREEN_MONITORING] }],
    call: () => listScreenMonitorings(newClient(), AGENT_ID),
    model: z.array(screenMonitoring),
  },
  {
    name: 'GET screenmonitors/settings',
    api: 'tellsMonitoredAgents',
    examples: [{ enableAgentNotifications: true }, {}],
    call: () => tellsMonitoredAgents(newClient()),
    model: z.nullable(z.boolean()),
  },
  {
    name: 'GET conversations/{id}, for whose screens',
    api: 'findMonitoringTarget',
    examples: [CONVERSATION, { ...CONVERSATION, id: OTHER_CONVERSATION_ID }],
    call: () => findMonitoringTarget(newClient(), CONVERSATION_ID),
    model: z.nullable(
      z.object({
        agentUserId: z.string().check(z.minLength(1)),
        agentName: z.nullable(z.string()),
        participantId: z.nullable(z.string()),
      }),
    ),
  },
  {
    name: 'POST conversations/{id}/cobrowse',
    api: 'offerCobrowse',
    examples: [{ id: SESSION.id, joinCode: '123456', dateOfferEnds: '2026-08-01T12:03:00.000Z' }],
    call: () => offerCobrowse(newClient(), CONVERSATION_ID),
    // The service keeps its parts one by one.
    model: cobrowseOfferSchema,
  },
  {
    name: 'GET conversations/{id}, for its co-browses',
    api: 'readCobrowseTraces',
    examples: [
      { ...CONVERSATION, participants: [COBROWSING_CUSTOMER, ...CONVERSATION.participants] },
      { ...CONVERSATION, id: OTHER_CONVERSATION_ID },
    ],
    call: () => readCobrowseTraces(newClient(), CONVERSATION_ID),
    model: z.object({
      conversationEnded: z.boolean(),
      traces: z.array(
        z.object({
          sessionId: z.nullable(z.string()),
          state: z.enum(['offered', 'shared', 'ended']),
          viewer: z.nullable(z.object({ userId: z.string(), name: z.nullable(z.string()) })),
          startedAt: time,
        }),
      ),
    }),
  },
  {
    name: 'GET tokens/me',
    api: 'describeToken',
    examples: [
      {
        organization: { id: CONVERSATION_ID, name: CANARY },
        authorizedScope: ['conversations', 'users:readonly'],
      },
    ],
    call: () => describeToken(newClient()),
    // Shown on the settings page, and kept nowhere.
    model: z.object({
      scopes: z.nullable(z.array(z.string())),
      organization: z.nullable(z.string()),
    }),
  },
  {
    name: 'DELETE tokens/me',
    api: 'revokeAccessToken',
    examples: [{}, []],
    call: () => revokeAccessToken(newClient()),
    model: z.undefined(),
  },
  {
    name: 'POST oauth/token, client credentials',
    examples: [TOKEN_GRANT, ...TOKEN_REFUSALS],
    call: async () => toToken(await grantClientCredentials(environment, CLIENT_ID, SECRET)),
    model: keptToken,
  },
  {
    name: 'POST oauth/token, refresh token',
    examples: [{ ...TOKEN_GRANT, refresh_token: `${CANARY}-refresh` }, ...TOKEN_REFUSALS],
    call: async () => toToken(await grantRefreshToken(environment, CLIENT_ID, SECRET)),
    model: keptToken,
  },
  {
    name: 'POST oauth/token, code',
    examples: [{ ...TOKEN_GRANT, refresh_token: `${CANARY}-refresh` }, ...TOKEN_REFUSALS],
    call: async () => toToken(await exchangeCode()),
    model: keptToken,
  },
];

function raise(): never {
  throw new Error('The region is not in the list.');
}

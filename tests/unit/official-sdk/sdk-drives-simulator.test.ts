import platformClient from 'purecloud-platform-client-v2';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ControlClient, createControlClient } from '../../simulator/control-client.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { CREDENTIALS_CLIENT, DANA, userToken } from '../simulator/support.ts';

// The official SDK, which knows nothing of us, against the simulator: each platform call that the
// product uses or will use.

const {
  AnalyticsApi,
  ApiClient,
  AuthorizationApi,
  ChatApi,
  ConversationsApi,
  NotificationsApi,
  RoutingApi,
  TokensApi,
  UsersApi,
} = platformClient;
const client = ApiClient.instance;

let origin: string;
let control: ControlClient;

beforeAll(async () => {
  const simulator = await startSimulator({
    conversations: 25,
    cobrowse: 'platform',
    conversationsVisible: 'own',
    analyticsLagMs: 0,
    eventQuirks: false,
  });
  origin = simulator.origin;
  control = createControlClient(origin);
  const { hostname, port, protocol } = new URL(origin);
  client.setGateway({ host: hostname, protocol: protocol.replace(':', ''), port: Number(port) });
  return simulator.stop;
});

beforeEach(async () => {
  client.setAccessToken(await userToken(origin));
});

/** A conversation that an agent has answered, in a queue. */
async function answered() {
  return await control.addConversation({ customerName: 'Sandra Deka', queue: 'Billing' });
}

describe('the official SDK', () => {
  it('signs in with client credentials', async () => {
    const signedIn = await client.loginClientCredentialsGrant(CREDENTIALS_CLIENT, 'simulator-secret');
    expect(signedIn.accessToken).toMatch(/\S+/);
    await expect(new UsersApi().getUsersMe()).rejects.toMatchObject({
      status: 400,
      code: 'not.a.user',
    });
  });

  it('reads the signed-in user with permissions, others one by one and in bulk', async () => {
    const users = new UsersApi();
    const me = await users.getUsersMe({ expand: ['authorization', 'date'] });
    expect(me).toMatchObject({ id: DANA, name: 'Dana Whitfield' });
    expect(me.authorization?.permissions).toContain('analytics:queueObservation:view');
    const agent = (await users.getUser('bbbbbbbb-0000-4000-8000-000000000001')).name;
    const bulk = await users.getUsers({ id: [DANA, 'bbbbbbbb-0000-4000-8000-000000000001'] });
    expect(bulk.entities?.map(({ name }) => name)).toEqual(expect.arrayContaining(['Dana Whitfield', agent]));
    expect((await new AuthorizationApi().getAuthorizationSubjectsMe()).id).toBe(DANA);
    expect((await new TokensApi().getTokensMe()).organization?.name).toBe('Harbourline Insurance');
  });

  it('gets the platform’s error for what is unknown, forbidden and without a token', async () => {
    const conversations = new ConversationsApi();
    await expect(conversations.getConversation('99999999-9999-4999-8999-999999999999')).rejects.toMatchObject(
      { status: 404, code: 'not.found' },
    );
    await control.changePermissions(DANA, { remove: ['analytics:queueObservation:view'] });
    await expect(
      new AnalyticsApi().postAnalyticsConversationsActivityQuery({
        metrics: [{ metric: 'oInteracting' }],
        groupBy: ['queueId'],
      }),
    ).rejects.toMatchObject({ status: 403, code: 'missing.permissions' });
    await control.changePermissions(DANA, { add: ['analytics:queueObservation:view'] });
    client.setAccessToken('no-such-token');
    await expect(new UsersApi().getUsersMe()).rejects.toMatchObject({
      status: 401,
      code: 'bad.credentials',
    });
  });

  it('reads a conversation and its own conversations, with the names of the platform’s model', async () => {
    const { id } = await answered();
    const conversations = new ConversationsApi();
    const read = await conversations.getConversation(id);
    expect(read.participants.find(({ purpose }) => purpose === 'agent')?.calls?.[0]?.state).toBe('connected');
    expect((await conversations.getConversations()).entities).toEqual([]);
  });

  it('reads queues', async () => {
    const queues = await new RoutingApi().getRoutingQueues({ pageSize: 100 });
    const first = queues.entities?.[0];
    const byId = await new RoutingApi().getRoutingQueues({ id: [first?.id ?? ''] });
    expect(byId.entities).toEqual([first]);
  });

  it('finds an active conversation by agents, by queues and by the search', async () => {
    const conversation = await answered();
    const agentId = conversation.participants.find(({ purpose }) => purpose === 'agent')?.userId ?? '';
    const analytics = new AnalyticsApi();
    const status = await analytics.postAnalyticsAgentsStatusQuery({
      userFilter: { type: 'or', predicates: [{ dimension: 'userId', value: agentId }] },
    });
    expect(status.entities?.[0]?.sessions?.map(({ conversationId }) => conversationId)).toContain(
      conversation.id,
    );
    const activity = await analytics.postAnalyticsConversationsActivityQuery({
      metrics: [{ metric: 'oInteracting', details: true }],
      groupBy: ['queueId'],
    });
    const seen = activity.results?.flatMap(({ entities }) => entities ?? []) ?? [];
    expect(seen.map(({ conversationId }) => conversationId)).toContain(conversation.id);
    const today = new Date().toISOString().slice(0, 10);
    const details = await analytics.postAnalyticsConversationsDetailsQuery({
      interval: `${today}T00:00:00.000Z/${today}T23:59:59.999Z`,
      paging: { pageSize: 100, pageNumber: 1 },
      order: 'desc',
      orderBy: 'conversationStart',
      conversationFilters: [
        {
          type: 'and',
          predicates: [{ type: 'dimension', dimension: 'conversationEnd', operator: 'notExists' }],
        },
      ],
    });
    expect(details.conversations?.map(({ conversationId }) => conversationId)).toContain(conversation.id);
  });

  it('is told of a change on a notification channel', async () => {
    const conversation = await answered();
    const agentId = conversation.participants.find(({ purpose }) => purpose === 'agent')?.userId ?? '';
    const notifications = new NotificationsApi();
    const channel = await notifications.postNotificationsChannels();
    await notifications.headNotificationsChannel(channel.id ?? '');
    const socket = new WebSocket(channel.connectUri ?? '');
    const event = new Promise<{ topicName: string; eventBody: { id: string } }>((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        const message = JSON.parse(String(data)) as { topicName: string; eventBody: { id: string } };
        if (message.eventBody.id === conversation.id) resolve(message);
      });
    });
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const topic = `v2.users.${agentId}.conversations`;
    const subscribed = await notifications.putNotificationsChannelSubscriptions(
      channel.id ?? '',
      [{ id: topic }, { id: 'v2.users.nobody.conversations' }],
      { ignoreErrors: true },
    );
    expect(subscribed.entities).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: topic, state: 'Permitted' })]),
    );
    await control.holdConversation(conversation.id, true);
    expect((await event).topicName).toBe(topic);
    await notifications.deleteNotificationsChannelSubscriptions(channel.id ?? '');
    expect((await notifications.getNotificationsChannelSubscriptions(channel.id ?? '')).entities).toEqual([]);
    const topics = await notifications.getNotificationsAvailabletopics({ expand: ['requiresPermissions'] });
    expect(topics.entities?.map(({ id }) => id)).toContain('v2.users.{id}.conversations');
    socket.close();
  });

  it('sends an agent a chat message', async () => {
    const agentId = 'bbbbbbbb-0000-4000-8000-000000000001';
    const sent = await new ChatApi().postChatsUserMessages(agentId, { message: 'May I look along?' });
    expect(sent.id).toMatch(/\S/);
    expect(await control.chats()).toEqual([expect.objectContaining({ message: 'May I look along?' })]);
  });

  it('offers the platform’s co-browse and sees it in the conversation', async () => {
    const { id } = await answered();
    const conversations = new ConversationsApi();
    const offer = await conversations.postConversationCobrowse(id);
    expect(offer.joinCode).toMatch(/^\d+$/);
    expect(Date.parse(offer.dateOfferEnds ?? '')).toBeGreaterThan(Date.now());
    const read = await conversations.getConversation(id);
    expect(read.participants.flatMap(({ cobrowsesessions }) => cobrowsesessions ?? [])).not.toEqual([]);
    await expect(conversations.postConversationCobrowse(id)).rejects.toMatchObject({ status: 409 });
  });

  it('revokes its own token', async () => {
    await new TokensApi().deleteTokensMe();
    await expect(new UsersApi().getUsersMe()).rejects.toMatchObject({ status: 401 });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createFloor } from '@/utils/background/create-floor';
import { DEFAULT_LIST_VIEW } from '@/utils/floor/list-view';
import {
  channelItem,
  FLOOR_ITEMS,
  firstScreenItem,
  floorHeadItem,
  floorLiveItem,
  floorRows,
  listViewItem,
  pinnedAgentsItem,
  snapshotItem,
} from '@/utils/floor/state';
import { createGenesysCloudApi } from '@/utils/genesys-cloud/api';
import type { RequestPriority } from '@/utils/genesys-cloud/request-priority';
import { createServerClock } from '@/utils/http/server-clock';
import { floorHead } from '../floor/fixtures';
import { createTestClient, NOW } from '../genesys-cloud/client-harness';
import { type Answer, type HttpServer, json, startHttpServer } from '../http-server';

let server: HttpServer;

beforeAll(async () => {
  server = await startHttpServer();
});

afterAll(() => server.close());

beforeEach(() => {
  fakeBrowser.reset();
  server.received.length = 0;
});

const AGENT = { purpose: 'agent', userId: 'U-1', queueId: 'Q-1', calls: [{ state: 'connected' }] };

const ANSWERS: Record<string, unknown> = {
  'GET /api/v2/conversations': {
    entities: [{ id: 'own', participants: [AGENT, { purpose: 'user', userId: 'u-dana' }] }],
  },
  'POST /api/v2/analytics/agents/status/query': {
    entities: [
      {
        userId: 'U-1',
        userName: 'Aiko',
        sessions: [{ conversationId: 'of-agent', segmentType: 'hold', mediaType: 'email' }],
      },
    ],
  },
  'POST /api/v2/analytics/conversations/activity/query': {
    results: [{ entities: [{ conversationId: 'in-queue', metric: 'oWaiting', queueId: 'q-1' }] }],
  },
  'POST /api/v2/analytics/conversations/details/query': {
    conversations: [
      {
        conversationId: 'found',
        participants: [{ purpose: 'acd', sessions: [{ segments: [{ segmentType: 'interact' }] }] }],
      },
    ],
  },
  'GET /api/v2/routing/queues': { entities: [{ id: 'q-1', name: 'Billing' }] },
  'GET /api/v2/users': { entities: [] },
  'POST /api/v2/notifications/channels': { id: 'ch-1', connectUri: 'wss://streaming.example.com/ch-1' },
  'PUT /api/v2/notifications/channels/ch-1/subscriptions': { entities: [] },
};

const answer: Answer = (response, request) => {
  const body = ANSWERS[`${request.method} ${request.path}`];
  json(body ? 200 : 404, body ?? {}, { date: new Date(NOW).toUTCString() })(response, request);
};

/** The parts of the floor on real storage, the real client and a real server. */
function createScene() {
  const spent: RequestPriority[] = [];
  const listings: string[][] = [];
  server.answerWith(answer);
  const { client } = createTestClient(server.origin, {
    budget: {
      async spend(priority) {
        spent.push(priority);
      },
    },
  });
  const parts = createFloor({
    api: createGenesysCloudApi(client),
    clock: createServerClock(() => NOW),
    getIdentity: async () => ({ userId: 'U-Dana', name: 'Dana' }),
    onListing: (ids) => listings.push([...ids].sort()),
    stores: FLOOR_ITEMS,
    now: () => NOW,
  });
  return { parts, spent, listings };
}

describe('the floor on real calls', () => {
  it('is put together from all sources, named, and costs no press', async () => {
    const { parts, spent, listings } = createScene();
    await parts.refreshConversations('due');
    const rows = new Map((await floorRows.all()).map((row) => [row.id, row]));
    expect([...rows.keys()].sort()).toEqual(['found', 'in-queue', 'of-agent', 'own']);
    expect(rows.get('own')).toMatchObject({
      mine: true,
      complete: true,
      queueName: 'Billing',
      agent: { userId: 'u-1', name: 'Aiko' },
    });
    expect(rows.get('of-agent')).toMatchObject({ state: 'on-hold', media: 'email' });
    expect(rows.get('in-queue')).toMatchObject({ state: 'waiting', queueName: 'Billing', agent: null });
    expect(await floorHeadItem.get()).toEqual(floorHead({ team: ['u-1'] }));
    expect(listings).toEqual([['found', 'in-queue', 'of-agent', 'own']]);
    expect(spent.filter((priority) => priority === 'refresh')).toHaveLength(4);
    expect([...new Set(spent)].sort()).toEqual(['names', 'refresh']);
  });

  it('is read once for all who ask at the same time', async () => {
    const { parts } = createScene();
    await Promise.all([parts.refreshConversations('due'), parts.refreshConversations('due')]);
    expect(server.received.filter(({ path }) => path === '/api/v2/conversations')).toHaveLength(1);
  });

  it('takes what arrives on the channel', async () => {
    const { parts } = createScene();
    await parts.applyNotifications([
      { topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } },
      { topicName: 'v2.users.u-1.conversations', eventBody: { id: 'New', participants: [AGENT] } },
      { topicName: 'v2.users.u-1.conversations', eventBody: 'nonsense' },
    ]);
    expect(await floorRows.all()).toMatchObject([{ id: 'new', source: 'event', agent: { userId: 'u-1' } }]);
  });

  it('keeps what is on screen, and follows that', async () => {
    const { parts } = createScene();
    await parts.refreshConversations('due');
    const view = { ...DEFAULT_LIST_VIEW, typed: 'bill' };
    const snapshot = [['div', { class: 'list' }, ['Dana']]];
    await parts.noteListView(view, { ids: ['own', 'unknown'], offset: 2, total: 9, sections: [] }, snapshot);
    expect(await listViewItem.get()).toEqual(view);
    expect(JSON.parse((await snapshotItem.get()) ?? '')).toEqual(snapshot);
    expect(await firstScreenItem.get()).toMatchObject({ rows: [{ id: 'own' }], offset: 2, total: 9 });
    expect(await parts.openChannel()).toEqual({ connectUri: 'wss://streaming.example.com/ch-1' });
    expect((await channelItem.get())?.topics).toEqual([
      'v2.users.u-dana.conversations',
      'v2.users.u-1.conversations',
      'v2.routing.queues.q-1.conversations',
    ]);
    await parts.noteLive(false);
  });

  it('pins an agent once, in the order of pinning, and unpins', async () => {
    const { parts } = createScene();
    await parts.pinAgent('u-1', true);
    await parts.pinAgent('u-2', true);
    await parts.pinAgent('u-1', true);
    expect(await pinnedAgentsItem.get()).toEqual(['u-2', 'u-1']);
    await parts.pinAgent('u-2', false);
    expect(await pinnedAgentsItem.get()).toEqual(['u-1']);
    await parts.noteLive(false);
  });

  it('knows whether changes arrive as they happen', async () => {
    const { parts } = createScene();
    await parts.noteLive(true);
    expect(await floorLiveItem.get()).toBe(true);
    await parts.noteLive(false);
    expect(await floorLiveItem.get()).toBe(false);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { describeFailure } from '@/utils/errors/messages';
import { queryAgentStatus } from '@/utils/genesys-cloud/agent-status';
import { MAX_ANSWER_BYTES } from '@/utils/genesys-cloud/answer-size';
import type { GenesysCloudClient } from '@/utils/genesys-cloud/client';
import { createJoinToken, createSession, listLiveSessions } from '@/utils/genesys-cloud/cobrowse-sessions';
import { findActiveConversations } from '@/utils/genesys-cloud/conversation-details';
import { getConversation, listActiveConversations } from '@/utils/genesys-cloud/conversations';
import { getUserNames } from '@/utils/genesys-cloud/names';
import { createChannel, replaceTopics } from '@/utils/genesys-cloud/notifications';
import { offerCobrowse, readCobrowseTraces } from '@/utils/genesys-cloud/platform-cobrowse';
import { queryQueueActivity } from '@/utils/genesys-cloud/queue-activity';
import { describeToken, revokeAccessToken } from '@/utils/genesys-cloud/tokens';
import { getMe, getUser } from '@/utils/genesys-cloud/users';
import { createServerClock } from '@/utils/http/server-clock';
import { failureOf } from '../failure-of';
import { drip, endless } from '../http/hostile-answers';
import { type HttpServer, json, plain, startHttpServer } from '../http-server';
import { createTestClient, createThing, NOW, readThing } from './client-harness';

const ID = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
/**
 * A generous limit in milliseconds: a hanging request takes longer, an aborted one a fraction of
 * it.
 */
const SOON_MS = 3_000;
let server: HttpServer;

beforeAll(async () => {
  server = await startHttpServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
});

const SETTINGS = { allowRemoteControl: false, timeoutInMinutes: 15 };
const CALLS: [name: string, call: (client: GenesysCloudClient) => Promise<unknown>][] = [
  ['the list of conversations', listActiveConversations],
  ['one conversation', (client) => getConversation(client, ID)],
  ['the status of agents', (client) => queryAgentStatus(client, { managerId: null, order: 'asc' })],
  ['the activity of queues', (client) => queryQueueActivity(client, { groupBy: 'queueId' })],
  ['the search', (client) => findActiveConversations(client, { page: 1, now: NOW })],
  ['names', (client) => getUserNames(client, [ID])],
  ['who is signed in', getMe],
  ['a user', (client) => getUser(client, ID)],
  ['what the token may do', describeToken],
  ['revoking the token', revokeAccessToken],
  ['live sessions', (client) => listLiveSessions(client, ID)],
  [
    'creating a session',
    (client) =>
      createSession(client, {
        conversationId: ID,
        agentUserId: ID,
        supervisorUserId: ID,
        settings: SETTINGS,
      }),
  ],
  ['a join token', (client) => createJoinToken(client, ID, ID)],
  ['a notification channel', createChannel],
  ['its topics', (client) => replaceTopics(client, ID, [])],
  ['offering co-browse', (client) => offerCobrowse(client, ID)],
  ['co-browses of a conversation', (client) => readCobrowseTraces(client, ID)],
];

describe('an answer without an end', () => {
  it.each(CALLS)('to %s is cut, said to be too large, and not asked for again', async (_name, call) => {
    const dropped = Promise.withResolvers<number>();
    server.answerWith(endless(200, dropped.resolve));
    const begun = performance.now();
    const { client, pauses } = createTestClient(server.origin);
    const failure = await failureOf(call(client));
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
    expect(failure).toMatchObject({
      code: 'unexpected-response',
      fieldPath: '(size)',
      call: expect.stringMatching(/^[A-Z]+ \/api\/v2\//),
    });
    expect(describeFailure(failure).title).toBe('The response from Genesys Cloud is too large.');
    expect(server.received).toHaveLength(1);
    expect(pauses).toEqual([]);
    expect(await dropped.promise).toBeLessThan(MAX_ANSWER_BYTES.listing + 20_000_000);
  });

  it.each([
    [404, 'not-found'],
    [409, 'conflict'],
    [400, 'invalid-request'],
    [500, 'server-error'],
  ] as const)('with status %i is still what the status says', async (status, code) => {
    server.answerWith(endless(status));
    const begun = performance.now();
    expect(await failureOf(createTestClient(server.origin).client.request(createThing))).toMatchObject({
      code,
      status,
    });
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
  });
});

describe('an answer that drips', () => {
  it('ends at the time limit of the whole call, however often a byte comes', async () => {
    server.answerWith(drip(10));
    const begun = performance.now();
    const { client } = createTestClient(server.origin, { timeoutMs: 200 });
    expect(await failureOf(client.request(createThing))).toMatchObject({ code: 'timed-out' });
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
  });
});

describe('an answer of a hostile shape', () => {
  const rows = {
    ...readThing,
    path: '/api/v2/conversations',
    schema: z.object({ entities: z.array(z.unknown()) }),
  };

  it.each([
    ['nested a million deep', `{"entities":[${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}]}`],
    ['of a million empty objects', `{"entities":[${'{},'.repeat(1_000_000)}{}]}`],
    [
      'of six hundred thousand fields',
      `{"entities":[],${Array.from({ length: 600_000 }, (_, index) => `"${index}":0`).join(',')}}`,
    ],
  ])('%s is refused before it is parsed', async (_what, body) => {
    server.answerWith(plain(200, body, { 'content-type': 'application/json' }));
    const begun = performance.now();
    expect(await failureOf(createTestClient(server.origin).client.request(rows))).toMatchObject({
      code: 'unexpected-response',
      fieldPath: '(body)',
    });
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
    expect(server.received).toHaveLength(1);
  });

  it('with names that every object has changes no object, whatever the clocks say', async () => {
    const clock = createServerClock(() => NOW);
    clock.observe(new Date(NOW + 3_600_000).toUTCString());
    const date = new Date(NOW + 3_600_000).toUTCString();
    server.answerWith(
      plain(200, '{"id":"a","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}', {
        date,
      }),
    );
    const { client } = createTestClient(server.origin, { clock });
    expect(await client.request(readThing)).toEqual({ id: 'a' });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    'has no row and no session of the id “%s”',
    async (id) => {
      const { client } = createTestClient(server.origin);
      server.answerWith(json(200, { entities: [{ id, participants: [] }, { id: 'good' }] }));
      expect((await listActiveConversations(client)).map(({ conversation }) => conversation.id)).toEqual([
        'good',
      ]);
      const session = { id, conversationId: ID, participants: [] };
      server.answerWith(json(200, { entities: [session] }));
      expect(await failureOf(listLiveSessions(client, ID))).toMatchObject({ code: 'unexpected-response' });
    },
  );

  it('with a name without an end keeps the beginning of it', async () => {
    server.answerWith(
      json(200, {
        entities: [{ id: ID, participants: [{ purpose: 'customer', name: 'x'.repeat(1_000_000) }] }],
      }),
    );
    const [reading] = await listActiveConversations(createTestClient(server.origin).client);
    expect(reading?.conversation.customerName).toBe('x'.repeat(500));
  });

  it('with a name that turns the direction of what follows it, keeps the name only', async () => {
    const name = '\u202eAnna\u2066 \u200fKeller\u200d';
    server.answerWith(json(200, { entities: [{ id: ID, participants: [{ purpose: 'customer', name }] }] }));
    const [reading] = await listActiveConversations(createTestClient(server.origin).client);
    // Marks and joiners that scripts and emoji need stay.
    expect(reading?.conversation.customerName).toBe('Anna \u200fKeller\u200d');
  });
});

describe('a conversation with very many participants', () => {
  const agent = { purpose: 'agent', userId: 'agent-1', name: 'Aiko', calls: [{ state: 'connected' }] };
  const customer = { purpose: 'customer', name: 'Carla' };
  const monitor = {
    purpose: 'user',
    userId: 'm',
    monitoredParticipantId: 'p',
    calls: [{ state: 'connected' }],
  };

  async function read(participants: unknown[]) {
    server.answerWith(json(200, { entities: [{ id: ID, participants }, { id: 'another' }] }));
    const begun = performance.now();
    const readings = await listActiveConversations(createTestClient(server.origin).client);
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
    expect(readings).toHaveLength(2);
    return readings[0]?.conversation;
  }

  it('with a hundred thousand participants: is a row with its customer and agent', async () => {
    const times = { connectedTime: '2026-08-01T12:00:00Z', endTime: '2026-08-01T12:01:00Z' };
    const many = Array.from({ length: 60_000 }, () => times);
    expect(await read([customer, ...many, agent])).toMatchObject({
      customerName: 'Carla',
      agent: { userId: 'agent-1', name: 'Aiko' },
      state: 'connected',
    });
    const bare = Array.from({ length: 100_000 }, () => ({ purpose: 'acd' }));
    expect(await read([customer, ...bare, agent])).toMatchObject({ agent: { userId: 'agent-1' } });
  });

  it('with a hundred thousand legs: is a row with its agent', async () => {
    const legs = Array.from({ length: 100_000 }, () => ({ state: 'connected' }));
    expect(await read([customer, { ...agent, calls: legs }])).toMatchObject({ agent: { userId: 'agent-1' } });
  });

  it('with ten thousand watchers: is a row that names fifty', async () => {
    const watchers = Array.from({ length: 10_000 }, (_, number) => ({ ...monitor, userId: `m-${number}` }));
    expect((await read([customer, agent, ...watchers]))?.watchers).toHaveLength(50);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AgentStatus, queryAgentStatus } from '@/utils/genesys-cloud/agent-status';
import { type AnsweringServer, startAnsweringServer } from './answering-server';

let api: AnsweringServer;

beforeAll(async () => {
  api = await startAnsweringServer();
});

afterAll(() => api.close());

beforeEach(() => {
  api.sent();
});

const START = '2026-08-01T11:55:00.000Z';
const session = (changes: Record<string, unknown> = {}) => ({
  conversationId: 'C-1',
  sessionStart: START,
  segmentType: 'Interact',
  routedQueueId: 'Q-1',
  mediaType: 'Voice',
  ...changes,
});
const agent = (sessions: unknown[] | null, changes: Record<string, unknown> = {}) => ({
  userId: 'U-1',
  userName: 'Aiko Tanaka',
  managerId: 'U-Dana',
  sessions,
  ...changes,
});
const ask = (body: unknown, managerId: string | null = 'u-dana'): Promise<AgentStatus> =>
  api.ask(body, (client) => queryAgentStatus(client, { managerId, order: 'asc' }));
const partialConversations = async (...rows: unknown[]) =>
  (await ask({ entities: rows })).partialConversations;

describe('queryAgentStatus', () => {
  it('asks for the agents who report to somebody, by name', async () => {
    await ask({});
    expect(api.sent()).toEqual([
      {
        method: 'POST',
        path: '/api/v2/analytics/agents/status/query',
        search: '',
        body: {
          userFilter: { type: 'and', predicates: [{ dimension: 'managerId', value: 'u-dana' }] },
          userOrderBy: 'userName',
          userOrder: 'asc',
        },
      },
    ]);
  });

  it('asks for whoever is busy if no manager is given', async () => {
    await ask({}, null);
    expect(api.sent()).toMatchObject([
      {
        body: {
          userFilter: {
            type: 'or',
            predicates: [
              { dimension: 'routingStatus', value: 'INTERACTING' },
              { dimension: 'routingStatus', value: 'COMMUNICATING' },
            ],
          },
        },
      },
    ]);
  });

  it('tells who the agents are and what they are in, in the words of the product', async () => {
    expect(await ask({ entities: [agent([session()])] })).toEqual({
      agents: [{ userId: 'u-1', name: 'Aiko Tanaka', managerId: 'u-dana' }],
      partialConversations: [
        {
          id: 'c-1',
          state: 'connected',
          media: 'voice',
          startedAt: Date.parse(START),
          queueId: 'q-1',
          agent: { userId: 'u-1', name: 'Aiko Tanaka' },
        },
      ],
      partial: false,
    });
  });

  it.each([
    ['interact', 'connected'],
    ['Hold', 'on-hold'],
    ['ALERT', 'alerting'],
    ['dialing', 'alerting'],
    ['contacting', 'alerting'],
    ['parked', 'parked'],
  ])('tells of the segment %s as %s', async (segmentType, state) => {
    expect(await partialConversations(agent([session({ segmentType })]))).toMatchObject([{ state }]);
  });

  it.each([
    ['monitoring', 'monitoring'],
    ['Coaching', 'coaching'],
    ['barging', 'barged-in'],
    ['screenmonitoring', 'screen-monitoring'],
    ['sharing', 'cobrowsing'],
  ])('tells of the segment %s as somebody who looks in, not as the agent', async (segmentType, how) => {
    expect(await partialConversations(agent([session({ segmentType })]))).toEqual([
      { id: 'c-1', watchers: [{ userId: 'u-1', name: 'Aiko Tanaka', how }] },
    ]);
  });

  it.each([['wrapup'], ['ivr'], ['constructor'], ['__proto__'], ['hologram'], [''], [null], [undefined]])(
    'tells nothing of the segment %j',
    async (segmentType) => {
      expect(await partialConversations(agent([session({ segmentType })]))).toEqual([]);
    },
  );

  it.each([
    ['Callback', 'callback'],
    ['message', 'message'],
    ['chat', 'chat'],
    ['email', 'email'],
    ['video', 'video'],
    ['internalmessage', 'internal'],
    ['screenshare', 'other'],
    ['constructor', 'other'],
    [null, 'other'],
  ])('knows the medium %j as %s', async (mediaType, media) => {
    expect(await partialConversations(agent([session({ mediaType })]))).toMatchObject([{ media }]);
  });

  it('leaves open what it is not told', async () => {
    const bare = { conversationId: 'c-1', segmentType: 'interact' };
    expect(await ask({ entities: [agent([bare], { userName: '', managerId: null })] })).toMatchObject({
      agents: [{ name: null, managerId: null }],
      partialConversations: [{ startedAt: null, queueId: null, agent: { userId: 'u-1', name: null } }],
    });
  });

  it.each([
    ['null', null],
    ['text', 'row'],
    ['an id that is none', agent([session()], { userId: '../x' })],
    ['sessions that are no list', agent('x' as unknown as unknown[])],
    ['a conversation id that is none', agent([session({ conversationId: 7 })])],
  ])('leaves out a row that is odd (%s) and keeps the others', async (_what, odd) => {
    const { agents, partialConversations: found } = await ask({
      entities: [agent([session()]), odd, agent([session({ conversationId: 'c-2' })], { userId: 'u-2' })],
    });
    expect(agents.map(({ userId }) => userId)).toEqual(['u-1', 'u-2']);
    expect(found.map(({ id }) => id)).toEqual(['c-1', 'c-2']);
  });

  it.each([
    ['an agent without an id', agent([session()], { userId: null })],
    ['a session without a conversation', agent([session({ conversationId: null })])],
    ['no sessions', agent(null)],
  ])('sees no conversation in %s', async (_what, row) => {
    expect(await partialConversations(row)).toEqual([]);
  });

  it('ignores only the id if it is an empty string', async () => {
    const empty = agent(
      [session({ conversationId: '' }), session({ conversationId: 'c-2', routedQueueId: '' })],
      { managerId: '' },
    );
    expect(await ask({ entities: [empty, agent([session()], { userId: '' })] })).toMatchObject({
      agents: [{ userId: 'u-1', managerId: null }],
      partialConversations: [{ id: 'c-2', queueId: null, agent: { userId: 'u-1' } }],
    });
  });

  it('says that there may be more where it got as many as one answer holds, odd ones counted', async () => {
    const rows = (count: number) => ({ entities: [...Array(count - 1).fill(agent([])), null] });
    expect((await ask(rows(49))).partial).toBe(false);
    expect((await ask(rows(50))).partial).toBe(true);
  });

  it.each([[{}], [{ entities: null }], [{ entities: [] }]])('takes %j for nobody', async (body) => {
    expect(await ask(body)).toEqual({ agents: [], partialConversations: [], partial: false });
  });
});

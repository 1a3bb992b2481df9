import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findActiveConversations } from '@/utils/genesys-cloud/conversation-details';
import { type AnsweringServer, startAnsweringServer } from './answering-server';
import { NOW } from './client-harness';

let api: AnsweringServer;

beforeAll(async () => {
  api = await startAnsweringServer();
});

afterAll(() => api.close());

beforeEach(() => {
  api.sent();
});

type Part = Record<string, unknown>;

const ask = (body: unknown, { page = 1, now = NOW } = {}) =>
  api.ask(body, (client) => findActiveConversations(client, { page, now }));
const open = (segmentType: string, changes: Part = {}): Part => ({
  mediaType: 'voice',
  segments: [{ segmentType, segmentStart: '2026-08-01T11:56:00Z', queueId: 'Q-1', ...changes }],
});
const over = (segmentType: string) => open(segmentType, { segmentEnd: '2026-08-01T11:57:00Z' });
const participant = (purpose: string, sessions: Part[], changes: Part = {}): Part => ({
  purpose,
  sessions,
  ...changes,
});
const customer = participant('customer', [open('interact')], { participantName: 'Amelia Hart' });
const agent = (sessions: Part[], changes: Part = {}) =>
  participant('agent', sessions, { userId: 'U-1', participantName: 'Aiko Tanaka', ...changes });
const detail = (participants: unknown, changes: Part = {}): Part => ({
  conversationId: 'C-1',
  conversationStart: '2026-08-01T11:55:00.000Z',
  participants,
  ...changes,
});
/** The search's result for one conversation with these participants. */
async function partial(...participants: Part[]) {
  const { partialConversations } = await ask({ conversations: [detail(participants)] });
  expect(partialConversations).toHaveLength(1);
  return partialConversations[0];
}

describe('findActiveConversations', () => {
  it('asks for those that have not ended, the newest first, of the last thirty whole days', async () => {
    await ask({}, { page: 4 });
    expect(api.sent()).toEqual([
      {
        method: 'POST',
        path: '/api/v2/analytics/conversations/details/query',
        search: '',
        body: {
          interval: '2026-07-03T00:00:00.000Z/2026-08-02T00:00:00.000Z',
          order: 'desc',
          orderBy: 'conversationStart',
          paging: { pageSize: 100, pageNumber: 4 },
          conversationFilters: [
            {
              type: 'and',
              predicates: [{ type: 'dimension', dimension: 'conversationEnd', operator: 'notExists' }],
            },
          ],
        },
      },
    ]);
  });

  it.each([
    ['2026-08-01T00:00:00.000Z', '2026-08-02T00:00:00.000Z'],
    ['2026-08-01T23:59:59.999Z', '2026-08-02T00:00:00.000Z'],
    ['2026-12-31T12:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ])('at %s asks until %s', async (now, end) => {
    await ask({}, { now: Date.parse(now) });
    expect(api.sent()).toMatchObject([{ body: { interval: expect.stringMatching(new RegExp(`/${end}$`)) } }]);
  });

  it('tells of a conversation in the words of the product', async () => {
    const acd = participant('acd', [over('interact')]);
    expect(await ask({ conversations: [detail([customer, acd, agent([open('interact')])])] })).toEqual({
      partialConversations: [
        {
          id: 'c-1',
          state: 'connected',
          media: 'voice',
          startedAt: Date.parse('2026-08-01T11:55:00.000Z'),
          newestFactAt: Date.parse('2026-08-01T11:56:00.000Z'),
          customerName: 'Amelia Hart',
          queueId: 'q-1',
          agent: { userId: 'u-1', name: 'Aiko Tanaka' },
          watchers: [],
        },
      ],
      isLastPage: true,
    });
  });

  it('takes the agent who is in it now, not the colleague whose phone rings', async () => {
    const found = await partial(
      agent([over('interact')]),
      agent([open('hold')], { userId: 'u-2' }),
      agent([open('alert')], { userId: 'u-3', purpose: 'User' }),
      agent([open('wrapup')], { userId: 'u-4' }),
    );
    expect(found).toMatchObject({ state: 'on-hold', agent: { userId: 'u-2' } });
    expect(found).not.toHaveProperty('alsoThere');
  });

  it('knows who waits, and in which queue', async () => {
    const found = await partial(customer, participant('ACD', [open('interact', { queueId: 'Q-2' })]));
    expect(found).toMatchObject({ state: 'waiting', queueId: 'q-2' });
    expect(found).not.toHaveProperty('agent');
  });

  it('tells who looks in, and does not take them for the agent', async () => {
    const supervisor = agent([open('monitoring')], {
      userId: 'U-Dana',
      participantName: '',
      purpose: 'user',
    });
    expect(await partial(agent([open('interact')]), supervisor)).toMatchObject({
      agent: { userId: 'u-1' },
      watchers: [{ userId: 'u-dana', name: null, how: 'monitoring' }],
    });
    const nobody = participant('user', [open('monitoring')]);
    expect((await partial(nobody))?.watchers).toEqual([]);
  });

  it('names the external party of an outbound conversation as its customer', async () => {
    expect(
      (await partial(participant('external', [], { participantName: 'Jack Donnelly' })))?.customerName,
    ).toBe('Jack Donnelly');
  });

  it.each<[string, unknown]>([
    ['no participants', null],
    ['an empty list', []],
    ['participants of nothing', [{}]],
    ['sessions of nothing', [{ sessions: [{}] }]],
    ['segments of nothing', [{ purpose: 'agent', userId: 'u-1', sessions: [{ segments: [{}] }] }]],
    ['segments that nobody knows', [agent([open('constructor')])]],
  ])('knows of %s only that there is a conversation', async (_what, participants) => {
    const { partialConversations } = await ask({ conversations: [detail(participants)] });
    expect(partialConversations[0]).toMatchObject({ id: 'c-1', customerName: null, watchers: [] });
    expect(partialConversations[0]).not.toHaveProperty('state');
    expect(partialConversations[0]).not.toHaveProperty('agent');
  });

  it('leaves out what has ended meanwhile', async () => {
    const ended = detail([], { conversationEnd: '2026-08-01T11:59:00Z' });
    expect((await ask({ conversations: [ended] })).partialConversations).toEqual([]);
  });

  it.each([
    ['null', null],
    ['no id', detail([], { conversationId: undefined })],
    ['an id that leads elsewhere', detail([], { conversationId: '../x' })],
    ['participants that are no list', detail({})],
    ['an odd user id', detail([{ userId: 7 }])],
    ['segments that are no list', detail([{ sessions: [{ segments: 'x' }] }])],
  ])('leaves out a row that is odd (%s) and keeps the others', async (_what, odd) => {
    const { partialConversations } = await ask({
      conversations: [detail([]), odd, detail([], { conversationId: 'c-2' })],
    });
    expect(partialConversations.map(({ id }) => id)).toEqual(['c-1', 'c-2']);
  });

  it('is at the last page where that is not full, odd rows counted', async () => {
    const rows = (count: number) => ({ conversations: [...Array(count - 1).fill(detail([])), null] });
    expect((await ask(rows(100))).isLastPage).toBe(false);
    expect((await ask(rows(99))).isLastPage).toBe(true);
  });

  it.each([[{}], [{ conversations: null }], [{ conversations: [], totalHits: 0 }]])(
    'takes %j for the end',
    async (body) => {
      expect(await ask(body)).toEqual({ partialConversations: [], isLastPage: true });
    },
  );
});

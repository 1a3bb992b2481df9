import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { queryQueueActivity } from '@/utils/genesys-cloud/queue-activity';
import { type AnsweringServer, startAnsweringServer } from './answering-server';

let api: AnsweringServer;

beforeAll(async () => {
  api = await startAnsweringServer();
});

afterAll(() => api.close());

beforeEach(() => {
  api.sent();
});

type Filter = Parameters<typeof queryQueueActivity>[1];

const ask = (body: unknown, filter: Filter = { groupBy: 'queueId' }) =>
  api.ask(body, (client) => queryQueueActivity(client, filter));
const entity = (changes: Record<string, unknown> = {}) => ({
  conversationId: 'C-1',
  metric: 'oInteracting',
  activityDate: '2026-08-01T11:55:00.000Z',
  userId: 'U-1',
  queueId: 'Q-1',
  mediaType: 'voice',
  participantName: 'Amelia Hart',
  ...changes,
});
const group = (entities: unknown, changes: Record<string, unknown> = {}) => ({
  group: { queueId: 'Q-1' },
  truncated: false,
  entities,
  ...changes,
});
const partialConversations = async (...entities: unknown[]) =>
  (await ask({ results: [group(entities)] })).partialConversations;

const METRICS = ['oInteracting', 'oAlerting', 'oWaiting'].map((metric) => ({ metric, details: true }));

describe('queryQueueActivity', () => {
  it('asks for what goes on in all queues', async () => {
    await ask({});
    expect(api.sent()).toEqual([
      {
        method: 'POST',
        path: '/api/v2/analytics/conversations/activity/query',
        search: '?pageSize=1000&pageNumber=1',
        body: { metrics: METRICS, groupBy: ['queueId'] },
      },
    ]);
  });

  it('asks for the users of some queues, page by page', async () => {
    await ask({}, { groupBy: 'userId', queueIds: ['q-1', 'q-2'], page: 3 });
    expect(api.sent()).toEqual([
      {
        method: 'POST',
        path: '/api/v2/analytics/conversations/activity/query',
        search: '?pageSize=1000&pageNumber=3',
        body: {
          metrics: METRICS,
          groupBy: ['userId'],
          filter: {
            type: 'or',
            predicates: [
              { dimension: 'queueId', value: 'q-1' },
              { dimension: 'queueId', value: 'q-2' },
            ],
          },
        },
      },
    ]);
  });

  it('asks for a hundred queues at most, and says that there are more', async () => {
    const queueIds = Array.from({ length: 101 }, (_, number) => `q-${number}`);
    const { partial } = await ask({ results: [] }, { groupBy: 'userId', queueIds });
    const body = api.sent()[0]?.body as { filter: { predicates: unknown[] } };
    expect(body.filter.predicates).toHaveLength(100);
    expect(partial).toBe(true);
  });

  it('tells of conversations in the words of the product', async () => {
    expect(await ask({ results: [group([entity()])] })).toEqual({
      partialConversations: [
        {
          id: 'c-1',
          state: 'connected',
          media: 'voice',
          startedAt: Date.parse('2026-08-01T11:55:00.000Z'),
          queueId: 'q-1',
          customerName: 'Amelia Hart',
          agent: { userId: 'u-1', name: null },
        },
      ],
      truncatedQueueIds: [],
      partial: false,
    });
  });

  it.each([
    ['oInteracting', 'connected'],
    ['oAlerting', 'alerting'],
    ['oWaiting', 'waiting'],
    ['oHologram', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
    [null, undefined],
  ])('knows the metric %j as %s', async (metric, state) => {
    const [partial] = await partialConversations(entity({ metric }));
    expect(partial).toMatchObject({ id: 'c-1' });
    expect(partial?.state).toBe(state);
  });

  it('leaves open what it is not told', async () => {
    expect(await partialConversations({ conversationId: 'c-1', participantName: '' })).toEqual([
      { id: 'c-1', media: 'other', startedAt: null, queueId: null, customerName: null },
    ]);
  });

  it.each([
    ['null', null],
    ['an id that is a number', entity({ conversationId: 7 })],
    ['an id that leads elsewhere', entity({ conversationId: '../x' })],
    ['no id', entity({ conversationId: undefined })],
    ['an odd user id', entity({ userId: {} })],
    ['an odd date', entity({ activityDate: 5 })],
  ])('leaves out an entity that is odd (%s) and keeps the others', async (_what, odd) => {
    const found = await partialConversations(entity(), odd, entity({ conversationId: 'c-2' }));
    expect(found.map(({ id }) => id)).toEqual(['c-1', 'c-2']);
  });

  it('names the queues whose list was cut off, each once, in lower case', async () => {
    const cut = await ask({
      results: [
        group([entity()], { truncated: true }),
        group([], { truncated: true, group: { queueId: 'q-1' } }),
        group([], { truncated: true, group: { queueId: 7 } }),
        group([], { truncated: true, group: null }),
        group([], { group: { queueId: 'q-2' } }),
      ],
    });
    expect(cut).toMatchObject({ truncatedQueueIds: ['q-1'], partial: true });
  });

  it('says that there may be more where a page is full', async () => {
    const results = (count: number) => ({ results: Array(count).fill(group([])) });
    expect((await ask(results(999))).partial).toBe(false);
    expect((await ask(results(1000))).partial).toBe(true);
  });

  it.each([[{}], [{ results: null }], [{ results: [] }], [{ results: [{}] }], [{ results: [group(null)] }]])(
    'takes %j for nothing',
    async (body) => {
      expect(await ask(body)).toEqual({ partialConversations: [], truncatedQueueIds: [], partial: false });
    },
  );
});

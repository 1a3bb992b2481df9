import { expect, test } from 'vitest';
import { api, DANA, start, userToken } from './support.ts';

type Entity = {
  conversationId: string;
  userId?: string;
  queueId: string;
  mediaType: string;
  metric: string;
  activityDate: string;
};
type Group = {
  group: Record<string, string>;
  data: { metric: string; count?: number; calculatedMetricValue?: number; entityIds?: string[] }[];
  truncated: boolean;
  entities: Entity[];
};
type Answer = { results: Group[]; entityIdDimension: string };

const PATH = '/api/v2/analytics/conversations/activity/query';
const AGENTS = ['bbbbbbbb-0000-4000-8000-000000000001', 'bbbbbbbb-0000-4000-8000-000000000002'];
const INTERACTING = [{ metric: 'oInteracting', details: true }];

async function open(options: Parameters<typeof start>[0] = {}) {
  const { origin, control } = await start(options);
  const call = api(origin, await userToken(origin));
  const query = async (body: unknown, search = '') =>
    (await call<Answer>('POST', PATH + search, body)).json().results;
  return { control, call, query };
}

test('every agent’s conversation of a queue is observed once, in the state it is in', async () => {
  const { control, query } = await open({ conversations: 0 });
  const both = await control.addConversation({ agentIds: AGENTS, queue: 'Claims' });
  const ringing = await control.addConversation({
    agentIds: AGENTS.slice(0, 1),
    agentState: 'alerting',
    queue: 'Claims',
  });
  const waiting = await control.addConversation({ agentIds: [], queue: 'Claims', medium: 'sms' });
  await control.addConversation({ agentIds: AGENTS.slice(0, 1), direct: true });

  const metrics = ['oInteracting', 'oAlerting', 'oWaiting'].map((metric) => ({ metric, details: true }));
  const [group, ...others] = await query({ metrics, groupBy: ['queueId'] });
  expect(others).toEqual([]);
  expect(group?.truncated).toBe(false);
  expect(group?.data).toEqual([
    { metric: 'oInteracting', count: 2, entityIds: [both.id, both.id] },
    { metric: 'oAlerting', count: 1, entityIds: [ringing.id] },
    { metric: 'oWaiting', count: 1, entityIds: [waiting.id] },
  ]);
  const told = group?.entities.map(({ conversationId, userId, metric }) => [conversationId, userId, metric]);
  expect(told).toEqual([
    [both.id, AGENTS[0], 'oInteracting'],
    [both.id, AGENTS[1], 'oInteracting'],
    [ringing.id, AGENTS[0], 'oAlerting'],
    [waiting.id, undefined, 'oWaiting'],
  ]);
});

test('the longest is told by its age in milliseconds', async () => {
  const { control, query } = await open({ conversations: 0 });
  const conversation = await control.addConversation({ agentIds: [] });
  const [group] = await query({
    metrics: [{ metric: 'oLongestWaiting', details: true }],
    groupBy: ['queueId'],
  });
  expect(group?.data[0]?.entityIds).toEqual([conversation.id]);
  expect(group?.data[0]?.calculatedMetricValue).toBeGreaterThan(20_000);
  expect(group?.data[0]?.calculatedMetricValue).toBeLessThan(60_000);
});

test('groups and filters go by any dimension', async () => {
  const { query } = await open();
  const byMedium = await query({ metrics: INTERACTING, groupBy: ['mediaType', 'userId'] });
  for (const { group, entities } of byMedium) {
    for (const entity of entities) expect(entity).toMatchObject(group);
  }
  const filter = {
    type: 'and',
    predicates: [{ type: 'dimension', dimension: 'mediaType', operator: 'matches', value: 'voice' }],
    clauses: [{ type: 'or', predicates: [{ dimension: 'userId', operator: 'exists' }] }],
  };
  const voice = await query({ metrics: INTERACTING, groupBy: ['mediaType'], filter });
  expect(voice.map(({ group }) => group)).toEqual([{ mediaType: 'voice' }]);
  const none = { type: 'and', predicates: [{ dimension: 'queueId', operator: 'notExists' }] };
  expect(await query({ metrics: INTERACTING, groupBy: ['queueId'], filter: none })).toEqual([]);
});

test('a long group tells its oldest and its newest fifty and says that it is cut', async () => {
  const { query } = await open({ agents: 50, conversations: 400 });
  const [group] = await query({ metrics: INTERACTING, groupBy: ['direction'] });
  expect(group?.truncated).toBe(true);
  expect(group?.entities).toHaveLength(100);
  expect(group?.data[0]?.count).toBeGreaterThan(200);
  const dates = group?.entities.map(({ activityDate }) => activityDate) ?? [];
  expect(dates).toEqual([...dates].sort());

  const byPerson = await query({ metrics: INTERACTING, groupBy: ['userId'] });
  const everything = byPerson.flatMap(({ entities }) => entities.map((one) => one.activityDate)).sort();
  expect(byPerson.every(({ truncated }) => !truncated)).toBe(true);
  expect(dates.slice(0, 50)).toEqual(everything.slice(0, 50));
  expect(dates.slice(50)).toEqual(everything.slice(-50));
});

test('pages are pages of groups', async () => {
  const { query, call } = await open();
  const body = { metrics: INTERACTING, groupBy: ['conversationId'] };
  const all = await query(body);
  const pages = [1, 2, 3, 4, 5, 6].map((page) => query(body, `?pageSize=5&pageNumber=${page}`));
  const paged = (await Promise.all(pages)).flat();
  expect(paged.map(({ group }) => group.conversationId)).toEqual(
    all.map(({ group }) => group.conversationId),
  );
  expect((await call('POST', `${PATH}?pageSize=1001`, body)).status).toBe(400);
});

test('a body the platform would not understand, and a missing permission, are refused', async () => {
  const { call, control } = await open();
  const status = async (body: unknown) => (await call('POST', PATH, body)).status;
  expect(await status({ groupBy: ['queueId'] })).toBe(400);
  expect(await status({ metrics: INTERACTING })).toBe(400);
  expect(await status({ metrics: [{ metric: 'oLaughing' }], groupBy: ['queueId'] })).toBe(400);
  expect(await status({ metrics: INTERACTING, groupBy: ['weather'] })).toBe(400);
  await control.changePermissions(DANA, { remove: ['analytics:queueObservation:view'] });
  expect(await status({ metrics: INTERACTING, groupBy: ['queueId'] })).toBe(403);
  await control.reset();
  expect(await status({ metrics: INTERACTING, groupBy: ['queueId'] })).toBe(200);
});

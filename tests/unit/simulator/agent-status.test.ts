import { expect, test } from 'vitest';
import { api, credentialsToken, DANA, FEMI, SCOPELESS_CLIENT, start, userToken } from './support.ts';

type Session = {
  conversationId: string;
  segmentType: string;
  mediaType: string;
  routedQueueId?: string;
  originatingDirection: string;
  sessionStart: string;
  segmentStart: string;
};
type Agent = {
  userId?: string;
  userName?: string;
  managerId?: string;
  sessionCount: number;
  sessions: Session[];
  systemPresence: string;
  routingStatus: string;
};
type Answer = { entities: Agent[] };

const PATH = '/api/v2/analytics/agents/status/query';
const AGENT_1 = 'bbbbbbbb-0000-4000-8000-000000000001';
const AGENT_2 = 'bbbbbbbb-0000-4000-8000-000000000002';

async function open(options: Parameters<typeof start>[0] = {}) {
  const { origin, control } = await start(options);
  const call = api(origin, await userToken(origin));
  const query = async (body: unknown) => (await call<Answer>('POST', PATH, body)).json().entities;
  return { origin, control, call, query };
}

const reportTo = (managerId: string) => ({
  type: 'or',
  predicates: [{ dimension: 'managerId', value: managerId }],
});
const session = (dimension: string, value: string) => ({ type: 'and', predicates: [{ dimension, value }] });

test('a supervisor finds the agents who report to them, and what each does in every conversation', async () => {
  const { query, control } = await open({ conversations: 0 });
  expect(await query({ userFilter: reportTo(DANA) })).toHaveLength(8);
  expect(await query({ userFilter: reportTo(FEMI) })).toHaveLength(4);

  const talking = await control.addConversation({ agentIds: [AGENT_1], queue: 'Claims' });
  const ringing = await control.addConversation({
    agentIds: [AGENT_1],
    agentState: 'alerting',
    medium: 'sms',
  });
  const [agent] = await query({ userFilter: session('userId', AGENT_1) });
  expect(agent).toMatchObject({
    userId: AGENT_1,
    managerId: DANA,
    sessionCount: 2,
    systemPresence: 'ON_QUEUE',
    routingStatus: 'INTERACTING',
  });
  expect(
    agent?.sessions.map(({ conversationId, segmentType, mediaType }) => [
      conversationId,
      segmentType,
      mediaType,
    ]),
  ).toEqual(
    expect.arrayContaining([
      [talking.id, 'interact', 'voice'],
      [ringing.id, 'alert', 'message'],
    ]),
  );
  const [idle] = await query({ userFilter: session('userId', AGENT_2) });
  expect(idle).toMatchObject({ sessions: [], sessionCount: 0, routingStatus: 'IDLE' });
});

test('a session tells hold, parking and writing up apart', async () => {
  const { query, control } = await open({ conversations: 0 });
  const types = async () =>
    (await query({ userFilter: session('userId', AGENT_1) }))[0]?.sessions.map(
      ({ segmentType }) => segmentType,
    );
  const call = await control.addConversation({ agentIds: [AGENT_1] });
  await control.holdConversation(call.id, true);
  expect(await types()).toEqual(['hold']);
  await control.holdConversation(call.id, false);
  expect(await types()).toEqual(['interact']);
  await control.endConversation(call.id);
  expect(await types()).toEqual(['wrapup']);
  await control.addConversation({ agentIds: [AGENT_1], medium: 'emails', agentState: 'parked' });
  expect(await types()).toEqual(expect.arrayContaining(['wrapup', 'parked']));
});

test('a filter on sessions leaves the agents and the sessions that have what it asks for', async () => {
  const { query } = await open();
  const all = await query({});
  const voice = await query({ sessionFilter: session('mediaType', 'voice') });
  expect(voice.length).toBeGreaterThan(0);
  expect(voice.length).toBeLessThan(all.length);
  for (const { sessions, sessionCount } of voice) {
    expect(sessions).toHaveLength(sessionCount);
    expect(sessions.every(({ mediaType }) => mediaType === 'voice')).toBe(true);
  }
  const nested = await query({
    sessionFilter: {
      type: 'and',
      clauses: [
        { type: 'or', predicates: ['voice', 'email'].map((value) => ({ dimension: 'mediaType', value })) },
        { type: 'or', predicates: [{ dimension: 'segmentType', value: 'interact' }] },
      ],
    },
  });
  const found = nested.flatMap(({ sessions }) => sessions);
  expect(found.length).toBeGreaterThan(0);
  expect(found.every(({ mediaType }) => mediaType === 'voice' || mediaType === 'email')).toBe(true);
  expect(found.every(({ segmentType }) => segmentType === 'interact')).toBe(true);
});

test('agents come ordered as asked, and never more than fifty of them', async () => {
  const { query } = await open({ agents: 120, conversations: 0 });
  const names = (agents: Agent[]) => agents.map(({ userName }) => userName ?? '');
  const ascending = names(await query({}));
  expect(ascending).toHaveLength(50);
  expect(ascending).toEqual([...ascending].sort());
  const descending = names(await query({ userOrder: 'desc' }));
  expect(descending).toEqual([...descending].sort().reverse());
  expect(descending[0]).not.toBe(ascending[0]);
});

test('who the agents are stays hidden from a supervisor without the permission for names', async () => {
  const { query, control } = await open();
  await control.changePermissions(DANA, { remove: ['analytics:agentStateNames:view'] });
  const agents = await query({ userFilter: reportTo(DANA) });
  expect(agents).toHaveLength(8);
  expect(agents.every(({ userId, userName }) => userId === undefined && userName === undefined)).toBe(true);
});

test('a supervisor without the permission, and a body the platform would not understand, are refused', async () => {
  const { call, control, origin } = await open();
  const unknown = await call('POST', PATH, { userFilter: session('shoeSize', '44') });
  expect(unknown.status).toBe(400);
  expect(unknown.json()).toMatchObject({ code: 'invalid.value' });
  expect(unknown.json().message).toContain('[shoeSize]');
  expect((await call('POST', PATH, { userFilter: { predicates: [] } })).status).toBe(400);
  expect((await call('POST', PATH, { userOrderBy: 'height' })).status).toBe(400);

  await control.changePermissions(DANA, { remove: ['analytics:agentState:view'] });
  const refused = await call('POST', PATH, {});
  expect(refused.status).toBe(403);
  expect(refused.json().code).toBe('missing.permissions');
  const other = api(origin, await userToken(origin, FEMI, SCOPELESS_CLIENT));
  expect((await other('POST', PATH, {})).status).toBe(200);
  expect((await api(origin, await credentialsToken(origin))('POST', PATH, {})).status).toBe(200);
});

import { expect, test } from 'vitest';
import { connect, notifications } from './channel-client.ts';
import { start, userToken } from './support.ts';

const AGENTS = ['bbbbbbbb-0000-4000-8000-000000000001', 'bbbbbbbb-0000-4000-8000-000000000002'] as const;
const [FIRST, SECOND] = AGENTS;
const of = (userId: string) => `v2.users.${userId}.conversations`;

async function open(topics: string[], options: Parameters<typeof start>[0] = {}) {
  const { origin, control } = await start({ conversations: 0, ...options });
  const dana = notifications(origin, await userToken(origin));
  const channel = await dana.create();
  if (topics.length > 0) await dana.replace(channel.id, topics);
  return { origin, control, dana, channel, connection: await connect(channel) };
}

test('every change of a conversation is told to those who follow an agent in it', async () => {
  const { control, connection } = await open([of(FIRST), of(SECOND)]);
  const { id } = await control.addConversation({ agentIds: [FIRST], agentState: 'alerting' });
  await control.connectConversation(id);
  await control.holdConversation(id, true);
  await control.transferConversation(id, SECOND);
  await control.endConversation(id);
  await connection.settled();

  const told = connection.on(of(FIRST));
  expect(told.every(({ eventBody }) => eventBody.id === id)).toBe(true);
  const agent = told.map(({ eventBody }) => {
    const found = eventBody.participants?.find(({ userId }) => userId === FIRST);
    return { state: found?.calls?.[0]?.state, held: found?.calls?.[0]?.held };
  });
  expect(agent).toEqual([
    { state: 'alerting', held: false },
    { state: 'connected', held: false },
    { state: 'connected', held: true },
    // Somebody who was a participant goes on hearing of it.
    { state: 'disconnected', held: false },
    { state: 'disconnected', held: false },
  ]);
  expect(connection.on(of(SECOND))).toHaveLength(2);
  const last = connection.on(of(SECOND)).at(-1);
  expect(last?.eventBody.participants?.every(({ endTime }) => endTime !== undefined)).toBe(true);
});

test('an event has the platform’s form: no times of the conversation, no empty media, no time line', async () => {
  const { control, connection } = await open([of(FIRST)]);
  await control.addConversation({ agentIds: [FIRST], medium: 'webmessaging' });
  await connection.settled();
  const [event] = connection.on(of(FIRST));
  expect(event).toMatchObject({ topicName: of(FIRST), version: '2' });
  expect(event?.metadata?.CorrelationId).toMatch(/^[0-9a-f-]{36}$/);
  expect(event?.eventBody).toMatchObject({ recordingState: 'none' });
  for (const name of ['startTime', 'endTime', 'state']) expect(event?.eventBody).not.toHaveProperty(name);
  for (const participant of event?.eventBody.participants ?? []) {
    for (const name of ['startTime', 'role', 'calls', 'emails', 'chats', 'callbacks', 'queueName'])
      expect(participant).not.toHaveProperty(name);
    expect(participant.messages).toEqual([expect.objectContaining({ type: 'webmessaging' })]);
    expect(participant.messages).not.toEqual([expect.objectContaining({ segments: expect.anything() })]);
  }
});

test('a queue is followed with one topic, and so is one medium', async () => {
  const { origin, control, dana, channel, connection } = await open([]);
  type Queues = { entities: { id: string }[] };
  const queue = (await dana.call<Queues>('GET', '/api/v2/routing/queues?name=Claims')).json().entities[0]?.id;
  expect(origin).toBeTruthy();
  const queueTopic = `v2.routing.queues.${queue}.conversations`;
  const callsTopic = `${of(FIRST)}.calls`;
  await dana.add(channel.id, [queueTopic, callsTopic]);

  const waiting = await control.addConversation({ agentIds: [], queue: 'Claims', medium: 'sms' });
  await control.addConversation({ agentIds: [FIRST], queue: 'Billing', medium: 'sms' });
  const call = await control.addConversation({ agentIds: [FIRST], queue: 'Claims' });
  await connection.settled();
  expect(connection.on(queueTopic).map(({ eventBody }) => eventBody.id)).toEqual([waiting.id, call.id]);

  const [event, ...others] = connection.on(callsTopic);
  expect(others).toEqual([]);
  const agent = event?.eventBody.participants?.find(({ purpose }) => purpose === 'agent');
  expect(agent).toMatchObject({ state: 'connected', user: { id: FIRST }, queue: { id: queue } });
  expect(agent).not.toHaveProperty('userId');
});

test('events of a combined topic come under the name of each of its parts', async () => {
  const combined = `v2.users.${FIRST}?presence&conversations`;
  const { control, connection } = await open([combined]);
  await control.addConversation({ agentIds: [FIRST] });
  await connection.settled();
  expect(connection.on(of(FIRST))).toHaveLength(1);
  expect(connection.on(combined)).toEqual([]);
});

test('what happens while nobody is connected, or after topics were cleared, is not told', async () => {
  const { control, dana, channel, connection } = await open([of(FIRST)]);
  await control.closeChannels('drop');
  await connection.closed;
  await control.addConversation({ agentIds: [FIRST] });
  const next = await connect(channel);
  await next.settled();
  expect(next.on(of(FIRST))).toEqual([]);

  await control.addConversation({ agentIds: [FIRST] });
  await next.settled();
  expect(next.on(of(FIRST))).toHaveLength(1);
  await dana.clear(channel.id);
  await control.addConversation({ agentIds: [FIRST] });
  await next.settled();
  expect(next.on(of(FIRST))).toHaveLength(1);
});

test('a reset is silent, and the new organization is told of as before', async () => {
  const { control, connection } = await open([of(FIRST)], { conversations: 10 });
  await control.reset();
  await connection.settled();
  expect(connection.on(of(FIRST))).toEqual([]);
  await control.addConversation({ agentIds: [FIRST] });
  await connection.settled();
  expect(connection.on(of(FIRST))).toHaveLength(1);
});

/**
 * The order in which 40 changes of a conversation arrive; the number of a change is how many took
 * part by then.
 */
async function arrivals(seed: number): Promise<number[]> {
  const { control, connection } = await open([of(FIRST)], { eventQuirks: true, seed });
  const { id } = await control.addConversation({ agentIds: [FIRST] });
  for (let change = 1; change < 40; change += 1)
    await control.transferConversation(id, change % 2 === 0 ? FIRST : SECOND);
  const numbers = () => connection.on(of(FIRST)).map(({ eventBody }) => eventBody.participants?.length ?? 0);
  // A late event waits for a newer one, and after the last one only for a while.
  await expect.poll(() => new Set(numbers()).size, { timeout: 5000 }).toBe(40);
  return numbers();
}

test('with quirks, events come twice or late but never get lost, and the seed decides which', async () => {
  const first = await arrivals(3);
  expect(first.length).toBeGreaterThan(40);
  expect(first).not.toEqual([...first].sort((a, b) => a - b));
  expect(await arrivals(3)).toEqual(first);
  expect(await arrivals(4)).not.toEqual(first);
});

test('traffic reaches those who follow a queue', async () => {
  const { dana, channel, connection } = await open([], {
    conversations: 20,
    traffic: true,
    trafficStepMs: 5,
  });
  type Queues = { entities: { id: string }[] };
  const queues = (await dana.call<Queues>('GET', '/api/v2/routing/queues')).json().entities;
  await dana.add(
    channel.id,
    queues.map(({ id }) => `v2.routing.queues.${id}.conversations`),
  );
  await expect.poll(() => connection.frames.length, { timeout: 5000 }).toBeGreaterThan(20);
});

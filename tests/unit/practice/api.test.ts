import { expect, it } from 'vitest';
import { createSessionsService } from '@/utils/cobrowse/sessions-service';
import { queryAgentStatus } from '@/utils/genesys-cloud/agent-status';
import { createGenesysCloudApi } from '@/utils/genesys-cloud/api';
import { sendChatMessage } from '@/utils/genesys-cloud/chats';
import { findActiveConversations } from '@/utils/genesys-cloud/conversation-details';
import { getConversation, listActiveConversations } from '@/utils/genesys-cloud/conversations';
import { getQueueNames, getUserNames } from '@/utils/genesys-cloud/names';
import { createChannel } from '@/utils/genesys-cloud/notifications';
import { queryQueueActivity } from '@/utils/genesys-cloud/queue-activity';
import { getLanguagePreference, getMe, getUser } from '@/utils/genesys-cloud/users';
import { AGENTS, QUEUES } from '@/utils/practice/floor';
import { PRACTICE_ORIGIN, PRACTISING } from '@/utils/practice/model';
import { failureOf } from '../failure-of';
import { startPractice } from './practice-harness';

const SETTINGS = { allowRemoteControl: false, timeoutInMinutes: 15 };

/** The floor of a practice, and the service that hosts its sessions, as the background has them. */
function begin() {
  const practice = startPractice();
  const { client } = practice;
  const service = createSessionsService({
    api: createGenesysCloudApi(client),
    getJoinOrigin: async () => PRACTICE_ORIGIN,
    now: practice.now,
  });
  const list = async () => (await listActiveConversations(client)).map(({ conversation }) => conversation);
  async function start() {
    const found = (await list()).find(
      ({ state, agent, watchers }) => state === 'connected' && agent && watchers.length === 0,
    );
    if (!found?.agent) throw new Error('nobody to practice with');
    const request = {
      conversationId: found.id,
      agentUserId: found.agent.userId,
      supervisorUserId: PRACTISING.userId,
      settings: SETTINGS,
    };
    return { request, session: await service.create(request) };
  }
  return { ...practice, service, list, start };
}

it('has conversations of several media, one on hold, one that waits, and one where a colleague cobrowses', async () => {
  const conversations = await begin().list();
  expect(new Set(conversations.map(({ media }) => media)).size).toBeGreaterThanOrEqual(4);
  expect(new Set(conversations.map(({ customerName }) => customerName)).size).toBe(conversations.length);
  expect(conversations.filter(({ state }) => state === 'on-hold')).toHaveLength(1);
  expect(conversations.filter(({ agent }) => agent === null)).toMatchObject([{ state: 'waiting' }]);
  const watched = conversations.filter(({ watchers }) => watchers.length > 0);
  expect(watched).toMatchObject([{ watchers: [{ name: 'Priya Raman', how: 'cobrowsing' }] }]);
});

it('changes a little by itself, and never twice the same conversation', async () => {
  const { list, pass } = begin();
  const seen = new Map<string, string | null>();
  let changes = 0;
  let before = new Set((await list()).map(({ id }) => id));
  for (let minute = 0; minute < 240; minute += 1) {
    pass(1);
    const conversations = await list();
    const ids = new Set(conversations.map(({ id }) => id));
    changes += ids.symmetricDifference(before).size;
    for (const { id, customerName } of conversations) {
      expect(seen.get(id) ?? customerName).toBe(customerName);
      seen.set(id, customerName);
    }
    expect(ids.size).toBeGreaterThan(4);
    before = ids;
  }
  // Between one change in ten minutes and one a minute.
  expect(changes).toBeGreaterThan(24);
  expect(changes).toBeLessThan(240);
});

it('in the first minutes one conversation ends and another comes', async () => {
  const { list, pass } = begin();
  const before = new Set((await list()).map(({ id }) => id));
  pass(2);
  const after = new Set((await list()).map(({ id }) => id));
  expect(before.difference(after).size).toBe(1);
  expect(after.difference(before).size).toBe(1);
});

it('answers each listing, name and person in a form that the extension reads', async () => {
  const { client, list } = begin();
  const [first] = await list();
  expect((await getConversation(client, first?.id ?? '')).conversation).toEqual(first);
  expect(
    (await queryAgentStatus(client, { managerId: PRACTISING.userId, order: 'asc' })).agents,
  ).toHaveLength(5);
  expect((await queryQueueActivity(client, { groupBy: 'queueId' })).partialConversations).toEqual([]);
  expect((await findActiveConversations(client, { page: 1, now: Date.now() })).isLastPage).toBe(true);
  expect(
    (
      await getQueueNames(
        client,
        QUEUES.map(({ id }) => id),
      )
    ).size,
  ).toBe(QUEUES.length);
  expect(
    (
      await getUserNames(
        client,
        AGENTS.map(({ id }) => id),
      )
    ).size,
  ).toBe(AGENTS.length);
  expect(await getMe(client)).toEqual(PRACTISING);
  expect(await getUser(client, AGENTS[0]?.id ?? '')).toMatchObject({ name: AGENTS[0]?.name });
});

it('makes a session, finds it, refuses a second, hands out links and ends it', async () => {
  const { service, start } = begin();
  const { request, session } = await start();
  expect(session).toMatchObject({ settings: SETTINGS, conversationId: request.conversationId });
  expect(session.expiresAt).toBe(session.startedAt + 15 * 60_000);
  expect(session.participants.map(({ name }) => name)).toContain(PRACTISING.name);
  expect(await service.findLive(request.conversationId)).toEqual(session);
  expect((await failureOf(service.create(request))).code).toBe('conflict');
  const { url } = await service.createJoinLink(session, PRACTISING.userId);
  expect(new URL(url).origin).toBe(PRACTICE_ORIGIN);
  expect(await service.end(session)).toBe('ended');
  expect(await service.read(session)).toBeNull();
  expect(await service.findLive(request.conversationId)).toBeNull();
});

it('takes a chat message for an agent, and for nobody else', async () => {
  const { client } = begin();
  const agentId = AGENTS[0]?.id ?? '';
  expect(await getLanguagePreference(client, agentId)).toBeNull();
  await sendChatMessage(client, agentId, 'Please join.');
  expect((await failureOf(sendChatMessage(client, 'u-1', 'Please join.'))).code).toBe('not-found');
});

it('ends a session with its time limit, and with its conversation', async () => {
  const { service, start, pass } = begin();
  const short = await start();
  pass(14);
  expect(await service.read(short.session)).not.toBeNull();
  pass(2);
  expect(await service.read(short.session)).toBeNull();
  const { session, request } = await start();
  while (await service.read(session)) pass(1);
  expect((await failureOf(service.createJoinLink(session, PRACTISING.userId))).code).toBe('not-found');
  expect(request.conversationId).toBe(session.conversationId);
});

it('has a session of a colleague, which is hers and not ours', async () => {
  const { service, list } = begin();
  const watched = (await list()).find(({ watchers }) => watchers.length > 0);
  const live = await service.findLive(watched?.id ?? '');
  expect(live?.participants).toContainEqual(
    expect.objectContaining({ name: 'Priya Raman', role: 'supervisor' }),
  );
});

it('answers 404 to other calls, and to all calls once it is off', async () => {
  const { client, list, stop } = begin();
  const codeOf = async (call: Promise<unknown>) => (await failureOf(call)).code;
  expect(await codeOf(createChannel(client))).toBe('not-found');
  expect(await codeOf(getConversation(client, 'c-1'))).toBe('not-found');
  expect(await codeOf(getUser(client, 'u-1'))).toBe('not-found');
  stop();
  expect(await codeOf(list())).toBe('not-found');
});

it('answers Live Screen Monitoring: one session for an agent, until it is ended or its conversation is over', async () => {
  const { client, list, pass } = begin();
  const api = createGenesysCloudApi(client);
  const [first] = (await list()).filter(({ agent, state }) => agent && state === 'connected');
  const target = await api.findMonitoringTarget(first?.id ?? '');
  if (!first || !target) throw new Error('nobody to watch');
  expect(target.participantId).not.toBeNull();
  const watching = async () => (await api.listScreenMonitorings(target.agentUserId)).map(({ id }) => id);
  expect(await watching()).toEqual([]);

  const id = await api.startScreenMonitoring(first.id, target);
  expect(await watching()).toEqual([id]);
  expect(await api.getScreenMonitoring(first.id, target, id)).toMatchObject({
    id,
    sourceUserId: PRACTISING.userId,
    conversationId: first.id,
    participantId: target.participantId,
  });
  expect(await failureOf(api.startScreenMonitoring(first.id, target))).toMatchObject({
    apiCode: 'duplicate.session.exists',
  });
  await api.endScreenMonitoring(first.id, target, id);
  expect(await watching()).toEqual([]);
  expect(await failureOf(api.getScreenMonitoring(first.id, target, id))).toMatchObject({ code: 'not-found' });

  const again = await api.startScreenMonitoring(first.id, target);
  pass(120);
  expect(await failureOf(api.getScreenMonitoring(first.id, target, again))).toMatchObject({
    code: 'not-found',
  });
});

it('watches nobody who is not in the conversation, and tells no agent by itself', async () => {
  const { client, list } = begin();
  const api = createGenesysCloudApi(client);
  const [one, other] = (await list()).filter(({ agent }) => agent);
  const target = await api.findMonitoringTarget(one?.id ?? '');
  if (!target || !other) throw new Error('nobody to watch');
  expect(await failureOf(api.startScreenMonitoring(other.id, target))).toMatchObject({ code: 'not-found' });
  expect(await api.tellsMonitoredAgents()).toBe(false);
});

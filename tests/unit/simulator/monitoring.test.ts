import { expect, test } from 'vitest';
import { connect, notifications } from './channel-client.ts';
import { api, DANA, FEMI, start, userToken } from './support.ts';

const AGENT = 'bbbbbbbb-0000-4000-8000-000000000001';
const OTHER = 'bbbbbbbb-0000-4000-8000-000000000002';
type Participant = {
  id: string;
  userId?: string;
  purpose: string;
  mediaRoles: string[];
  monitoredParticipantId?: string;
  endTime?: string;
};

test('a supervisor who listens shows everywhere: in the conversation, in analytics and in events', async () => {
  const { origin, control } = await start({ conversations: 0, analyticsLagMs: 0 });
  const dana = notifications(origin, await userToken(origin));
  const topic = `v2.users.${AGENT}.conversations`;
  const channel = await dana.create();
  await dana.add(channel.id, [topic]);
  const { id } = await control.addConversation({ agentIds: [AGENT] });
  const connection = await connect(channel);
  await control.monitorConversation(id, FEMI);
  await connection.settled();

  const { participants } = (
    await dana.call<{ participants: Participant[] }>('GET', `/api/v2/conversations/${id}`)
  ).json();
  const agent = participants.find(({ userId }) => userId === AGENT);
  const monitor = {
    purpose: 'user',
    userId: FEMI,
    mediaRoles: ['monitor'],
    monitoredParticipantId: agent?.id,
  };
  expect(participants.at(-1)).toMatchObject(monitor);
  expect(connection.on(topic).at(-1)?.eventBody.participants?.at(-1)).toMatchObject(monitor);

  const status = await dana.call<{ entities: { sessions: unknown[] }[] }>(
    'POST',
    '/api/v2/analytics/agents/status/query',
    { userFilter: { type: 'and', predicates: [{ dimension: 'userId', value: FEMI }] } },
  );
  expect(status.json().entities[0]?.sessions).toMatchObject([
    { conversationId: id, segmentType: 'monitoring', mediaType: 'voice' },
  ]);
  const details = await dana.call<{ conversations: unknown[] }>(
    'POST',
    '/api/v2/analytics/conversations/details/query',
    {
      interval: `${new Date(Date.now() - 86_400_000).toISOString()}/${new Date(Date.now() + 86_400_000).toISOString()}`,
      segmentFilters: [
        {
          type: 'and',
          predicates: [
            { dimension: 'segmentType', value: 'monitoring' },
            { dimension: 'monitoredParticipantId', value: agent?.id },
          ],
        },
      ],
    },
  );
  expect(details.json().conversations).toHaveLength(1);
});

test('listening ends by itself when the agent hands over, or when the supervisor stops', async () => {
  const { origin, control } = await start({ conversations: 0 });
  const call = api(origin, await userToken(origin));
  const monitors = async (id: string) =>
    (await call<{ participants: Participant[] }>('GET', `/api/v2/conversations/${id}`))
      .json()
      .participants.filter(({ userId, endTime }) => userId === FEMI && endTime === undefined);
  const { id } = await control.addConversation({ agentIds: [AGENT] });
  await control.monitorConversation(id, FEMI);
  expect(await monitors(id)).toHaveLength(1);
  await control.transferConversation(id, OTHER);
  expect(await monitors(id)).toEqual([]);
  await control.monitorConversation(id, FEMI);
  expect(await monitors(id)).toHaveLength(1);
  await control.stopMonitoring(id, FEMI);
  expect(await monitors(id)).toEqual([]);

  const waiting = await control.addConversation({ agentIds: [] });
  await expect(control.monitorConversation(waiting.id, FEMI)).rejects.toThrow('409');
});

test('whether screens may be watched is told to whoever may know', async () => {
  const { origin } = await start({ cobrowse: 'screen' });
  const path = '/api/v2/screenmonitors/settings';
  const settings = await api(origin, await userToken(origin, DANA))<Record<string, unknown>>('GET', path);
  expect(settings.json()).toEqual({
    enableAgentNotifications: true,
    maxSimultaneousScreenMonitoringSessions: 10,
  });
  const refused = await api(origin, await userToken(origin, FEMI))('GET', path);
  expect(refused.json().code).toBe('missing.permissions');
});

test.each([
  ['monitor', { monitoredParticipantId: expect.any(String) }],
  ['coach', { coachedParticipantId: expect.any(String) }],
  ['barge', { bargedParticipantId: expect.any(String) }],
  ['screen', { screenMonitorings: [{ state: 'connected' }] }],
  ['cobrowse', { cobrowsesessions: [{ state: 'connected', cobrowseRole: 'viewer' }] }],
] as const)('a supervisor who watches (%s) shows it, until they stop', async (how, shown) => {
  const { control } = await start({ conversations: 0 });
  const { id } = await control.addConversation({ agentIds: [AGENT] });
  const { participants } = await control.watchConversation(id, FEMI, how);
  expect(participants.at(-1)).toMatchObject({ userId: FEMI, purpose: 'user', ...shown });
  expect(participants.at(-1)).not.toHaveProperty('endTime');
  await control.stopMonitoring(id, FEMI);
  const after = (await control.connectConversation(id)).participants.at(-1);
  expect(after).toHaveProperty('endTime');
});

test('a colleague who is consulted or called into a conference is there beside the agent', async () => {
  const { control } = await start({ conversations: 0 });
  for (const how of ['consult', 'conference'] as const) {
    const { id } = await control.addConversation({ agentIds: [AGENT] });
    const { participants } = await control.callIn(id, OTHER, how);
    const agent = participants.find(({ userId }) => userId === AGENT);
    expect(agent?.calls?.[0]).toMatchObject({ state: 'connected', held: how === 'consult' });
    expect(participants.at(-1)).toMatchObject({ userId: OTHER, purpose: 'user' });
    expect(participants.at(-1)).not.toHaveProperty('queueId');
  }
});

test('a conversation that has ended is opened again with an agent, and is listed again', async () => {
  const { origin, control } = await start({ conversations: 0 });
  const { id } = await control.addConversation({ agentIds: [AGENT] });
  await control.endConversation(id);
  const reopened = await control.reopenConversation(id, OTHER);
  expect(reopened).toMatchObject({ state: 'active' });
  expect(reopened).not.toHaveProperty('endTime');
  const dana = notifications(origin, await userToken(origin));
  const listed = await dana.call<{ entities: { id: string }[] }>('GET', '/api/v2/conversations');
  expect(listed.json().entities.map((one) => one.id)).toEqual([id]);
});

test('a channel whose subscriptions are gone is there, and takes no topic any more', async () => {
  const { origin, control } = await start({ conversations: 0 });
  const dana = notifications(origin, await userToken(origin));
  const channel = await dana.create();
  await dana.add(channel.id, [`v2.users.${AGENT}.conversations`]);
  await connect(channel);
  expect(await control.closeChannels('forget')).toEqual({ closed: 1 });
  expect(await dana.exists(channel.id)).toBe(true);
  const put = await dana.call('PUT', `/api/v2/notifications/channels/${channel.id}/subscriptions`, []);
  expect(put.status).toBe(404);
});

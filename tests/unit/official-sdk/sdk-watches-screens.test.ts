import platformClient from 'purecloud-platform-client-v2';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ControlClient, createControlClient } from '../../simulator/control-client.ts';
import type { Conversation } from '../../simulator/conversation-model.ts';
import { REFUSAL_CODES, type RefusalCode } from '../../simulator/screen-monitoring/refusals.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { DANA, FEMI, SCOPELESS_CLIENT, UNKNOWN_ID, userToken } from '../simulator/support.ts';

// Live Screen Monitoring as the official SDK sees it: every operation, and every refusal by the
// state that causes it.

const { ApiClient, ConversationsApi, ScreenMonitoringApi, UsersApi } = platformClient;
const client = ApiClient.instance;
const screens = new ScreenMonitoringApi();

const AGENT = 'bbbbbbbb-0000-4000-8000-000000000001';
const OTHER = 'bbbbbbbb-0000-4000-8000-000000000002';
const THIRD = 'bbbbbbbb-0000-4000-8000-000000000003';
const WATCH = ['realtimeMonitor:screen:monitorConversation', 'realtimeMonitor:screen:monitorAgent'];

let origin: string;
let control: ControlClient;

beforeAll(async () => {
  const simulator = await startSimulator({ cobrowse: 'screen', rateLimitPerMinute: 3_000 });
  origin = simulator.origin;
  control = createControlClient(origin);
  const { hostname, port, protocol } = new URL(origin);
  client.setGateway({ host: hostname, protocol: protocol.replace(':', ''), port: Number(port) });
  return simulator.stop;
});

beforeEach(async () => {
  await control.reset({ conversations: 0 });
  await signInAs(DANA);
});

async function signInAs(user: string, clientId?: string): Promise<void> {
  client.setAccessToken(await userToken(origin, user, clientId));
}

/** A call that an agent has answered, and the agent's part in it. */
async function call(agentId = AGENT, medium = 'calls', agentState?: string) {
  const conversation = await control.addConversation({
    agentIds: [agentId],
    medium,
    ...(agentState !== undefined && { agentState }),
  });
  return { id: conversation.id, agent: partOf(conversation, agentId) };
}

function partOf({ participants }: Conversation, userId: string): string {
  const part = participants.find((one) => one.userId === userId && one.endTime === undefined);
  if (!part) throw new Error('The agent takes no part');
  return part.id;
}

async function startInCall({ id, agent }: { id: string; agent: string }): Promise<string> {
  const { screenMonitoringId = '' } = await screens.postConversationParticipantScreenmonitorsSessions(
    id,
    agent,
  );
  return screenMonitoringId;
}

async function startForAgent(userId = AGENT): Promise<string> {
  const { screenMonitoringId = '' } = await screens.postUserScreenmonitorsSessions(userId);
  return screenMonitoringId;
}

const refused = (status: number, code: string) => expect.objectContaining({ status, code });

describe('a session', () => {
  it('in a conversation is started, read, listed, counted and stopped', async () => {
    const where = await call();
    const id = await startInCall(where);
    const session = {
      screenMonitoringId: id,
      monitoringType: 'ConversationLevel',
      sourceUser: { id: DANA, selfUri: `/api/v2/users/${DANA}` },
      targetUser: { id: AGENT, selfUri: `/api/v2/users/${AGENT}` },
      conversation: { id: where.id, selfUri: `/api/v2/conversations/${where.id}` },
      participantId: where.agent,
      dateCreated: expect.stringMatching(/^\d{4}-.*Z$/),
      selfUri: expect.stringContaining(id),
    };
    expect(await screens.getConversationParticipantScreenmonitorsSession(where.id, where.agent, id)).toEqual(
      session,
    );
    for (const user of [AGENT, DANA])
      expect(await screens.getScreenmonitorsUserSessions(user)).toEqual({ entities: [session] });
    expect((await screens.getScreenmonitorsUserSessions(OTHER)).entities).toEqual([]);
    expect(await screens.getScreenmonitorsSessionsDetails()).toEqual({ count: 1 });
    expect(await screens.postScreenmonitorsSessionsUsersDetails([AGENT, OTHER])).toEqual({
      entities: [
        { count: 1, targetUser: { id: AGENT, selfUri: `/api/v2/users/${AGENT}` } },
        { count: 0, targetUser: { id: OTHER, selfUri: `/api/v2/users/${OTHER}` } },
      ],
    });

    await screens.deleteConversationParticipantScreenmonitorsSession(where.id, where.agent, id);
    expect(await screens.getScreenmonitorsSessionsDetails()).toEqual({ count: 0 });
    const gone = refused(404, 'monitoring.not.found');
    await expect(
      screens.getConversationParticipantScreenmonitorsSession(where.id, where.agent, id),
    ).rejects.toEqual(gone);
    await expect(
      screens.deleteConversationParticipantScreenmonitorsSession(where.id, where.agent, id),
    ).rejects.toEqual(gone);
  });

  it('for the agent as such is started, read and stopped, and belongs to no conversation', async () => {
    const id = await startForAgent();
    const session = await screens.getUserScreenmonitorsSession(AGENT, id);
    expect(session).toMatchObject({ monitoringType: 'AgentLevel', targetUser: { id: AGENT } });
    expect(session).not.toHaveProperty('conversation');
    await expect(screens.getUserScreenmonitorsSession(OTHER, id)).rejects.toEqual(
      refused(404, 'monitoring.not.found'),
    );
    await screens.deleteUserScreenmonitorsSession(AGENT, id);
    await expect(screens.deleteUserScreenmonitorsSession(AGENT, id)).rejects.toEqual(
      refused(404, 'monitoring.not.found'),
    );
  });

  it('shows in the conversation while it goes on, and after', async () => {
    const conversations = new ConversationsApi();
    const where = await call();
    const id = await startInCall(where);
    const watcher = async () =>
      (await conversations.getConversation(where.id)).participants?.find(({ userId }) => userId === DANA);
    expect(await watcher()).toMatchObject({
      purpose: 'user',
      screenMonitorings: [
        {
          state: 'connected',
          initialState: 'connected',
          targetUser: { id: AGENT },
          screenMonitoring: { id },
          monitoringType: 'ConversationLevel',
          count: 1,
        },
      ],
    });
    expect(await watcher()).not.toHaveProperty('calls');
    expect(await watcher()).not.toHaveProperty('screenMonitoredParticipantId');
    await screens.deleteConversationParticipantScreenmonitorsSession(where.id, where.agent, id);
    expect(await watcher()).toMatchObject({
      endTime: expect.any(String),
      screenMonitorings: [{ state: 'disconnected', disconnectType: 'client' }],
    });
  });

  it('in a conversation ends with the agent’s after-call work', async () => {
    const where = await call();
    await startInCall(where);
    await control.endConversation(where.id);
    expect((await control.screenMonitoring()).live).toHaveLength(1);
    await control.finishWrapUp(where.id);
    expect((await control.screenMonitoring()).live).toEqual([]);
    expect((await control.screenMonitoring()).sessions).toMatchObject([{ endReason: 'conversation' }]);
  });

  it('in a conversation ends when another agent takes it over and the first is done', async () => {
    const where = await call();
    await startInCall(where);
    await control.transferConversation(where.id, OTHER);
    await control.finishWrapUp(where.id);
    expect((await control.screenMonitoring()).live).toEqual([]);
  });

  it('for the agent as such spans conversations, and ends when they leave the queue', async () => {
    const where = await call();
    await startForAgent();
    await control.endConversation(where.id);
    await control.finishWrapUp(where.id);
    expect((await control.screenMonitoring()).live).toHaveLength(1);
    await control.setRoutingStatus(AGENT, 'OFF_QUEUE');
    expect((await control.screenMonitoring()).sessions).toMatchObject([{ endReason: 'off-queue' }]);
    expect((await new UsersApi().getUser(AGENT, { expand: ['routingStatus'] })).routingStatus?.status).toBe(
      'OFF_QUEUE',
    );
  });

  it('is stopped by another supervisor, and by the platform', async () => {
    const id = await startForAgent();
    await control.changePermissions(FEMI, { add: WATCH });
    await signInAs(FEMI);
    await screens.deleteUserScreenmonitorsSession(AGENT, id);
    const second = await startForAgent();
    await control.endScreenMonitoring(second);
    expect((await control.screenMonitoring()).sessions).toMatchObject([
      { id, endReason: 'stopped', sourceUserId: DANA },
      { id: second, endReason: 'platform', sourceUserId: FEMI },
    ]);
    await expect(control.endScreenMonitoring(second)).rejects.toThrow('404');
  });
});

describe('the settings', () => {
  it('are read and changed', async () => {
    expect(await screens.getScreenmonitorsSettings()).toEqual({
      enableAgentNotifications: true,
      maxSimultaneousScreenMonitoringSessions: 10,
    });
    await screens.putScreenmonitorsSettings({ enableAgentNotifications: false });
    await screens.putScreenmonitorsSettings({ maxSimultaneousScreenMonitoringSessions: 1 });
    expect(await screens.getScreenmonitorsSettings()).toEqual({
      enableAgentNotifications: false,
      maxSimultaneousScreenMonitoringSessions: 1,
    });
    await expect(
      screens.putScreenmonitorsSettings({ maxSimultaneousScreenMonitoringSessions: -1 }),
    ).rejects.toEqual(refused(400, 'bad.request'));
  });
});

describe('a start is refused', () => {
  /** The state that causes each refusal, and the start that meets it. */
  const CAUSES: [RefusalCode, number, () => Promise<unknown>][] = [
    ['conversation.not.found', 404, () => startInCall({ id: UNKNOWN_ID, agent: UNKNOWN_ID })],
    ['participant.not.found', 404, async () => startInCall({ ...(await call()), agent: UNKNOWN_ID })],
    [
      'participant.user.id.not.found',
      400,
      async () => {
        const { id, participants } = await control.addConversation({ agentIds: [AGENT] });
        const customer = participants.find(({ purpose }) => purpose === 'customer');
        return await startInCall({ id, agent: customer?.id ?? '' });
      },
    ],
    [
      'participant.no.communications',
      400,
      async () => {
        const where = await call();
        await control.endConversation(where.id);
        return await startInCall(where);
      },
    ],
    ['participant.invalid.media.type', 400, async () => startInCall(await call(AGENT, 'chats'))],
    ['invalid.conversation.state', 400, async () => startInCall(await call(AGENT, 'emails', 'parked'))],
    [
      'self.monitoring.not.allowed',
      400,
      async () => {
        await control.changePermissions(AGENT, { add: WATCH });
        await signInAs(AGENT);
        return await startForAgent();
      },
    ],
    [
      'agent.permission.denied',
      403,
      async () => {
        await control.changePermissions(AGENT, { remove: ['realtimeMonitor:screen:participate'] });
        return await startForAgent();
      },
    ],
    [
      'duplicate.session.exists',
      400,
      async () => {
        await startForAgent();
        return await startInCall(await call());
      },
    ],
    [
      'source.user.is.being.monitored',
      400,
      async () => {
        await startForAgent();
        await control.changePermissions(AGENT, { add: WATCH });
        await signInAs(AGENT);
        return await startForAgent(OTHER);
      },
    ],
    [
      'target.user.is.monitoring.another.user',
      400,
      async () => {
        await control.changePermissions(AGENT, { add: WATCH });
        await signInAs(AGENT);
        await startForAgent(OTHER);
        await signInAs(DANA);
        return await startForAgent();
      },
    ],
    [
      'organization.session.limit.exceeded',
      400,
      async () => {
        await screens.putScreenmonitorsSettings({ maxSimultaneousScreenMonitoringSessions: 2 });
        await startForAgent();
        await startForAgent(OTHER);
        return await startForAgent(THIRD);
      },
    ],
    [
      'supervisor.session.limit.exceeded',
      400,
      async () => {
        await control.setScreenHabits({ supervisorLimit: 1 });
        await startForAgent();
        return await startForAgent(OTHER);
      },
    ],
    [
      'agent.session.limit.exceeded',
      400,
      async () => {
        await control.setScreenHabits({ agentLimit: 1 });
        await startForAgent();
        await control.changePermissions(FEMI, { add: WATCH });
        await signInAs(FEMI);
        return await startForAgent();
      },
    ],
    [
      'agent.invalid.routing.state',
      409,
      async () => {
        await control.setRoutingStatus(AGENT, 'OFF_QUEUE');
        return await startForAgent();
      },
    ],
  ];

  it.each(CAUSES)('with %s (%i) in the state that causes it', async (code, status, start) => {
    await expect(start()).rejects.toEqual(refused(status, code));
  });

  it.each(REFUSAL_CODES)('with %s when a test wants it, so many times', async (code) => {
    const where = await call();
    await control.refuseScreenMonitoring(code, 2);
    await expect(startForAgent()).rejects.toMatchObject({ code });
    await expect(startInCall(where)).rejects.toMatchObject({ code });
    await startForAgent();
  });

  it('for an unknown user, and for a caller that is no user', async () => {
    await expect(startForAgent(UNKNOWN_ID)).rejects.toEqual(refused(404, 'not.found'));
    await expect(screens.getScreenmonitorsUserSessions(UNKNOWN_ID)).rejects.toEqual(
      refused(404, 'not.found'),
    );
    await client.loginClientCredentialsGrant('22222222-2222-4222-8222-222222222222', 'simulator-secret');
    await expect(startForAgent()).rejects.toEqual(refused(400, 'not.a.user'));
  });

  it('while on queue in every routing status, it is not', async () => {
    for (const status of ['IDLE', 'INTERACTING', 'COMMUNICATING', 'NOT_RESPONDING'] as const) {
      await control.setRoutingStatus(AGENT, status);
      await screens.deleteUserScreenmonitorsSession(AGENT, await startForAgent());
    }
  });
});

describe('permissions and scopes', () => {
  const OPERATIONS: [permission: string, call: () => Promise<unknown>][] = [
    [WATCH[0] ?? '', () => startInCall({ id: UNKNOWN_ID, agent: UNKNOWN_ID })],
    [
      WATCH[0] ?? '',
      () => screens.getConversationParticipantScreenmonitorsSession(UNKNOWN_ID, UNKNOWN_ID, UNKNOWN_ID),
    ],
    [
      WATCH[0] ?? '',
      () => screens.deleteConversationParticipantScreenmonitorsSession(UNKNOWN_ID, UNKNOWN_ID, UNKNOWN_ID),
    ],
    [WATCH[1] ?? '', () => startForAgent()],
    [WATCH[1] ?? '', () => screens.getUserScreenmonitorsSession(AGENT, UNKNOWN_ID)],
    [WATCH[1] ?? '', () => screens.deleteUserScreenmonitorsSession(AGENT, UNKNOWN_ID)],
    ['realtimeMonitor:screenSession:view', () => screens.getScreenmonitorsSessionsDetails()],
    ['realtimeMonitor:screenSession:view', () => screens.postScreenmonitorsSessionsUsersDetails([AGENT])],
    ['realtimeMonitor:settings:view', () => screens.getScreenmonitorsSettings()],
    ['realtimeMonitor:settings:edit', () => screens.putScreenmonitorsSettings({})],
  ];

  it.each(OPERATIONS)('%s is needed by %s', async (permission, operation) => {
    await control.changePermissions(DANA, { remove: [permission] });
    const error = await operation().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 403, code: 'missing.permissions' });
    expect(JSON.stringify(error)).toContain(permission);
  });

  it('either permission to watch is enough to list a user’s sessions, and one is needed', async () => {
    await control.changePermissions(DANA, { remove: WATCH.slice(0, 1) });
    await screens.getScreenmonitorsUserSessions(AGENT);
    await control.changePermissions(DANA, { remove: WATCH });
    await expect(screens.getScreenmonitorsUserSessions(AGENT)).rejects.toEqual(
      refused(403, 'missing.any.permissions'),
    );
  });

  it('a client with the read-only scope reads, and neither starts nor stops', async () => {
    await signInAs(DANA, SCOPELESS_CLIENT);
    await screens.getScreenmonitorsSettings();
    await screens.getScreenmonitorsUserSessions(AGENT);
    const forbidden = refused(403, 'app.not.authorized.for.scope');
    await expect(startForAgent()).rejects.toEqual(forbidden);
    await expect(screens.deleteUserScreenmonitorsSession(AGENT, UNKNOWN_ID)).rejects.toEqual(forbidden);
    await expect(screens.putScreenmonitorsSettings({})).rejects.toEqual(forbidden);
  });
});

it.each(['sessions', 'platform', 'both'] as const)(
  'an organization with cobrowse “%s” has none of it',
  async (cobrowse) => {
    const where = await call();
    await control.reset({ conversations: 0, cobrowse });
    for (const operation of [
      () => startForAgent(),
      () => startInCall(where),
      () => screens.getScreenmonitorsSettings(),
      () => screens.getScreenmonitorsSessionsDetails(),
    ])
      await expect(operation()).rejects.toEqual(refused(404, 'not.found'));
  },
);

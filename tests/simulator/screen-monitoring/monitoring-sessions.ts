import { randomUUID } from 'node:crypto';
import type { Conversation, Participant } from '../conversation-model.ts';
import { legsOf } from '../conversation-model.ts';
import { type Conversations, isWrappingUp, WRAP_UP_MS } from '../conversations.ts';
import { type ApiError, notFound } from '../errors.ts';
import { findUser, type Organization, type User } from '../organization.ts';
import { isOnQueue } from '../routing-status.ts';
import { type RefusalCode, refusal } from './refusals.ts';
import type { MonitoringType } from './screen-leg.ts';

/** The agent's own permission to be watched. */
const PARTICIPATE = 'realtimeMonitor:screen:participate';

/** `ScreenMonitorSettings` */
type ScreenMonitorSettings = {
  enableAgentNotifications: boolean;
  /** In the whole organization. */
  maxSimultaneousScreenMonitoringSessions: number;
};

/** How many sessions one person may have at a time. */
type PersonalLimits = {
  /** As the one who watches. */
  supervisor: number;
  /** As the one who is watched. */
  agent: number;
};

/**
 * What ended a session: a request to stop, the viewer's own end of its media session, the agent's
 * part in the conversation, their leaving the queue, or the platform.
 */
export type EndReason = 'stopped' | 'viewer' | 'conversation' | 'off-queue' | 'platform';

/** One supervisor watching the screens of one agent. Times are milliseconds since 1970. */
export type MonitoringSession = {
  /** `screenMonitoringId` */
  readonly id: string;
  readonly type: MonitoringType;
  readonly source: User;
  readonly target: User;
  /** Conversation level only. */
  readonly part: { readonly conversation: Conversation; readonly agent: Participant } | null;
  readonly createdAt: number;
  endedAt: number | null;
  endReason: EndReason | null;
};

/** What the sessions need to know. A reset replaces the organization and the conversations. */
export type Surroundings = {
  readonly organization: Organization;
  readonly conversations: Conversations;
  now(): number;
};

/** Told of every session that starts or ends. */
export type SessionListener = {
  started(session: MonitoringSession): void;
  ended(session: MonitoringSession): void;
};

const DEFAULT_SETTINGS: ScreenMonitorSettings = {
  enableAgentNotifications: true,
  maxSimultaneousScreenMonitoringSessions: 10,
};
const DEFAULT_LIMITS: PersonalLimits = { supervisor: 5, agent: 3 };

/** The sessions of Live Screen Monitoring, and the rules for starting them. */
export class MonitoringSessions {
  readonly #around: Surroundings;
  #sessions = new Map<string, MonitoringSession>();
  #refusals: { code: RefusalCode; left: number }[] = [];
  #listener: SessionListener = { started: () => {}, ended: () => {} };
  settings = DEFAULT_SETTINGS;
  limits = DEFAULT_LIMITS;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  listen(listener: SessionListener): void {
    this.#listener = listener;
  }

  /** Every session since the last reset, the oldest first. */
  all(): MonitoringSession[] {
    return [...this.#sessions.values()];
  }

  /** Those that go on. */
  live(): MonitoringSession[] {
    return this.all().filter(({ endedAt }) => endedAt === null);
  }

  /** The live session of the agent of a conversation. */
  liveIn(conversationId: string): MonitoringSession | undefined {
    return this.live().find(({ part }) => part?.conversation.id === conversationId);
  }

  /** The live session with this id. */
  find(id: string): MonitoringSession | undefined {
    const session = this.#sessions.get(id.toLowerCase());
    return session?.endedAt === null ? session : undefined;
  }

  /** Has the next starts refused, whatever their state. */
  refuse(code: RefusalCode, times: number): void {
    this.#refusals.push({ code, left: times });
  }

  /**
   * Starts watching an agent for as long as they take part in a conversation, their after-call work
   * included.
   * @throws ApiError with the platform's code for the rule that forbids it
   */
  startInConversation(source: User, conversationId: string, participantId: string): MonitoringSession {
    this.#throwPrepared();
    const conversation = this.#around.conversations.find(conversationId);
    if (!conversation) throw refusal('conversation.not.found');
    const agent = conversation.participants.find(({ id }) => id === participantId.toLowerCase());
    if (!agent) throw refusal('participant.not.found');
    const target = agent.userId && findUser(this.#around.organization, agent.userId);
    if (!target) throw refusal('participant.user.id.not.found');
    const unfit = unfitness(agent);
    if (unfit) throw refusal(unfit);
    return this.#start(source, target, { conversation, agent });
  }

  /**
   * Starts watching an agent for as long as they are on queue.
   * @throws ApiError with the platform's code for the rule that forbids it
   */
  startForUser(source: User, userId: string): MonitoringSession {
    this.#throwPrepared();
    const target = findUser(this.#around.organization, userId);
    if (!target) throw userNotFound(userId);
    if (!isOnQueue(target)) throw refusal('agent.invalid.routing.state');
    return this.#start(source, target, null);
  }

  /** Ends a session. Ending twice changes nothing. */
  end(session: MonitoringSession, reason: EndReason): void {
    if (session.endedAt !== null) return;
    session.endedAt = this.#around.now();
    session.endReason = reason;
    if (session.part) {
      const how = reason === 'conversation' ? 'peer' : 'client';
      this.#around.conversations.endScreenWatch(session.part.conversation, session.id, how);
    }
    this.#listener.ended(session);
  }

  /** Ends what was watched in a conversation by those whose agent has left it. */
  followConversation({ id }: Conversation): void {
    for (const session of this.live())
      if (session.part?.conversation.id === id) this.#endWithAgent(session, session.part.agent);
  }

  /** Ends agent-level sessions of somebody who has left the queue. */
  followUser(user: User): void {
    if (isOnQueue(user)) return;
    for (const session of this.live())
      if (session.part === null && session.target.id === user.id) this.end(session, 'off-queue');
  }

  /** As at the start: no sessions, and the settings that an organization begins with. */
  clear(): void {
    for (const session of this.live()) this.end(session, 'platform');
    this.#sessions = new Map();
    this.#refusals = [];
    this.settings = DEFAULT_SETTINGS;
    this.limits = DEFAULT_LIMITS;
  }

  #endWithAgent(session: MonitoringSession, agent: Participant): void {
    if (agent.endTime === undefined) return;
    if (!isWrappingUp(agent, this.#around.now())) {
      this.end(session, 'conversation');
      return;
    }
    const left = Date.parse(agent.startAcwTime ?? agent.endTime) + WRAP_UP_MS - this.#around.now();
    setTimeout(() => {
      if (session.endedAt === null) this.#endWithAgent(session, agent);
    }, left + 1).unref();
  }

  #throwPrepared(): void {
    const next = this.#refusals[0];
    if (!next) return;
    next.left -= 1;
    if (next.left <= 0) this.#refusals.shift();
    throw refusal(next.code);
  }

  #start(source: User, target: User, part: MonitoringSession['part']): MonitoringSession {
    const refused = this.#refusalOf(source, target);
    if (refused) throw refusal(refused);
    const session: MonitoringSession = {
      id: randomUUID(),
      type: part ? 'ConversationLevel' : 'AgentLevel',
      source,
      target,
      part,
      createdAt: this.#around.now(),
      endedAt: null,
      endReason: null,
    };
    this.#sessions.set(session.id, session);
    if (part) {
      const count = this.live().filter((other) => other.target.id === target.id).length;
      const leg = { monitoringId: session.id, targetUserId: target.id, count };
      this.#around.conversations.startScreenWatch(part.conversation, source, part.agent.id, leg);
    }
    this.#listener.started(session);
    return session;
  }

  #refusalOf(source: User, target: User): RefusalCode | null {
    const live = this.live();
    const bySource = live.filter((session) => session.source.id === source.id);
    const ofTarget = live.filter((session) => session.target.id === target.id);
    if (source.id === target.id) return 'self.monitoring.not.allowed';
    if (!target.permissions.includes(PARTICIPATE)) return 'agent.permission.denied';
    if (live.some((session) => session.target.id === source.id)) return 'source.user.is.being.monitored';
    if (live.some((session) => session.source.id === target.id))
      return 'target.user.is.monitoring.another.user';
    if (bySource.some((session) => session.target.id === target.id)) return 'duplicate.session.exists';
    if (live.length >= this.settings.maxSimultaneousScreenMonitoringSessions)
      return 'organization.session.limit.exceeded';
    if (bySource.length >= this.limits.supervisor) return 'supervisor.session.limit.exceeded';
    return ofTarget.length >= this.limits.agent ? 'agent.session.limit.exceeded' : null;
  }
}

/** 404 for a user whom nobody knows. */
export function userNotFound(userId: string): ApiError {
  return notFound('User', userId);
}

/** Why an agent's part in a conversation does not allow watching, if it does not. */
function unfitness(agent: Participant): RefusalCode | null {
  const isLive = ({ state }: { state: string }) => state !== 'disconnected' && state !== 'terminated';
  if (!legsOf(agent).some(isLive)) return 'participant.no.communications';
  const { calls = [], messages = [], emails = [] } = agent;
  const allowed = [...calls, ...messages, ...emails].filter(isLive);
  if (allowed.length === 0) return 'participant.invalid.media.type';
  const parked = emails.some(({ state }) => state === 'parked');
  return parked && allowed.every(({ state }) => state === 'parked') ? 'invalid.conversation.state' : null;
}

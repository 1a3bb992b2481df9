import {
  type CobrowseLeg,
  type Communication,
  type Conversation,
  customerOf,
  legsOf,
  liveAgents,
  MEDIA,
  type Medium,
  makeParticipant,
  type Participant,
  VOICE,
} from './conversation-model.ts';
import type { User } from './organization.ts';
import { endScreenLeg, type ScreenLegPlan, screenLeg } from './screen-monitoring/screen-leg.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Ended conversations that stay readable by id; traffic would otherwise fill the memory. */
const KEPT_AFTER_END = 500;
/** How long after-call work lasts. */
export const WRAP_UP_MS = 15_000;

/** Called after every change of a conversation. */
export type ChangeListener = (conversation: Conversation) => void;

/** The conversations of an organization, active ones and those that ended lately. */
export class Conversations {
  readonly #byId = new Map<string, Conversation>();
  /** Kept sorted all the time, because listings are far more frequent than new conversations. */
  readonly #all: Conversation[];
  readonly #active: Conversation[];
  readonly #endedIds: string[] = [];
  readonly #addedAt = new Map<string, number>();
  readonly #ofUser = new Map<string, Set<Conversation>>();
  readonly #random: SeededRandom;
  readonly #now: () => number;
  #listener: ChangeListener = () => {};

  constructor(random: SeededRandom, initial: readonly Conversation[], now: () => number) {
    this.#random = random;
    this.#now = now;
    this.#all = [...initial].sort(newestFirst);
    this.#active = [...this.#all];
    for (const conversation of initial) {
      this.#byId.set(conversation.id, conversation);
      this.#noteUsers(conversation);
    }
  }

  /** Replaces the listener for changes. */
  listen(listener: ChangeListener): void {
    this.#listener = listener;
  }

  add(conversation: Conversation): void {
    this.#byId.set(conversation.id, conversation);
    this.#addedAt.set(conversation.id, this.#now());
    insert(this.#all, conversation);
    insert(this.#active, conversation);
    this.#changed(conversation);
  }

  /** The conversation with this id (letter case does not matter), active or ended. */
  find(id: string): Conversation | undefined {
    return this.#byId.get(id.toLowerCase());
  }

  /** Every conversation, the newest first. */
  all(): readonly Conversation[] {
    return this.#all;
  }

  /** Those that have not ended, the newest first. */
  active(): readonly Conversation[] {
    return this.#active;
  }

  /** Those in which a user takes part now or which they are still writing up. */
  ofUser(userId: string): Conversation[] {
    const conversations = this.#ofUser.get(userId);
    if (!conversations) return [];
    const now = this.#now();
    for (const conversation of conversations) {
      if (!isOccupied(conversation, userId, now)) conversations.delete(conversation);
    }
    return [...conversations];
  }

  /**
   * When the conversation came to be, in milliseconds since 1970; it may say of itself that it is
   * older.
   */
  addedAt(conversation: Conversation): number {
    return this.#addedAt.get(conversation.id) ?? Number.NEGATIVE_INFINITY;
  }

  /** Changes a conversation in a way that this class has no method for. */
  change(conversation: Conversation, how: (conversation: Conversation) => void): void {
    how(conversation);
    this.#changed(conversation);
  }

  /** Ends a conversation for all participants. Ending it again changes nothing. */
  end(conversation: Conversation): void {
    if (conversation.state !== 'active') return;
    const now = this.#isoNow();
    conversation.state = 'disconnected';
    conversation.endTime = now;
    for (const participant of conversation.participants) {
      if (participant.endTime === undefined && !this.#watchesWrapUp(conversation, participant))
        endParticipant(participant, now, 'peer');
    }
    remove(this.#active, conversation);
    this.#changed(conversation);
    this.#endedIds.push(conversation.id);
    while (this.#endedIds.length > KEPT_AFTER_END) this.#forget(this.#endedIds.shift());
  }

  /** Makes the alerting agents answer. */
  connect(conversation: Conversation): void {
    const now = this.#isoNow();
    let answered = false;
    for (const agent of liveAgents(conversation)) {
      for (const leg of legsOf(agent)) {
        if (leg.state !== 'alerting') continue;
        leg.state = 'connected';
        leg.connectedTime = now;
        agent.connectedTime = now;
        startSegment(leg, now, 'Interact');
        answered = true;
      }
    }
    if (answered) this.#changed(conversation);
  }

  /** Has the agents who take part ask for attention, or ask no more. */
  setFlagged(conversation: Conversation, flagged: boolean): void {
    for (const agent of liveAgents(conversation)) {
      if (flagged) agent.flaggedReason = 'general';
      else delete agent.flaggedReason;
    }
    this.#changed(conversation);
  }

  /**
   * Puts the live agents' legs on hold, or takes them off; a leg that rings or is parked stays as
   * it is.
   * @param agoMs how long ago that was, in milliseconds
   */
  setHeld(conversation: Conversation, held: boolean, agoMs = 0): void {
    const legs = liveAgents(conversation)
      .flatMap(legsOf)
      .filter((leg) => leg.state === 'connected' && leg.held !== held);
    if (legs.length === 0) return;
    const now = new Date(this.#now() - agoMs).toISOString();
    for (const leg of legs) {
      leg.held = held;
      if (held) leg.startHoldTime = now;
      else delete leg.startHoldTime;
      startSegment(leg, now, held ? 'Hold' : 'Interact');
    }
    this.#changed(conversation);
  }

  /** Hands the conversation from its live agents (or the queue) to another agent. */
  transfer(conversation: Conversation, to: User): void {
    const now = this.#now();
    const leaving = conversation.participants.filter(
      ({ role, endTime }) => endTime === undefined && (role === 'agent' || role === 'acd'),
    );
    const from = leaving.at(-1);
    for (const participant of leaving) endParticipant(participant, new Date(now).toISOString(), 'transfer');
    // Watchers leave together with their agent.
    for (const participant of conversation.participants) {
      const monitored = leaving.some(({ id }) => id === participant.monitoredParticipantId);
      if (monitored && participant.endTime === undefined)
        endParticipant(participant, new Date(now).toISOString(), 'peer');
    }
    const queue =
      from?.queueId === undefined ? {} : { queue: { id: from.queueId, name: from.queueName ?? '' } };
    conversation.participants.push(
      makeParticipant({
        random: this.#random,
        medium: mediumOf(conversation),
        purpose: 'agent',
        user: to,
        ...queue,
        startedAt: now,
        connectedAt: now,
      }),
    );
    this.#changed(conversation);
  }

  /**
   * Lets a supervisor listen to the agent who takes part.
   * @returns the supervisor's participant, or undefined when no agent takes part
   */
  monitor(conversation: Conversation, supervisor: User): Participant | undefined {
    const monitored = liveAgents(conversation).find(({ connectedTime }) => connectedTime !== undefined);
    if (!monitored) return undefined;
    const now = this.#now();
    const participant = makeParticipant({
      random: this.#random,
      medium: mediumOf(conversation),
      purpose: 'user',
      user: supervisor,
      monitoredParticipantId: monitored.id,
      startedAt: now,
      connectedAt: now,
    });
    conversation.participants.push(participant);
    this.#changed(conversation);
    return participant;
  }

  /**
   * Calls a colleague in by name, beside the agent who takes part: `consult` while the customer is
   * held, `conference` to talk to all.
   * @returns the colleague's participant, or undefined when no agent takes part
   */
  callIn(conversation: Conversation, colleague: User, how: CallIn): Participant | undefined {
    const agent = liveAgents(conversation).find(({ connectedTime }) => connectedTime !== undefined);
    if (!agent) return undefined;
    const now = this.#now();
    const participant = makeParticipant({
      random: this.#random,
      medium: mediumOf(conversation),
      purpose: 'user',
      user: colleague,
      startedAt: now,
      connectedAt: now,
    });
    const customer = customerOf(conversation);
    if (how === 'consult') {
      for (const leg of legsOf(agent)) {
        if (leg.state !== 'connected') continue;
        leg.held = true;
        leg.startHoldTime = new Date(now).toISOString();
      }
      if (customer) {
        agent.consultParticipantId = customer.id;
        participant.consultParticipantId = customer.id;
      }
    }
    conversation.participants.push(participant);
    this.#changed(conversation);
    return participant;
  }

  /**
   * Lets a supervisor watch the agent who takes part, in any of the platform's ways.
   * @returns the supervisor's participant, or undefined when no agent takes part
   */
  watch(conversation: Conversation, supervisor: User, how: WatchHow): Participant | undefined {
    const participant = this.monitor(conversation, supervisor);
    if (!participant) return undefined;
    const agentId = participant.monitoredParticipantId;
    const agentUserId = conversation.participants.find(({ id }) => id === agentId)?.userId ?? '';
    const at = new Date(this.#now()).toISOString();
    if (how === 'screen' || how === 'cobrowse') {
      delete participant.monitoredParticipantId;
      participant.mediaRoles = ['full'];
    }
    if ((how === 'coach' || how === 'barge') && agentId !== undefined)
      participant.coachedParticipantId = agentId;
    if (how === 'barge' && agentId !== undefined) participant.bargedParticipantId = agentId;
    if (how === 'screen')
      participant.screenMonitorings = [
        screenLeg({ at, targetUserId: agentUserId, monitoringId: this.#random.uuid(), count: 1 }),
      ];
    if (how === 'cobrowse') participant.cobrowsesessions = [viewerLeg(this.#random, at)];
    this.#changed(conversation);
    return participant;
  }

  /** Opens a conversation again that has ended: the customer is back, and an agent has it. */
  reopen(conversation: Conversation, agent: User): void {
    if (conversation.state === 'active') return;
    const now = this.#now();
    const medium = mediumOf(conversation);
    const customer = customerOf(conversation);
    const before = liveOrLastAgent(conversation);
    conversation.state = 'active';
    delete conversation.endTime;
    const back = { random: this.#random, medium, startedAt: now, connectedAt: now };
    conversation.participants.push(
      makeParticipant({
        ...back,
        purpose: 'customer',
        ...(customer?.name === undefined ? {} : { name: customer.name }),
        ...(customer?.address === undefined ? {} : { address: customer.address }),
      }),
      makeParticipant({
        ...back,
        purpose: 'agent',
        user: agent,
        ...(before?.queueId === undefined
          ? {}
          : { queue: { id: before.queueId, name: before.queueName ?? '' } }),
      }),
    );
    const ended = this.#endedIds.indexOf(conversation.id);
    if (ended >= 0) this.#endedIds.splice(ended, 1);
    insert(this.#active, conversation);
    this.#changed(conversation);
  }

  /** Lets a supervisor stop watching. */
  stopMonitoring(conversation: Conversation, supervisorId: string): void {
    for (const participant of conversation.participants) {
      const { userId, endTime, monitoredParticipantId, screenMonitorings, cobrowsesessions } = participant;
      const watches = monitoredParticipantId ?? screenMonitorings ?? cobrowsesessions;
      if (userId === supervisorId && endTime === undefined && watches !== undefined)
        endParticipant(participant, this.#isoNow(), 'client');
    }
    this.#changed(conversation);
  }

  /** Lets the agents who write up an interaction be done with it. */
  finishWrapUp(conversation: Conversation): void {
    const now = this.#now();
    for (const participant of conversation.participants)
      if (isWrappingUp(participant, now)) participant.endAcwTime = new Date(now).toISOString();
    this.#changed(conversation);
  }

  /** Adds the participant as whom a supervisor watches an agent's screens. */
  startScreenWatch(
    conversation: Conversation,
    supervisor: User,
    agentParticipantId: string,
    leg: Omit<ScreenLegPlan, 'at'>,
  ): void {
    const now = this.#now();
    const medium = mediumOf(conversation);
    const participant = makeParticipant({
      random: this.#random,
      medium,
      purpose: 'user',
      user: supervisor,
      startedAt: now,
      connectedAt: now,
    });
    // They are on no call and in no thread: the leg of the screen is all they have.
    delete participant[medium.key];
    participant.screenMonitorings = [screenLeg({ ...leg, at: new Date(now).toISOString() })];
    participant.screenMonitoredParticipantId = agentParticipantId;
    conversation.participants.push(participant);
    this.#changed(conversation);
  }

  /** Ends the part of whoever watches a screen by this monitoring session. */
  endScreenWatch(conversation: Conversation, monitoringId: string, how: string): void {
    const watcher = conversation.participants.find(({ screenMonitorings, endTime }) =>
      screenMonitorings?.some(
        ({ screenMonitoring }) => screenMonitoring.id === monitoringId && endTime === undefined,
      ),
    );
    if (!watcher) return;
    endParticipant(watcher, this.#isoNow(), how);
    this.#changed(conversation);
  }

  /** Screens are watched until the agent's after-call work is done. */
  #watchesWrapUp({ participants }: Conversation, { screenMonitoredParticipantId }: Participant): boolean {
    const agent = participants.find(({ id }) => id === screenMonitoredParticipantId);
    return agent?.wrapupRequired === true && agent.connectedTime !== undefined;
  }

  #changed(conversation: Conversation): void {
    this.#noteUsers(conversation);
    this.#listener(conversation);
  }

  /** Users who left stay recorded until they are looked up. */
  #noteUsers(conversation: Conversation): void {
    for (const { userId } of conversation.participants) {
      if (userId === undefined) continue;
      const conversations = this.#ofUser.get(userId) ?? new Set();
      this.#ofUser.set(userId, conversations.add(conversation));
    }
  }

  #forget(id: string | undefined): void {
    const conversation = id === undefined ? undefined : this.#byId.get(id);
    if (!conversation) return;
    this.#byId.delete(conversation.id);
    this.#addedAt.delete(conversation.id);
    remove(this.#all, conversation);
    for (const { userId } of conversation.participants)
      if (userId !== undefined) this.#ofUser.get(userId)?.delete(conversation);
  }

  #isoNow(): string {
    return new Date(this.#now()).toISOString();
  }
}

/** How a colleague is called in. */
export type CallIn = 'consult' | 'conference';

/** The platform's ways of watching an agent. */
export type WatchHow = 'monitor' | 'coach' | 'barge' | 'screen' | 'cobrowse';

function viewerLeg(random: SeededRandom, at: string): CobrowseLeg {
  return {
    id: random.uuid(),
    state: 'connected',
    initialState: 'offering',
    cobrowseSessionId: random.uuid(),
    cobrowseRole: 'viewer',
    controlling: [],
    provider: 'PureCloud Cobrowse',
    providerEventTime: at,
    connectedTime: at,
    segments: [{ startTime: at, type: 'Sharing' }],
  };
}

/** The agent who takes part, or did last. */
function liveOrLastAgent(conversation: Conversation): Participant | undefined {
  return conversation.participants.findLast(({ role, queueId }) => role === 'agent' && queueId !== undefined);
}

/** The medium of the customer's leg. */
export function mediumOf(conversation: Conversation): Medium {
  const first = conversation.participants[0];
  const sameKey = MEDIA.filter(({ key }) => first?.[key] !== undefined);
  const type = first?.messages?.[0]?.type;
  return sameKey.find((medium) => medium.type === type) ?? sameKey[0] ?? VOICE;
}

/** Whether a participant still writes up an interaction that is over for them. */
export function isWrappingUp(participant: Participant, now: number): boolean {
  const { startAcwTime, endAcwTime } = participant;
  if (startAcwTime === undefined || endAcwTime !== undefined) return false;
  return Date.parse(startAcwTime) + WRAP_UP_MS > now;
}

function isOccupied(conversation: Conversation, userId: string, now: number): boolean {
  return conversation.participants.some(
    (participant) =>
      participant.userId === userId && (participant.endTime === undefined || isWrappingUp(participant, now)),
  );
}

function endParticipant(participant: Participant, now: string, how: string): void {
  participant.endTime = now;
  if (participant.wrapupRequired && participant.connectedTime !== undefined) {
    participant.startAcwTime = now;
    participant.wrapupTimeoutMs = WRAP_UP_MS;
  }
  for (const leg of legsOf(participant)) {
    leg.state = 'disconnected';
    leg.held = false;
    leg.disconnectedTime = now;
    leg.disconnectType = how;
    for (const segment of leg.segments) segment.endTime ??= now;
  }
  for (const leg of participant.screenMonitorings ?? []) endScreenLeg(leg, now, how);
  for (const leg of participant.cobrowsesessions ?? []) endCobrowse(leg, now, how);
}

/** Ends a leg of the platform's own co-browse. Ending twice changes nothing. */
export function endCobrowse(leg: CobrowseLeg, now: string, how: string): void {
  if (leg.state === 'disconnected') return;
  leg.state = 'disconnected';
  leg.disconnectedTime = now;
  leg.disconnectType = how;
  leg.providerEventTime = now;
  for (const segment of leg.segments) segment.endTime ??= now;
}

function startSegment(leg: Communication, now: string, type: string): void {
  for (const segment of leg.segments) segment.endTime ??= now;
  leg.segments.push({ startTime: now, type });
}

/** Times are ISO 8601 in UTC throughout, so their order is that of their characters. */
function newestFirst(a: Conversation, b: Conversation): number {
  if (a.startTime === b.startTime) return 0;
  return a.startTime < b.startTime ? 1 : -1;
}

/** Inserts a conversation into a sorted list. */
function insert(list: Conversation[], conversation: Conversation): void {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const other = list[middle];
    if (other && newestFirst(other, conversation) <= 0) from = middle + 1;
    else to = middle;
  }
  list.splice(from, 0, conversation);
}

function remove(list: Conversation[], conversation: Conversation): void {
  const index = list.indexOf(conversation);
  if (index >= 0) list.splice(index, 1);
}

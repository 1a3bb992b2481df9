import type * as z from 'zod/mini';
import { agentsOf, onlyWatches } from './agent-of';
import type { Conversation, ConversationState, Media } from './conversation-model';
import { anyLegOf, isLive, isPart, legOf, MEDIA_ARRAYS, type WireParticipant } from './legs';
import type { conversationSchema } from './schemas';
import { howWatches } from './watching';

/** The most watchers of one conversation to keep and show. */
export const MAX_WATCHERS = 50;

/** A conversation that was read in full. */
export type ConversationReading = {
  conversation: Conversation;
  /** The newest time in it, in milliseconds since the epoch. */
  newestFactAt: number | null;
  /** Users who are in it now. */
  userIds: string[];
};

type WireConversation = z.output<typeof conversationSchema>;

/** Maps a conversation from the wire format, with additional facts. Never throws. */
export function toReading(wire: WireConversation): ConversationReading {
  return {
    conversation: toConversation(wire),
    newestFactAt: newestFactAt(wire),
    userIds: (wire.participants ?? []).flatMap((participant) =>
      participant.userId && isLive(participant) ? [participant.userId.toLowerCase()] : [],
    ),
  };
}

/**
 * Maps a conversation from the wire format to our model. Never throws: unknown values become
 * `other` or `null`.
 */
export function toConversation(wire: WireConversation): Conversation {
  const participants = wire.participants ?? [];
  const { agent, alsoThere } = agentsOf(participants);
  const customer =
    participants.find((participant) => isPart(participant, 'customer')) ??
    participants.find((participant) => isPart(participant, 'external'));
  const queue = participants.findLast((participant) => isPart(participant, 'acd') && isLive(participant));
  const others = alsoThere.flatMap(personOf);
  const state = stateOf(wire, agent, queue);
  const stateSince = agent && sinceOf(state, agent);
  return {
    id: wire.id.toLowerCase(),
    media: mediaOf(participants, [agent, queue, customer]),
    state,
    ...(stateSince !== undefined && { stateSince }),
    ...([agent, ...alsoThere].some((person) => person?.flaggedReason) && { flagged: true as const }),
    startedAt: firstTime([
      wire.startTime,
      ...participants.map((participant) => participant.startTime ?? participant.connectedTime),
    ]),
    customerName: customer?.name || null,
    ...queueOf([agent, queue, participants.findLast(namesQueue)], participants),
    agent: (agent && personOf(agent)[0]) ?? null,
    ...(others.length > 0 && { alsoThere: others.slice(0, MAX_WATCHERS) }),
    watchers: participants
      .filter(
        (participant) => isLive(participant) && participant !== agent && !alsoThere.includes(participant),
      )
      .flatMap(watcherIn)
      .slice(0, MAX_WATCHERS),
  };
}

function personOf({ userId, name }: WireParticipant): { userId: string; name: string | null }[] {
  return userId ? [{ userId: userId.toLowerCase(), name: name || null }] : [];
}

/** How a participant watches the conversation of others, if they do. */
function watcherIn(participant: WireParticipant): Conversation['watchers'] {
  const how = howWatches(participant);
  return how
    ? [{ userId: participant.userId?.toLowerCase() || null, name: participant.name || null, how }]
    : [];
}

function namesQueue({ queueId, queueName }: WireParticipant): boolean {
  return Boolean(queueId || queueName);
}

/**
 * Returns the queue of the first of these participants that has one. Missing values are taken only
 * from another participant with the same queue.
 */
function queueOf(
  tellers: readonly (WireParticipant | undefined)[],
  all: readonly WireParticipant[],
): Pick<Conversation, 'queueId' | 'queueName'> {
  const told = tellers.find((participant) => participant && namesQueue(participant));
  const id = told?.queueId?.toLowerCase() || null;
  const name = told?.queueName || null;
  const same = all.filter(
    ({ queueId, queueName }) =>
      queueId && queueName && (id ? queueId.toLowerCase() === id : queueName === name),
  );
  return {
    queueId: id ?? (name ? same.at(-1)?.queueId?.toLowerCase() || null : null),
    queueName: name ?? (id ? same.at(-1)?.queueName || null : null),
  };
}

/**
 * Returns the medium of the leg in use: of the agent's, otherwise of another participant's; if none
 * is in use, of a past one.
 */
function mediaOf(
  participants: readonly WireParticipant[],
  first: readonly (WireParticipant | undefined)[],
): Media {
  const live = [...first, ...participants].flatMap((participant) =>
    participant && isLive(participant) && !onlyWatches(participant) ? [legOf(participant)] : [],
  );
  const past = [...first, ...participants].flatMap((participant) =>
    participant ? [anyLegOf(participant)] : [],
  );
  return [...live, ...past].find((leg) => leg !== undefined)?.media ?? 'other';
}

function stateOf(
  wire: WireConversation,
  agent: WireParticipant | undefined,
  queue: WireParticipant | undefined,
): ConversationState {
  // An event has no end time: a conversation without participants has ended. Watchers alone do not
  // keep it alive.
  const participants = wire.participants ?? [];
  const isKept = participants.some((participant) => isLive(participant) && !onlyWatches(participant));
  if (wire.endTime || (participants.length > 0 && !isKept)) return 'ended';
  if (!agent) return queue ? 'waiting' : 'other';
  const leg = legOf(agent);
  if (!leg) return 'connected';
  if (leg.held) return 'on-hold';
  switch (leg.state?.toLowerCase()) {
    case 'connected':
      return 'connected';
    case 'alerting':
    case 'dialing':
    case 'contacting':
      return 'alerting';
    case 'parked':
      return 'parked';
    default:
      return 'other';
  }
}

/**
 * When the agent's leg was put on hold, or began to ring, in milliseconds since the epoch;
 * `undefined` in other states, and if the platform does not report it.
 */
function sinceOf(state: ConversationState, agent: WireParticipant): number | undefined {
  const leg = legOf(agent);
  if (state === 'on-hold') return firstTime([leg?.startHoldTime]) ?? undefined;
  if (state === 'alerting') return firstTime([leg?.startAlertingTime]) ?? undefined;
  return undefined;
}

/**
 * Returns the newest time in a conversation, in milliseconds since the epoch. Events have no
 * sequence number and may overtake each other; the last thing that happened shows which of two is
 * newer. Ignores holding: taking somebody off hold leaves no time behind.
 */
function newestFactAt(wire: WireConversation): number | null {
  const times = [wire.startTime, wire.endTime];
  for (const participant of wire.participants ?? []) {
    times.push(participant.startTime, participant.connectedTime, participant.endTime);
    for (const [key] of MEDIA_ARRAYS) {
      for (const { connectedTime, disconnectedTime } of participant[key] ?? [])
        times.push(connectedTime, disconnectedTime);
    }
  }
  // Do not spread into `Math.max`: a hundred thousand participants have more times than a call
  // takes arguments.
  let newest: number | null = null;
  for (const text of times) {
    const time = Date.parse(text ?? '');
    if (!Number.isNaN(time) && (newest === null || time > newest)) newest = time;
  }
  return newest;
}

function firstTime(values: (string | null | undefined)[]): number | null {
  for (const value of values) {
    const time = Date.parse(value ?? '');
    if (!Number.isNaN(time)) return time;
  }
  return null;
}

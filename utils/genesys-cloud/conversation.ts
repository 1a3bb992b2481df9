import * as z from 'zod/mini';
import type { conversationSchema, participantSchema } from './schemas';

export const MEDIA = [
  'voice',
  'callback',
  'message',
  'chat',
  'email',
  'video',
  'social',
  'internal',
  'other',
] as const;
export type Media = (typeof MEDIA)[number];

/** `other` stands for every state the platform may add. */
export const CONVERSATION_STATES = [
  'alerting',
  'connected',
  'on-hold',
  'parked',
  'waiting',
  'ended',
  'other',
] as const;
export type ConversationState = (typeof CONVERSATION_STATES)[number];

/** How somebody who is not the agent looks into a conversation. */
export const WATCHING = ['monitoring', 'coaching', 'barged-in', 'cobrowsing', 'screen-monitoring'] as const;
export type Watching = (typeof WATCHING)[number];

/** A customer's conversation as the product speaks of it. */
export const conversationModelSchema = z.object({
  id: z.string(),
  media: z.enum(MEDIA),
  state: z.enum(CONVERSATION_STATES),
  /** Milliseconds since the epoch; `null` when the platform does not say. */
  startedAt: z.nullable(z.number()),
  customerName: z.nullable(z.string()),
  queueId: z.nullable(z.string()),
  queueName: z.nullable(z.string()),
  /** The agent who is in it now, or rings; `null` while nobody is. */
  agent: z.nullable(z.object({ userId: z.string(), name: z.nullable(z.string()) })),
  /** Who looks in now, besides the agent. */
  watchers: z.array(
    z.object({
      userId: z.nullable(z.string()),
      name: z.nullable(z.string()),
      how: z.enum(WATCHING),
    }),
  ),
});

export type Conversation = z.output<typeof conversationModelSchema>;

/** Of those who look into one conversation no more are kept and shown. */
export const MOST_WATCHERS = 50;

/** A conversation that was read whole. */
export type ConversationReading = {
  conversation: Conversation;
  /** The newest time that it speaks of, in milliseconds since the epoch. */
  newestFactAt: number | null;
  /** Users who are in it now. */
  userIds: string[];
};

type WireConversation = z.output<typeof conversationSchema>;
type WireParticipant = z.output<typeof participantSchema>;

/** The platform's media arrays, in the order in which they name a conversation that has several. */
const MEDIA_ARRAYS = [
  ['calls', 'voice'],
  ['callbacks', 'callback'],
  ['messages', 'message'],
  ['chats', 'chat'],
  ['emails', 'email'],
  ['videos', 'video'],
  ['socialExpressions', 'social'],
  ['internalMessages', 'internal'],
] as const satisfies readonly (readonly [keyof WireParticipant, Media])[];

const ENDED = new Set(['disconnected', 'terminated']);

/** Maps a conversation from the wire, with what else it tells. Never throws. */
export function toReading(wire: WireConversation): ConversationReading {
  return {
    conversation: toConversation(wire),
    newestFactAt: newestFactAt(wire),
    userIds: (wire.participants ?? []).flatMap((participant) =>
      participant.userId && isLive(participant) ? [participant.userId.toLowerCase()] : [],
    ),
  };
}

/** Maps a conversation from the wire to our model. Never throws: what it does not know becomes `other` or `null`. */
export function toConversation(wire: WireConversation): Conversation {
  const participants = wire.participants ?? [];
  const agent = liveAgent(participants);
  const customer =
    participants.find((participant) => isPart(participant, 'customer')) ??
    participants.find((participant) => isPart(participant, 'external'));
  const queue = participants.findLast((participant) => isPart(participant, 'acd') && isLive(participant));
  const lastInQueue = participants.findLast(({ queueId, queueName }) => queueName || queueId);
  return {
    id: wire.id.toLowerCase(),
    media: mediaOf(participants),
    state: stateOf(wire, agent, queue),
    startedAt: firstTime([
      wire.startTime,
      ...participants.map((participant) => participant.startTime ?? participant.connectedTime),
    ]),
    customerName: customer?.name || null,
    queueId: (agent?.queueId || queue?.queueId || lastInQueue?.queueId)?.toLowerCase() || null,
    queueName: agent?.queueName || queue?.queueName || lastInQueue?.queueName || null,
    agent: agent?.userId ? { userId: agent.userId.toLowerCase(), name: agent.name || null } : null,
    watchers: participants.filter(isLive).flatMap(watcherIn).slice(0, MOST_WATCHERS),
  };
}

function isPart({ role, purpose }: WireParticipant, part: string): boolean {
  return role?.toLowerCase() === part || purpose?.toLowerCase() === part;
}

/**
 * The agent to cobrowse with. After transfers and unanswered rings an agent appears several times; the participant that counts
 * has not ended, connected before ringing, latest before earlier.
 */
function liveAgent(participants: WireParticipant[]): WireParticipant | undefined {
  const candidates = participants.filter(
    (participant) =>
      participant.userId &&
      (isPart(participant, 'agent') || isPart(participant, 'user')) &&
      !listensIn(participant) &&
      isLive(participant),
  );
  return (
    candidates.findLast((participant) => mediaStates(participant).includes('connected')) ?? candidates.at(-1)
  );
}

/** How a participant looks into the conversation of others, if that is what they do. */
function watcherIn(participant: WireParticipant): Conversation['watchers'] {
  const how = howWatches(participant);
  return how
    ? [{ userId: participant.userId?.toLowerCase() ?? null, name: participant.name || null, how }]
    : [];
}

function howWatches(participant: WireParticipant): Watching | null {
  if (participant.bargedParticipantId) return 'barged-in';
  if (participant.coachedParticipantId) return 'coaching';
  if (participant.monitoredParticipantId) return 'monitoring';
  if (hasLiveLeg(participant.screenMonitorings)) return 'screen-monitoring';
  // The customer's own leg is the other end of the one that looks.
  if (participant.userId && hasLiveLeg(participant.cobrowsesessions)) return 'cobrowsing';
  return null;
}

function hasLiveLeg(legs: { state?: string | null | undefined }[] | null | undefined): boolean {
  return Boolean(legs?.some(({ state }) => state && !ENDED.has(state.toLowerCase())));
}

/** A supervisor who monitors, coaches or barges in is a participant too, but never the one to cobrowse with. */
function listensIn(participant: WireParticipant): boolean {
  return Boolean(
    participant.monitoredParticipantId || participant.coachedParticipantId || participant.bargedParticipantId,
  );
}

function isLive(participant: WireParticipant): boolean {
  if (participant.endTime) return false;
  const states = mediaStates(participant);
  return states.length === 0 || states.some((state) => !ENDED.has(state));
}

function mediaStates(participant: WireParticipant): string[] {
  return MEDIA_ARRAYS.flatMap(([key]) => participant[key] ?? []).flatMap(({ state }) =>
    state ? [state.toLowerCase()] : [],
  );
}

function mediaOf(participants: WireParticipant[]): Media {
  const live = participants.filter(isLive);
  for (const group of [live, participants]) {
    for (const [key, media] of MEDIA_ARRAYS)
      if (group.some((participant) => participant[key]?.length)) return media;
  }
  return 'other';
}

function stateOf(
  wire: WireConversation,
  agent: WireParticipant | undefined,
  queue: WireParticipant | undefined,
): ConversationState {
  // An event has no end of its own: a conversation in which nobody is any more has ended.
  const participants = wire.participants ?? [];
  if (wire.endTime || (participants.length > 0 && !participants.some(isLive))) return 'ended';
  if (!agent) return queue ? 'waiting' : 'other';
  const media = MEDIA_ARRAYS.flatMap(([key]) => agent[key] ?? []).filter(
    ({ state }) => !ENDED.has(state?.toLowerCase() ?? ''),
  );
  if (media.some((leg) => 'held' in leg && leg.held)) return 'on-hold';
  const states = media.map(({ state }) => state?.toLowerCase());
  if (states.includes('connected')) return 'connected';
  if (states.some((state) => state === 'alerting' || state === 'dialing' || state === 'contacting'))
    return 'alerting';
  if (states.includes('parked')) return 'parked';
  return media.length === 0 ? 'connected' : 'other';
}

/**
 * The newest time that a conversation speaks of, in milliseconds since the epoch. Events carry no sequence number and may overtake
 * each other; what happened last tells which of two is the newer. Holding is left out: taking somebody off hold leaves no time behind.
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
  // Not `Math.max` of a spread list: a hundred thousand participants have more times than a call takes arguments.
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

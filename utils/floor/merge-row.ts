import type { Conversation } from '../genesys-cloud/conversation';
import type { Sighting } from '../genesys-cloud/sighting';
import type { FloorRow, FloorSource } from './model';

/**
 * Analytics lag behind what happens by a few seconds, in milliseconds: what they said is believed against an event or a reading of the
 * conversation itself only when it is younger by this.
 */
export const ANALYTICS_LAG_MS = 15_000;

/** A conversation that was read whole, put over what was known of it. */
export function rowOfConversation(
  conversation: Conversation,
  {
    before,
    source,
    mine,
    readAt,
    newestFactAt,
  }: {
    before: FloorRow | undefined;
    source: FloorSource | 'event';
    mine: boolean;
    readAt: number;
    newestFactAt: number | null;
  },
): FloorRow {
  return keepSame(before, {
    ...conversation,
    // An event does not say when the conversation began; what was listed does.
    startedAt: earliest(before?.startedAt ?? null, conversation.startedAt),
    customerName: conversation.customerName ?? before?.customerName ?? null,
    queueId: conversation.queueId ?? before?.queueId ?? null,
    queueName: conversation.queueName ?? sameQueueName(conversation, before),
    agent: conversation.agent && {
      ...conversation.agent,
      name: conversation.agent.name ?? sameAgentName(conversation.agent.userId, before),
    },
    source: source === 'event' ? (before?.source ?? 'event') : source,
    mine,
    complete: true,
    readAt,
    newestFactAt: newestFactAt ?? before?.newestFactAt ?? null,
  });
}

/**
 * Whether what was read whole tells of a time before what is known already: by the newest time that both speak of, and where that says
 * nothing by when they were read.
 */
export function isOvertaken(
  { newestFactAt, readAt }: { newestFactAt: number | null; readAt: number },
  known: FloorRow,
): boolean {
  return newestFactAt === null || known.newestFactAt === null || newestFactAt === known.newestFactAt
    ? known.complete && known.readAt > readAt
    : newestFactAt < known.newestFactAt;
}

/**
 * What a listing tells, put over what was known. A listing that may be older than what was known only fills gaps, and so does one that
 * knows less than who told of it already (`onlyGaps`).
 */
export function rowOfSighting(
  sighting: Sighting,
  {
    before,
    source,
    readAt,
    onlyGaps = false,
  }: { before: FloorRow | undefined; source: FloorSource; readAt: number; onlyGaps?: boolean },
): FloorRow {
  if (!before) {
    return {
      ...UNKNOWN,
      ...sighting,
      state: sighting.state ?? (sighting.agent ? 'connected' : 'other'),
      source,
      readAt,
    };
  }
  const filled: FloorRow = {
    ...before,
    source,
    startedAt: before.complete
      ? (before.startedAt ?? sighting.startedAt ?? null)
      : earliest(before.startedAt, sighting.startedAt ?? null),
    customerName: before.customerName ?? sighting.customerName ?? null,
    queueId: before.queueId ?? sighting.queueId ?? null,
  };
  if (before.complete && (onlyGaps || before.readAt > readAt - ANALYTICS_LAG_MS))
    return keepSame(before, filled);
  if (onlyGaps) return keepSame(before, { ...filled, watchers: sighting.watchers ?? before.watchers });
  const agent =
    sighting.agent === undefined && sighting.state !== 'waiting' ? before.agent : (sighting.agent ?? null);
  const state = sighting.state ?? before.state;
  const changed =
    agent?.userId !== before.agent?.userId ||
    (state !== before.state && !(before.state === 'on-hold' && state === 'connected'));
  const staysComplete = before.complete && !changed && readAt - before.readAt < SAME_FOR_MS;
  return keepSame(before, {
    ...filled,
    // Queues do not tell who is on hold.
    state: changed ? state : before.state,
    media: before.media === 'other' ? (sighting.media ?? 'other') : before.media,
    queueId: sighting.queueId ?? before.queueId,
    queueName: sighting.queueId && sighting.queueId !== before.queueId ? null : before.queueName,
    agent: agent && { ...agent, name: agent.name ?? sameAgentName(agent.userId, before) },
    watchers: sighting.watchers ?? before.watchers,
    complete: staysComplete,
    readAt: staysComplete ? before.readAt : readAt,
  });
}

const UNKNOWN = {
  media: 'other',
  startedAt: null,
  customerName: null,
  queueId: null,
  queueName: null,
  agent: null,
  watchers: [] as Conversation['watchers'],
  mine: false,
  complete: false,
  newestFactAt: null,
} as const;

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

function sameQueueName({ queueId }: Conversation, before: FloorRow | undefined): string | null {
  return before && (queueId === null || before.queueId === queueId) ? before.queueName : null;
}

function sameAgentName(userId: string, before: FloorRow | undefined): string | null {
  return before?.agent?.userId === userId ? before.agent.name : null;
}

/** What only says when it was read is not written again before this, in milliseconds. */
const SAME_FOR_MS = 5 * 60_000;

/** The very row that was there, where it says the same: what is the same object is neither written nor drawn again. */
function keepSame(before: FloorRow | undefined, after: FloorRow): FloorRow {
  if (!before || after.readAt - before.readAt >= SAME_FOR_MS) return after;
  return FIELDS.every((field) => isSame(before[field], after[field])) ? before : after;
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}

/** All but the time of reading. */
const FIELDS = [
  'id',
  'media',
  'state',
  'startedAt',
  'customerName',
  'queueId',
  'queueName',
  'agent',
  'watchers',
  'source',
  'mine',
  'complete',
  'newestFactAt',
] as const satisfies readonly (keyof FloorRow)[];

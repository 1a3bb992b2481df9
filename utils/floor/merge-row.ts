import type { Conversation } from '../genesys-cloud/conversation-model';
import type { PartialConversation } from '../genesys-cloud/partial-conversation';
import type { FloorRow, FloorSource } from './model';

/**
 * Analytics are a few seconds late, in milliseconds: they are trusted over an event or a reading of
 * the conversation itself only if they are newer by this much.
 */
export const ANALYTICS_LAG_MS = 15_000;

/**
 * Timestamps of one event differ by this much at most, in milliseconds: each leg is connected and
 * disconnected by its own server.
 */
const SAME_EVENT_MS = 1_000;

/**
 * Whether a fact is newer than another, both in milliseconds since the epoch: the newer of two
 * facts counts.
 */
export function isNewerFact(factAt: number | null, other: number): boolean {
  return factAt !== null && factAt > other + SAME_EVENT_MS;
}

/** Merges a conversation that was read in full over what was known about it. */
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
    // An event does not contain when the conversation began; a listing does.
    startedAt: earliest(before?.startedAt ?? null, conversation.startedAt),
    customerName: conversation.customerName ?? before?.customerName ?? null,
    ...queueOf(conversation, before),
    agent: conversation.agent && {
      ...conversation.agent,
      name: conversation.agent.name ?? knownName(conversation.agent.userId, before),
    },
    ...(conversation.alsoThere && {
      alsoThere: conversation.alsoThere.map(({ userId, name }) => ({
        userId,
        name: name ?? knownName(userId, before),
      })),
    }),
    source: source === 'event' ? (before?.source ?? 'event') : source,
    mine,
    complete: true,
    readAt,
    newestFactAt: newestFactAt ?? before?.newestFactAt ?? null,
  });
}

/**
 * Whether a full reading is older than what is already known: by the newest time in both, or, if
 * that does not decide, by when they were read.
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
 * Merges an entry of a listing over what was known. An entry that may be older than that only fills
 * gaps, and so does one from a source that knows less (`onlyGaps`).
 */
export function rowOfPartial(
  partial: PartialConversation,
  {
    before,
    source,
    readAt,
    onlyGaps = false,
  }: { before: FloorRow | undefined; source: FloorSource; readAt: number; onlyGaps?: boolean },
): FloorRow {
  const { newestFactAt: _, ...told } = partial;
  if (!before) {
    return {
      ...UNKNOWN,
      ...told,
      state: partial.state ?? (partial.agent ? 'connected' : 'other'),
      source,
      readAt,
    };
  }
  const filled: FloorRow = {
    ...before,
    source,
    startedAt: before.complete
      ? (before.startedAt ?? partial.startedAt ?? null)
      : earliest(before.startedAt, partial.startedAt ?? null),
    customerName: before.customerName ?? partial.customerName ?? null,
    // With a name from elsewhere, this id might belong to another queue.
    queueId: before.queueId ?? (before.queueName === null ? (partial.queueId ?? null) : null),
  };
  if (before.complete && (onlyGaps || before.readAt > readAt - ANALYTICS_LAG_MS))
    return keepSame(before, filled);
  if (onlyGaps) return keepSame(before, { ...filled, watchers: partial.watchers ?? before.watchers });
  const agent =
    partial.agent === undefined && partial.state !== 'waiting' ? before.agent : (partial.agent ?? null);
  const state = partial.state ?? before.state;
  const changed =
    agent?.userId !== before.agent?.userId ||
    (state !== before.state && !(before.state === 'on-hold' && state === 'connected'));
  const { alsoThere: whoWasThere, ...others } = filled;
  const alsoThere = partial.alsoThere ?? (changed ? undefined : whoWasThere);
  const staysComplete = before.complete && !changed && readAt - before.readAt < SAME_FOR_MS;
  return keepSame(before, {
    ...others,
    ...(alsoThere && { alsoThere }),
    // Queues do not report who is on hold.
    state: changed ? state : before.state,
    media: before.media === 'other' ? (partial.media ?? 'other') : before.media,
    queueId: partial.queueId ?? before.queueId,
    queueName: partial.queueId && partial.queueId !== before.queueId ? null : before.queueName,
    agent: agent && { ...agent, name: agent.name ?? knownName(agent.userId, before) },
    watchers: partial.watchers ?? before.watchers,
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

/**
 * Returns the conversation's queue. Missing values are taken from the known queue only if it is the
 * same one.
 */
function queueOf(
  { queueId, queueName }: Conversation,
  before: FloorRow | undefined,
): Pick<FloorRow, 'queueId' | 'queueName'> {
  if (!before) return { queueId, queueName };
  if (queueId === null && queueName === null) return { queueId: before.queueId, queueName: before.queueName };
  const isSameQueue = queueId === null ? queueName === before.queueName : queueId === before.queueId;
  return isSameQueue
    ? { queueId: queueId ?? before.queueId, queueName: queueName ?? before.queueName }
    : { queueId, queueName };
}

function knownName(userId: string, before: FloorRow | undefined): string | null {
  const people = before ? [before.agent, ...(before.alsoThere ?? []), ...before.watchers] : [];
  return people.find((person) => person?.userId === userId)?.name ?? null;
}

/**
 * If only the time of reading has changed, a row is not written again before this time, in
 * milliseconds.
 */
const SAME_FOR_MS = 5 * 60_000;

/**
 * Returns the existing row if nothing has changed: the same object is neither written nor drawn
 * again.
 */
function keepSame(before: FloorRow | undefined, after: FloorRow): FloorRow {
  if (!before || after.readAt - before.readAt >= SAME_FOR_MS) return after;
  return FIELDS.every((field) => isSame(before[field], after[field])) ? before : after;
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}

/** All fields but the time of reading. */
const FIELDS = [
  'id',
  'media',
  'state',
  'startedAt',
  'customerName',
  'queueId',
  'queueName',
  'agent',
  'alsoThere',
  'watchers',
  'source',
  'mine',
  'complete',
  'newestFactAt',
] as const satisfies readonly (keyof FloorRow)[];

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
  const since = conversation.stateSince ?? sinceSeen(conversation, before, readAt);
  return keepSame(before, {
    ...conversation,
    ...(since !== undefined && { stateSince: since }),
    // An event does not contain when the conversation began; a listing does.
    startedAt: earliest(before?.startedAt ?? null, conversation.startedAt),
    customerName: conversation.customerName ?? before?.customerName ?? null,
    ...queueOf(conversation, before),
    agent: conversation.agent && knownAgent(conversation.agent, before),
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
 * Since when a conversation has been seen in its state, if the platform does not report it: an
 * event says that a phone rings, not since when. A lower bound, so that nobody waits longer than
 * shown.
 */
function sinceSeen(
  { state, agent }: Pick<Conversation, 'state' | 'agent'>,
  before: FloorRow | undefined,
  readAt: number,
): number | undefined {
  if (before && isSameState({ state, agent }, before) && before.stateSince !== undefined)
    return before.stateSince;
  return state === 'alerting' ? readAt : undefined;
}

/** Whether the same agent has, or is offered, the conversation in the same way. */
function isSameState(
  { state, agent }: Pick<Conversation, 'state' | 'agent'>,
  before: Pick<FloorRow, 'state' | 'agent'>,
): boolean {
  return state === before.state && agent?.userId === before.agent?.userId;
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
  const { newestFactAt: _, stateSince: toldSince, ...told } = partial;
  if (!before) {
    const state = partial.state ?? (partial.agent ? 'connected' : 'other');
    const since = toldSince ?? (state === 'alerting' ? readAt : undefined);
    return {
      ...UNKNOWN,
      ...told,
      state,
      ...(since !== undefined && { stateSince: since }),
      source,
      readAt,
    };
  }
  const saysSame =
    partial.state === before.state &&
    (partial.agent === undefined || partial.agent?.userId === before.agent?.userId);
  const filled: FloorRow = {
    ...before,
    source,
    startedAt: before.complete
      ? (before.startedAt ?? partial.startedAt ?? null)
      : earliest(before.startedAt, partial.startedAt ?? null),
    customerName: before.customerName ?? partial.customerName ?? null,
    // With a name from elsewhere, this id might belong to another queue.
    queueId: before.queueId ?? (before.queueName === null ? (partial.queueId ?? null) : null),
    ...(before.stateSince === undefined && saysSame && toldSince !== undefined && { stateSince: toldSince }),
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
  const { alsoThere: whoWasThere, stateSince: sinceBefore, flagged: wasFlagged, ...others } = filled;
  const since = changed
    ? (toldSince ?? (state === 'alerting' ? readAt : undefined))
    : ((saysSame ? toldSince : undefined) ?? sinceBefore);
  // Only the search reports flags; another agent has not flagged anything yet.
  const flagged =
    partial.flagged ?? (changed && agent?.userId !== before.agent?.userId ? undefined : wasFlagged);

  const alsoThere = partial.alsoThere ?? (changed ? undefined : whoWasThere);
  const staysComplete = before.complete && !changed && readAt - before.readAt < SAME_FOR_MS;
  return keepSame(before, {
    ...others,
    ...(alsoThere && { alsoThere }),
    ...(since !== undefined && { stateSince: since }),
    ...(flagged && { flagged }),
    // Queues do not report who is on hold.
    state: changed ? state : before.state,
    media: before.media === 'other' ? (partial.media ?? 'other') : before.media,
    queueId: partial.queueId ?? before.queueId,
    queueName: partial.queueId && partial.queueId !== before.queueId ? null : before.queueName,
    agent: agent && knownAgent(agent, before),
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

/** An agent with what was known about the name: it, or that the platform has none. */
function knownAgent(
  { userId, name }: NonNullable<Conversation['agent']>,
  before: FloorRow | undefined,
): NonNullable<FloorRow['agent']> {
  const known = name ?? knownName(userId, before);
  const isUnnamed = known === null && before?.agent?.userId === userId && before.agent.unnamed;
  return { userId, name: known, ...(isUnnamed && { unnamed: true as const }) };
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
  'stateSince',
  'flagged',
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

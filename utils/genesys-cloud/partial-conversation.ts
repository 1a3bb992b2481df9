import { MAX_WATCHERS } from './conversation';
import type { Conversation, ConversationState, Media } from './conversation-model';

/** What a listing reports about a conversation. Unreported fields are missing. */
export type PartialConversation = {
  id: string;
  /** The newest time in it, in milliseconds since the epoch; `startedAt` if missing. */
  newestFactAt?: number | null;
} & Partial<Omit<Conversation, 'id'>>;

/** Media types of the analytics calls. Source: `mediaType` of `AnalyticsSession`. */
const MEDIA_TYPES = mapOf<Media>({
  voice: 'voice',
  callback: 'callback',
  message: 'message',
  chat: 'chat',
  email: 'email',
  video: 'video',
  internalmessage: 'internal',
});

/**
 * Segment types in which somebody talks to the customer or is about to. Source: `segmentType` of
 * `AnalyticsConversationSegment`.
 */
const STATES = mapOf<ConversationState>({
  interact: 'connected',
  hold: 'on-hold',
  alert: 'alerting',
  dialing: 'alerting',
  contacting: 'alerting',
  parked: 'parked',
});

export const mediaOfType = (type: string | null | undefined): Media =>
  MEDIA_TYPES.get(type?.toLowerCase() ?? '') ?? 'other';
export const stateOfSegment = (type: string | null | undefined): ConversationState | undefined =>
  STATES.get(type?.toLowerCase() ?? '');

/**
 * When an activity began that counts by its own length, in milliseconds since the epoch: a hold or
 * ringing. Empty for others, and if the platform does not report it.
 */
export function sinceOfSegment(
  type: string | null | undefined,
  start: string | null | undefined,
): { stateSince?: number } {
  const state = stateOfSegment(type);
  const since = timeOf(start);
  return since !== null && (state === 'on-hold' || state === 'alerting') ? { stateSince: since } : {};
}

/** A map, not an object: the platform may send the name of an inherited property. */
function mapOf<V>(entries: Record<string, V>): Map<string, V> {
  return new Map(Object.entries(entries));
}

/** Milliseconds since the epoch, or `null` if it is not a time. */
export function timeOf(text: string | null | undefined): number | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : time;
}

/**
 * Returns the newest of these times, in milliseconds since the epoch; `null` if none can be read.
 */
export function newestOf(times: readonly (string | null | undefined)[]): number | null {
  const known = times.map(timeOf).filter((time) => time !== null);
  return known.length > 0 ? Math.max(...known) : null;
}

/**
 * Combines what two listings report about one conversation. Agent, state, queue and medium come
 * from the same listing: the first, unless the second knows the agent better. Gaps are filled from
 * the other one only if both have the same agent. Watchers are taken from both.
 * @param sameListing whether both come from one answer: then two agents are in it together, not one
 *   after the other
 */
export function combinePartials(
  first: PartialConversation,
  second: PartialConversation,
  sameListing = false,
): PartialConversation {
  const [main, other] = isOwner(second, first, sameListing) ? [second, first] : [first, second];
  const areTwo = Boolean(main.agent && other.agent && main.agent.userId !== other.agent.userId);
  const fromOther: Partial<PartialConversation> = areTwo
    ? { startedAt: other.startedAt ?? null, customerName: other.customerName ?? null }
    : other;
  const told = Object.fromEntries(
    Object.entries(main).filter(
      ([key, value]) => value !== undefined && value !== null && !(key === 'media' && value === 'other'),
    ),
  );
  const agent =
    main.agent && other.agent?.userId === main.agent.userId
      ? { userId: main.agent.userId, name: main.agent.name ?? other.agent.name }
      : (main.agent ?? other.agent);
  const isThere = areTwo && sameListing && other.state !== 'alerting';
  const alsoThere = [
    ...(main.alsoThere ?? []),
    ...(other.alsoThere ?? []),
    ...(isThere && other.agent ? [other.agent] : []),
  ].filter(({ userId }) => userId !== agent?.userId);
  // Both may report the same hold: the one that began later is the present one.
  const since = [first, second].flatMap((each) =>
    each.state === main.state && each.stateSince !== undefined ? [each.stateSince] : [],
  );
  const { stateSince: _since, ...rest } = { ...fromOther, ...told };
  const facts = [first, second].flatMap((each) => factOf(each) ?? []);
  const watchers = [...(first.watchers ?? []), ...(second.watchers ?? [])];
  return {
    ...rest,
    id: first.id,
    ...(since.length > 0 && { stateSince: Math.max(...since) }),
    ...((first.flagged || second.flagged) && { flagged: true as const }),
    ...(agent !== undefined && { agent }),
    ...(alsoThere.length > 0 && {
      alsoThere: [...new Map(alsoThere.map((person) => [person.userId, person])).values()].slice(
        0,
        MAX_WATCHERS,
      ),
    }),
    ...((first.newestFactAt || second.newestFactAt) && { newestFactAt: Math.max(...facts) }),
    ...((first.watchers || second.watchers) && { watchers: uniqueWatchers(watchers) }),
  };
}

/**
 * Returns the newest time in a partial conversation, in milliseconds since the epoch; `null` if it
 * has none.
 */
export function factOf({ newestFactAt, startedAt }: PartialConversation): number | null {
  return newestFactAt ?? startedAt ?? null;
}

/**
 * Whether one partial conversation knows the agent better than the other: by who has answered, then
 * by who came through the queue, then by who came first. For two listings, one of which may be
 * older, only the queue decides.
 */
function isOwner(one: PartialConversation, other: PartialConversation, sameListing: boolean): boolean {
  if (!one.agent || !other.agent || one.agent.userId === other.agent.userId) return false;
  const rings = ({ state }: PartialConversation) => state === 'alerting';
  if (rings(one) !== rings(other)) return sameListing && rings(other);
  if (Boolean(one.queueId) !== Boolean(other.queueId)) return Boolean(one.queueId);
  const [since, otherSince] = [one.startedAt ?? null, other.startedAt ?? null];
  return sameListing && since !== null && otherSince !== null && since < otherSince;
}

function uniqueWatchers(watchers: Conversation['watchers']): Conversation['watchers'] {
  const unique = new Map(watchers.map((each) => [`${each.userId ?? each.name} ${each.how}`, each]));
  return [...unique.values()].slice(0, MAX_WATCHERS);
}

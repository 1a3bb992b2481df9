import {
  type Conversation,
  type ConversationState,
  type Media,
  MOST_WATCHERS,
  type Watching,
} from './conversation';

/** What a listing tells of a conversation. What it does not tell is missing. */
export type Sighting = { id: string } & Partial<Omit<Conversation, 'id'>>;

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

/** Segment types in which somebody talks to the customer or is about to. Source: `segmentType` of `AnalyticsConversationSegment`. */
const STATES = mapOf<ConversationState>({
  interact: 'connected',
  hold: 'on-hold',
  alert: 'alerting',
  dialing: 'alerting',
  contacting: 'alerting',
  parked: 'parked',
});

/** Segment types in which somebody looks in. */
const WATCHING = mapOf<Watching>({
  monitoring: 'monitoring',
  coaching: 'coaching',
  barging: 'barged-in',
  screenmonitoring: 'screen-monitoring',
  sharing: 'cobrowsing',
});

export const mediaOfType = (type: string | null | undefined): Media =>
  MEDIA_TYPES.get(type?.toLowerCase() ?? '') ?? 'other';
export const stateOfSegment = (type: string | null | undefined): ConversationState | undefined =>
  STATES.get(type?.toLowerCase() ?? '');
export const watchingOfSegment = (type: string | null | undefined): Watching | undefined =>
  WATCHING.get(type?.toLowerCase() ?? '');

/** A map and not an object: what the platform sends may be called as something every object has. */
function mapOf<V>(entries: Record<string, V>): Map<string, V> {
  return new Map(Object.entries(entries));
}

/** Milliseconds since the epoch, or `null` for what is no time. */
export function timeOf(text: string | null | undefined): number | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : time;
}

/**
 * Two sightings of one conversation as one: what the first tells counts, what it does not tell comes from the second. Who looks in is
 * taken from both.
 */
export function combineSightings(first: Sighting, second: Sighting): Sighting {
  const told = Object.fromEntries(
    Object.entries(first).filter(
      ([key, value]) => value !== undefined && value !== null && !(key === 'media' && value === 'other'),
    ),
  );
  const watchers = [...(first.watchers ?? []), ...(second.watchers ?? [])];
  const agent =
    first.agent && second.agent?.userId === first.agent.userId
      ? { userId: first.agent.userId, name: first.agent.name ?? second.agent.name }
      : (first.agent ?? second.agent);
  return {
    ...second,
    ...told,
    id: first.id,
    ...(agent !== undefined && { agent }),
    ...((first.watchers || second.watchers) && { watchers: uniqueWatchers(watchers) }),
  };
}

function uniqueWatchers(watchers: Conversation['watchers']): Conversation['watchers'] {
  const unique = new Map(watchers.map((each) => [`${each.userId ?? each.name} ${each.how}`, each]));
  return [...unique.values()].slice(0, MOST_WATCHERS);
}

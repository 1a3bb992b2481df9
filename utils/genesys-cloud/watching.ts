/**
 * Every way of looking into a conversation of others, in the order in which one names somebody who
 * does several at once: a coach is told as a coach, although a coach listens too. The one list that
 * says who only watches.
 */
const WAYS = [
  { how: 'barged-in', field: 'bargedParticipantId', mediaRole: 'barge', segment: 'barging' },
  { how: 'coaching', field: 'coachedParticipantId', mediaRole: 'coach', segment: 'coaching' },
  { how: 'monitoring', field: 'monitoredParticipantId', mediaRole: 'monitor', segment: 'monitoring' },
  { how: 'screen-monitoring', legs: 'screenMonitorings', segment: 'screenmonitoring' },
  { how: 'cobrowsing', legs: 'cobrowsesessions', segment: 'sharing' },
] as const;

export type Watching = (typeof WAYS)[number]['how'];

/** How somebody who is not the agent looks into a conversation. */
export const WATCHING = WAYS.map(({ how }) => how) as [Watching, ...Watching[]];

type Leg = { state?: string | null | undefined };

/** What of a participant tells whether they watch. Source: `Participant`. */
export type WatchingParticipant = {
  userId?: string | null | undefined;
  mediaRoles?: readonly string[] | null | undefined;
  monitoredParticipantId?: string | null | undefined;
  coachedParticipantId?: string | null | undefined;
  bargedParticipantId?: string | null | undefined;
  screenMonitorings?: Leg[] | null | undefined;
  cobrowsesessions?: Leg[] | null | undefined;
};

/** How a participant looks in, or `null` for one who does not. */
export function howWatches(participant: WatchingParticipant): Watching | null {
  const roles = participant.mediaRoles?.map((role) => role.toLowerCase()) ?? [];
  const way = WAYS.find((each) =>
    'field' in each
      ? // Somebody with a full part besides listens to nobody by role alone.
        participant[each.field] || (roles.includes(each.mediaRole) && !roles.includes('full'))
      : // The customer's own leg is the other end of the one that looks.
        participant.userId && participant[each.legs]?.some(isLiveLeg),
  );
  return way?.how ?? null;
}

/**
 * Whether this is listening to others: then whatever legs somebody has are not their own
 * conversation.
 */
export function isListening(how: Watching): boolean {
  return how === 'barged-in' || how === 'coaching' || how === 'monitoring';
}

/**
 * How somebody looks in during an analytics segment. Source: `segmentType` of
 * `AnalyticsConversationSegment`.
 */
export function watchingOfSegment(type: string | null | undefined): Watching | undefined {
  return WAYS.find(({ segment }) => segment === type?.toLowerCase())?.how;
}

const ENDED = new Set(['disconnected', 'terminated']);

/** Whether a leg of a participant is over. */
export const isOver = (state: string | null | undefined): boolean => ENDED.has(state?.toLowerCase() ?? '');

function isLiveLeg({ state }: Leg): boolean {
  return Boolean(state) && !isOver(state);
}

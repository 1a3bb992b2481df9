import { WAYS, type Watching } from './ways-of-watching';

type Leg = { state?: string | null | undefined };

/** The fields of a participant that show whether they watch. Source: `Participant`. */
export type WatchingParticipant = {
  userId?: string | null | undefined;
  mediaRoles?: readonly string[] | null | undefined;
  monitoredParticipantId?: string | null | undefined;
  coachedParticipantId?: string | null | undefined;
  bargedParticipantId?: string | null | undefined;
  screenMonitorings?: Leg[] | null | undefined;
  cobrowsesessions?: Leg[] | null | undefined;
};

/** How a participant watches, or `null` if they do not. */
export function howWatches(participant: WatchingParticipant): Watching | null {
  const roles = participant.mediaRoles?.map((role) => role.toLowerCase()) ?? [];
  const way = WAYS.find((each) =>
    'field' in each
      ? // With a full part as well, a listening role alone does not count.
        participant[each.field] || (roles.includes(each.mediaRole) && !roles.includes('full'))
      : // The customer has the same leg, as the other end.
        participant.userId && participant[each.legs]?.some(isLiveLeg),
  );
  return way?.how ?? null;
}

/** Whether somebody listens to others this way: then their legs are not their own conversation. */
export function isListening(how: Watching): boolean {
  return how === 'barged-in' || how === 'coaching' || how === 'monitoring';
}

/**
 * How somebody watches during an analytics segment. Source: `segmentType` of
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

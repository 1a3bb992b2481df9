/**
 * The ways of watching other people's conversations. If somebody uses several at once, the first
 * one counts: a coach counts as a coach, although a coach listens too. The only list that defines
 * who merely watches.
 */
export const WAYS = [
  { how: 'barged-in', field: 'bargedParticipantId', mediaRole: 'barge', segment: 'barging' },
  { how: 'coaching', field: 'coachedParticipantId', mediaRole: 'coach', segment: 'coaching' },
  { how: 'monitoring', field: 'monitoredParticipantId', mediaRole: 'monitor', segment: 'monitoring' },
  { how: 'screen-monitoring', legs: 'screenMonitorings', segment: 'screenmonitoring' },
  { how: 'cobrowsing', legs: 'cobrowsesessions', segment: 'sharing' },
] as const;

export type Watching = (typeof WAYS)[number]['how'];

/** How somebody other than the agent watches a conversation. */
export const WATCHING = WAYS.map(({ how }) => how) as [Watching, ...Watching[]];

import type { User } from './organization.ts';

/** What routing thinks of a user. */
export const ROUTING_STATUSES = [
  'OFF_QUEUE',
  'IDLE',
  'INTERACTING',
  'COMMUNICATING',
  'NOT_RESPONDING',
] as const;

export type RoutingStatus = (typeof ROUTING_STATUSES)[number];

/**
 * A user's routing status: the one they were put in, or else the one that follows from their work.
 * @param busy whether they handle an interaction
 */
export function routingStatusOf(user: User, busy: boolean): RoutingStatus {
  if (user.routingStatus !== undefined) return user.routingStatus;
  if (user.kind !== 'agent') return 'OFF_QUEUE';
  return busy ? 'INTERACTING' : 'IDLE';
}

/** Whether interactions reach the user. */
export function isOnQueue(user: User): boolean {
  return routingStatusOf(user, false) !== 'OFF_QUEUE';
}

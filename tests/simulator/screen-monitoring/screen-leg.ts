import { randomUUID } from 'node:crypto';

/** Whether a supervisor watches an agent's part in one conversation, or the agent as such. */
export type MonitoringType = 'ConversationLevel' | 'AgentLevel';

type Reference = { id: string; selfUri: string };

/** `ScreenMonitoring`: the leg by which a participant watches a screen. */
export type ScreenLeg = {
  id: string;
  state: 'connected' | 'disconnected';
  initialState: 'connected';
  provider: string;
  connectedTime: string;
  disconnectedTime?: string;
  disconnectType?: string;
  segments: { startTime: string; endTime?: string; type: string }[];
  targetUser: Reference;
  screenMonitoring: Reference;
  monitoringType: MonitoringType;
  count: number;
};

/** What a leg is made of. */
export type ScreenLegPlan = { at: string; targetUserId: string; monitoringId: string; count: number };

/** A new leg in a conversation. @param at ISO 8601 */
export function screenLeg({ at, targetUserId, monitoringId, count }: ScreenLegPlan): ScreenLeg {
  return {
    id: randomUUID(),
    state: 'connected',
    initialState: 'connected',
    provider: 'PureCloud Screen Monitoring',
    connectedTime: at,
    segments: [{ startTime: at, type: 'ScreenMonitoring' }],
    targetUser: { id: targetUserId, selfUri: `/api/v2/users/${targetUserId}` },
    screenMonitoring: { id: monitoringId, selfUri: `/api/v2/screenmonitors/sessions/${monitoringId}` },
    monitoringType: 'ConversationLevel',
    count,
  };
}

/** Ends a leg. Ending twice changes nothing. @param at ISO 8601 */
export function endScreenLeg(leg: ScreenLeg, at: string, how: string): void {
  if (leg.state === 'disconnected') return;
  leg.state = 'disconnected';
  leg.disconnectedTime = at;
  leg.disconnectType = how;
  for (const segment of leg.segments) segment.endTime ??= at;
}

/** The leg as events show it: flat, and without a time line. */
export function screenLegInEvents({ segments: _, targetUser, screenMonitoring, ...rest }: ScreenLeg): object {
  return { ...rest, targetUserId: targetUser.id, screenMonitoringId: screenMonitoring.id };
}

import { segment } from './path-segment';

/** Whose screens a session shows, and at which level. */
export type Monitoring = {
  agentUserId: string;
  /** The agent's participant in the conversation; `null` for a session at agent level. */
  participantId: string | null;
};

/**
 * Returns the path of the sessions of a conversation's participant or, at agent level, of a user.
 * Source: `ScreenMonitoringApi` of the platform's SDK.
 */
export function screenMonitoringPath(
  conversationId: string,
  { agentUserId, participantId }: Monitoring,
): string {
  return participantId === null
    ? `/api/v2/users/${segment(agentUserId)}/screenmonitors/sessions`
    : `/api/v2/conversations/${segment(conversationId)}/participants/${segment(participantId)}/screenmonitors/sessions`;
}

/** Returns the path of one session. */
export function screenMonitoringSessionPath(
  conversationId: string,
  monitoring: Monitoring,
  id: string,
): string {
  return `${screenMonitoringPath(conversationId, monitoring)}/${segment(id)}`;
}

/** A live session that ends with the page. */
export type LeavingSession = {
  id: string;
  conversationId: string;
  agentUserId: string;
  /** `null` if the agent is monitored, not one conversation. */
  participantId: string | null;
};

/**
 * The path that ends a session, of the operations
 * `deleteConversationParticipantScreenmonitorsSession` and `deleteUserScreenmonitorsSession` of the
 * Screen Monitoring API (https://developer.genesys.cloud/devapps/api-explorer).
 */
export function endPath({ id, conversationId, agentUserId, participantId }: LeavingSession): string {
  const of =
    participantId === null
      ? `users/${encodeURIComponent(agentUserId)}`
      : `conversations/${encodeURIComponent(conversationId)}/participants/${encodeURIComponent(participantId)}`;
  return `/api/v2/${of}/screenmonitors/sessions/${encodeURIComponent(id)}`;
}

/**
 * Ends sessions while the page closes: the browser finishes these requests after it. The background
 * would be too late to hold the agent's screen back from a page that is gone.
 */
export function endOnLeave(sessions: LeavingSession[], apiUrl: string, accessToken: string): void {
  for (const session of sessions) {
    void fetch(`${apiUrl}${endPath(session)}`, {
      method: 'DELETE',
      keepalive: true,
      headers: { authorization: `Bearer ${accessToken}` },
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    }).catch(() => undefined);
  }
}

import { type Monitoring, screenMonitoringSessionPath } from '../genesys-cloud/screen-monitoring-path';

/** A live session that ends with the page. */
export type LeavingSession = Monitoring & { id: string; conversationId: string };

/**
 * Ends sessions while the page closes: the browser finishes these requests after it. The background
 * would be too late to hold the agent's screen back from a page that is gone.
 */
export function endOnLeave(sessions: LeavingSession[], apiUrl: string, accessToken: string): void {
  for (const session of sessions) void end(session).catch(() => undefined);

  async function end(session: LeavingSession): Promise<void> {
    await fetch(`${apiUrl}${screenMonitoringSessionPath(session.conversationId, session, session.id)}`, {
      method: 'DELETE',
      keepalive: true,
      headers: { authorization: `Bearer ${accessToken}` },
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
  }
}

import { agentsOf } from './agent-of';
import type { GenesysCloudClient } from './client';
import { isAbout } from './is-about';
import { segment } from './path-segment';
import {
  conversationSchema,
  nothingSchema,
  screenMonitoringListingSchema,
  screenMonitoringSchema,
  screenMonitoringSettingsSchema,
  screenMonitoringStartSchema,
} from './schemas';
import { type Monitoring, screenMonitoringPath, screenMonitoringSessionPath } from './screen-monitoring-path';

/** A session of Live Screen Monitoring. Ids are in lower case. */
export type ScreenMonitoring = {
  id: string;
  /** Who watches; `null` if the platform does not report it. */
  sourceUserId: string | null;
  sourceUserName: string | null;
  /** `null` for a session at agent level. */
  conversationId: string | null;
  participantId: string | null;
  /** Milliseconds since the epoch; `null` if the platform does not report it. */
  startedAt: number | null;
};

/** The agent whose screens can be watched in a conversation now. */
export type MonitoringTarget = Monitoring & { agentName: string | null };

/**
 * Starts a session: `POST …/screenmonitors/sessions`, without a body. The answer holds only its id;
 * the media come by the streaming connection. Never sent twice.
 */
export async function startScreenMonitoring(
  client: GenesysCloudClient,
  conversationId: string,
  monitoring: Monitoring,
): Promise<string> {
  const { screenMonitoringId } = await client.request({
    method: 'POST',
    path: screenMonitoringPath(conversationId, monitoring),
    schema: screenMonitoringStartSchema,
    repeatable: false,
  });
  return screenMonitoringId.toLowerCase();
}

/**
 * Reads a session: `GET …/screenmonitors/sessions/{screenMonitoringId}`. An unknown or ended one
 * throws `not-found`.
 */
export async function getScreenMonitoring(
  client: GenesysCloudClient,
  conversationId: string,
  monitoring: Monitoring,
  id: string,
): Promise<ScreenMonitoring> {
  const answer = await client.request({
    method: 'GET',
    path: screenMonitoringSessionPath(conversationId, monitoring, id),
    schema: screenMonitoringSchema.check(isAbout('screenMonitoringId', id)),
    repeatable: true,
  });
  return toScreenMonitoring(answer);
}

/** Ends a session: `DELETE …/screenmonitors/sessions/{screenMonitoringId}`. */
export async function endScreenMonitoring(
  client: GenesysCloudClient,
  conversationId: string,
  monitoring: Monitoring,
  id: string,
): Promise<void> {
  await client.request({
    method: 'DELETE',
    path: screenMonitoringSessionPath(conversationId, monitoring, id),
    schema: nothingSchema,
    repeatable: true,
  });
}

/** Lists the sessions that watch a user: `GET /api/v2/screenmonitors/users/{userId}/sessions`. */
export async function listScreenMonitorings(
  client: GenesysCloudClient,
  userId: string,
): Promise<ScreenMonitoring[]> {
  const { entities } = await client.request({
    method: 'GET',
    path: `/api/v2/screenmonitors/users/${segment(userId)}/sessions`,
    schema: screenMonitoringListingSchema,
    repeatable: true,
  });
  return (entities ?? []).map(toScreenMonitoring);
}

/**
 * Whether Genesys Cloud itself tells agents that they are watched: `GET
 * /api/v2/screenmonitors/settings`. `null` if the platform does not say so.
 */
export async function tellsMonitoredAgents(client: GenesysCloudClient): Promise<boolean | null> {
  const { enableAgentNotifications } = await client.request({
    method: 'GET',
    path: '/api/v2/screenmonitors/settings',
    schema: screenMonitoringSettingsSchema,
    repeatable: true,
  });
  return enableAgentNotifications ?? null;
}

/**
 * Returns the agent of a conversation with their participant: `GET
 * /api/v2/conversations/{conversationId}`. `null` if there is none.
 */
export async function findMonitoringTarget(
  client: GenesysCloudClient,
  conversationId: string,
): Promise<MonitoringTarget | null> {
  const { participants } = await client.request({
    method: 'GET',
    path: `/api/v2/conversations/${segment(conversationId)}`,
    schema: conversationSchema.check(isAbout('id', conversationId)),
    repeatable: true,
  });
  const { agent } = agentsOf(participants ?? []);
  if (!agent?.userId) return null;
  return {
    agentUserId: agent.userId.toLowerCase(),
    agentName: agent.name || null,
    participantId: agent.id?.toLowerCase() || null,
  };
}

type Answer = {
  screenMonitoringId: string;
  sourceUser?: { id?: string | null | undefined; name?: string | null | undefined } | null | undefined;
  conversation?: { id?: string | null | undefined } | null | undefined;
  participantId?: string | null | undefined;
  dateCreated?: string | null | undefined;
};

function toScreenMonitoring(answer: Answer): ScreenMonitoring {
  return {
    id: answer.screenMonitoringId.toLowerCase(),
    sourceUserId: answer.sourceUser?.id?.toLowerCase() || null,
    sourceUserName: answer.sourceUser?.name || null,
    conversationId: answer.conversation?.id?.toLowerCase() || null,
    participantId: answer.participantId?.toLowerCase() || null,
    startedAt: Date.parse(answer.dateCreated ?? '') || null,
  };
}

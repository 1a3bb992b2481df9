import type * as z from 'zod/mini';
import type { SessionSettings } from '../settings/settings';
import type { GenesysCloudClient } from './client';
import { isAbout } from './is-about';
import { segment } from './path-segment';
import {
  cobrowseSessionListingSchema,
  cobrowseSessionSchema,
  joinTokenSchema,
  nothingSchema,
} from './schemas';

/** A cobrowse session in the Cobrowse Sessions API. */
export type CobrowseSessionAnswer = z.output<typeof cobrowseSessionSchema>;

const PATH = '/api/v2/cobrowse/sessions';

/**
 * Lists the live sessions of a conversation: `GET /api/v2/cobrowse/sessions?conversationId={id}`.
 */
export async function listLiveSessions(
  client: GenesysCloudClient,
  conversationId: string,
): Promise<CobrowseSessionAnswer[]> {
  const { entities } = await client.request({
    method: 'GET',
    path: PATH,
    query: { conversationId },
    schema: cobrowseSessionListingSchema,
    repeatable: true,
  });
  return entities;
}

/**
 * Reads one session, live or ended: `GET /api/v2/cobrowse/sessions/{sessionId}`. An unknown one
 * throws `not-found`.
 */
export function getSession(client: GenesysCloudClient, sessionId: string): Promise<CobrowseSessionAnswer> {
  return client.request({
    method: 'GET',
    path: `${PATH}/${segment(sessionId)}`,
    schema: cobrowseSessionSchema.check(isAbout('id', sessionId)),
    repeatable: true,
  });
}

/**
 * Creates a session: `POST /api/v2/cobrowse/sessions`. Throws `conflict` if one is live. Never sent
 * twice.
 */
export function createSession(
  client: GenesysCloudClient,
  request: {
    conversationId: string;
    agentUserId: string;
    supervisorUserId: string;
    settings: SessionSettings;
  },
): Promise<CobrowseSessionAnswer> {
  return client.request({
    method: 'POST',
    path: PATH,
    body: {
      conversationId: request.conversationId,
      participants: [
        { userId: request.agentUserId, role: 'agent' },
        { userId: request.supervisorUserId, role: 'supervisor' },
      ],
      settings: {
        allowRemoteControl: request.settings.allowRemoteControl,
        timeoutInMinutes: request.settings.timeoutInMinutes,
      },
    },
    schema: cobrowseSessionSchema.check(isAbout('conversationId', request.conversationId)),
    repeatable: false,
  });
}

/**
 * Creates a join token for one participant: `POST
 * /api/v2/cobrowse/sessions/{sessionId}/participants/{userId}/tokens`. A second token does no harm,
 * so this may be sent again.
 */
export function createJoinToken(
  client: GenesysCloudClient,
  sessionId: string,
  userId: string,
): Promise<z.output<typeof joinTokenSchema>> {
  return client.request({
    method: 'POST',
    path: `${PATH}/${segment(sessionId)}/participants/${segment(userId)}/tokens`,
    schema: joinTokenSchema,
    repeatable: true,
  });
}

/**
 * Ends a session: `DELETE /api/v2/cobrowse/sessions/{sessionId}`. A 404 throws `not-found`; a
 * service that has no end call answers 404 or 405 too.
 */
export async function deleteSession(client: GenesysCloudClient, sessionId: string): Promise<void> {
  await client.request({
    method: 'DELETE',
    path: `${PATH}/${segment(sessionId)}`,
    schema: nothingSchema,
    repeatable: true,
  });
}

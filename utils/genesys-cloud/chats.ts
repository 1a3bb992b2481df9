import type { GenesysCloudClient } from './client';
import { segment } from './path-segment';
import { nothingSchema } from './schemas';

/**
 * Sends a user a message in Genesys Chat, as the signed-in user: `POST
 * /api/v2/chats/users/{userId}/messages`, permission `chat:chat:access` or `chat:1on1Message:add`.
 * Never sent twice. A 404 throws `not-found`, like every 404.
 */
export async function sendChatMessage(
  client: GenesysCloudClient,
  userId: string,
  message: string,
): Promise<void> {
  await client.request({
    method: 'POST',
    path: `/api/v2/chats/users/${segment(userId)}/messages`,
    body: { message },
    schema: nothingSchema,
    repeatable: false,
  });
}

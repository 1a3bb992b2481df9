import type { GenesysCloudClient } from './client';
import { type ConversationReading, toReading } from './conversation';
import { isAbout } from './is-about';
import { segment } from './path-segment';
import { conversationListingSchema, conversationSchema, matchingRows } from './schemas';

/** The most active conversations in one listing. */
const LISTING_LIMIT = 200;

/**
 * Lists the active conversations that this token may see: `GET
 * /api/v2/conversations?state=active&limit=…`. A row that does not match its schema, or has ended
 * meanwhile, is dropped; the others stay.
 */
export async function listActiveConversations(client: GenesysCloudClient): Promise<ConversationReading[]> {
  const { entities } = await client.request({
    method: 'GET',
    path: '/api/v2/conversations',
    query: { state: 'active', limit: LISTING_LIMIT },
    schema: conversationListingSchema,
    repeatable: true,
  });
  const byId = new Map<string, ConversationReading>();
  for (const wire of matchingRows(conversationSchema, entities)) {
    const reading = toReading(wire);
    if (reading.conversation.state !== 'ended') byId.set(reading.conversation.id, reading);
  }
  return [...byId.values()];
}

/**
 * Reads one conversation, with additional facts: `GET /api/v2/conversations/{conversationId}`. An
 * unknown one throws `not-found`.
 */
export async function getConversation(
  client: GenesysCloudClient,
  conversationId: string,
): Promise<ConversationReading> {
  return toReading(
    await client.request({
      method: 'GET',
      path: `/api/v2/conversations/${segment(conversationId)}`,
      schema: conversationSchema.check(isAbout('id', conversationId)),
      repeatable: true,
    }),
  );
}

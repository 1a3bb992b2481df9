import * as z from 'zod/mini';
import type { GenesysCloudClient } from './client';
import { type Conversation, toConversation } from './conversation';
import { isAbout } from './is-about';
import { conversationListingSchema, conversationSchema } from './schemas';

/** How many active conversations one listing asks for. */
const LISTING_LIMIT = 200;

/**
 * The active conversations that the API shows this token: `GET /api/v2/conversations?state=active&limit=…`. A row that does not
 * match its schema, or has ended meanwhile, is left out; the others stay.
 */
export async function listActiveConversations(client: GenesysCloudClient): Promise<Conversation[]> {
  const { entities } = await client.request({
    method: 'GET',
    path: '/api/v2/conversations',
    query: { state: 'active', limit: LISTING_LIMIT },
    schema: conversationListingSchema,
    repeatable: true,
  });
  const byId = new Map<string, Conversation>();
  for (const entity of entities) {
    const parsed = z.safeParse(conversationSchema, entity);
    if (!parsed.success) continue;
    const conversation = toConversation(parsed.data);
    if (conversation.state !== 'ended') byId.set(conversation.id, conversation);
  }
  return [...byId.values()];
}

/** One conversation: `GET /api/v2/conversations/{conversationId}`. An unknown one throws `conversation-not-found`. */
export async function getConversation(
  client: GenesysCloudClient,
  conversationId: string,
): Promise<Conversation> {
  return toConversation(
    await client.request({
      method: 'GET',
      path: `/api/v2/conversations/${encodeURIComponent(conversationId)}`,
      schema: conversationSchema.check(isAbout('id', conversationId)),
      repeatable: true,
    }),
  );
}

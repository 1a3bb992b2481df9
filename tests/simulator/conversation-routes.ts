import { Hono } from 'hono';
import { type ApiEnv, type Caller, requirePermission, requireScope } from './bearer.ts';
import type { Conversation } from './conversation-model.ts';
import { notFound } from './errors.ts';
import { listing, wholeNumber } from './listing.ts';
import type { World } from './world.ts';

/** `conversations`: the listing and one by id. */
export function conversationRoutes(world: World): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get('/conversations', requireScope('conversations:readonly'), (c) => {
    const state = c.req.query('state') ?? 'active';
    const limit = wholeNumber(c.req.query(), 'limit');
    const wanted = world.conversations
      .all()
      .filter((conversation) => conversation.state === state && isListedFor(conversation, c.get('caller')));
    return c.json({
      ...listing(wanted.map(viewOf), '/api/v2/conversations', limit ?? Math.max(1, wanted.length)),
      selfUri: c.req.path + new URL(c.req.url).search,
    });
  });

  routes.get(
    '/conversations/:conversationId',
    requireScope('conversations:readonly'),
    requirePermission('conversation:communication:view'),
    (c) => {
      const id = c.req.param('conversationId');
      const conversation = world.conversations.find(id);
      if (!conversation) throw notFound('Conversation', id);
      return c.json(viewOf(conversation));
    },
  );

  /**
   * The platform lists only a user's own conversations; `all` is for clients that expect the whole
   * floor.
   */
  function isListedFor(conversation: Conversation, caller: Caller): boolean {
    if (caller.user === null || world.options.conversationsVisible === 'all') return true;
    return conversation.participants.some(
      ({ userId, endTime }) => userId === caller.user?.id && endTime === undefined,
    );
  }

  return routes;
}

/** Whose screen a participant watches is in events only. */
function viewOf(conversation: Conversation): Conversation {
  const { participants } = conversation;
  if (!participants.some(({ screenMonitoredParticipantId }) => screenMonitoredParticipantId !== undefined))
    return conversation;
  const shown = participants.map(({ screenMonitoredParticipantId: _, ...rest }) => rest);
  return { ...conversation, participants: shown };
}

import { Hono, type MiddlewareHandler } from 'hono';
import { type ApiEnv, requireAnyPermission, requireScope } from './bearer.ts';
import { type Conversation, customerOf } from './conversation-model.ts';
import { mediumOf } from './conversations.ts';
import { ApiError, notFound } from './errors.ts';
import { listing } from './listing.ts';
import type { PlatformCobrowseSession } from './platform-cobrowse.ts';
import type { World } from './world.ts';

/**
 * The platform's own co-browse of a conversation: `conversations/{id}/cobrowse` and
 * `conversations/cobrowsesessions`.
 */
export function platformCobrowseRoutes(world: World): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.post(
    '/conversations/:conversationId/cobrowse',
    onlyWithPlatformCobrowse(world),
    requireScope('conversations'),
    requireAnyPermission('conversation:cobrowse:add', 'conversation:cobrowseVoice:add'),
    (c) => {
      const id = c.req.param('conversationId');
      const conversation = world.conversations.find(id);
      if (conversation?.state !== 'active') throw notFound('Conversation', id);
      if (world.platformCobrowse.live(conversation.id)) {
        throw new ApiError(
          409,
          'request.conflict',
          'The request conflicts with the current state of the target resource.',
          { entityName: 'Conversation', entityId: conversation.id },
        );
      }
      const session = world.platformCobrowse.offer(conversation, c.get('caller').user?.id ?? null);
      return c.json(viewOf(world, conversation, session));
    },
  );

  routes.get(
    '/conversations/cobrowsesessions',
    onlyWithPlatformCobrowse(world),
    requireScope('conversations:readonly'),
    (c) => {
      const userId = c.get('caller').user?.id;
      const own = userId === undefined ? [] : world.conversations.ofUser(userId);
      const shared = own.filter(({ id }) => world.platformCobrowse.live(id));
      return c.json(listing(shared.map(cobrowseConversation), c.req.path, Math.max(1, shared.length)));
    },
  );

  routes.get(
    '/conversations/cobrowsesessions/:conversationId',
    onlyWithPlatformCobrowse(world),
    requireScope('conversations:readonly'),
    (c) => {
      const id = c.req.param('conversationId');
      const conversation = world.conversations.find(id);
      if (!conversation || !customerOf(conversation)?.cobrowsesessions) throw notFound('Conversation', id);
      return c.json(cobrowseConversation(conversation));
    },
  );

  return routes;
}

/** The customer's side of a session, which needs no token: its id or join code is enough. */
export function customerCobrowseRoutes(world: World): Hono {
  const routes = new Hono();
  const path = '/webdeployments/deployments/:deploymentId/cobrowse/:sessionId';

  routes.get(path, onlyWithPlatformCobrowse(world), (c) => {
    const session = world.platformCobrowse.find(c.req.param('sessionId'));
    const conversation = session && world.conversations.find(session.conversationId);
    if (!session || !conversation || session.leg.state === 'disconnected') throw notFound();
    return c.json(viewOf(world, conversation, session));
  });

  routes.delete(path, onlyWithPlatformCobrowse(world), (c) => {
    const session = world.platformCobrowse.find(c.req.param('sessionId'));
    if (!session) throw notFound();
    world.platformCobrowse.end(session, 'peer');
    return c.body(null, 204);
  });

  return routes;
}

function onlyWithPlatformCobrowse(world: World): MiddlewareHandler {
  return async (_c, next) => {
    if (!world.offers('platform')) throw notFound();
    await next();
  };
}

/** `CobrowseWebMessagingSession` */
function viewOf(world: World, conversation: Conversation, session: PlatformCobrowseSession) {
  return {
    id: session.id,
    name: '',
    joinCode: session.joinCode,
    websocketUrl: `${world.webSocketOrigin}/cobrowse/sessions/${session.id}`,
    dateOfferEnds: new Date(session.offerEndsAt).toISOString(),
    communicationType: communicationTypeOf(conversation),
    selfUri: `/api/v2/conversations/${conversation.id}/cobrowse`,
  };
}

function communicationTypeOf(conversation: Conversation): 'Call' | 'Message' | 'Unknown' {
  const { key } = mediumOf(conversation);
  if (key === 'calls' || key === 'callbacks') return 'Call';
  return key === 'messages' ? 'Message' : 'Unknown';
}

/** `CobrowseConversation`: only the participants who take part in the co-browse. */
function cobrowseConversation(conversation: Conversation) {
  return {
    id: conversation.id,
    participants: conversation.participants.flatMap((participant) => {
      const leg = participant.cobrowsesessions?.at(-1);
      if (!leg) return [];
      return [
        {
          id: participant.id,
          name: participant.name,
          address: participant.address,
          startTime: leg.segments[0]?.startTime,
          connectedTime: leg.connectedTime,
          endTime: leg.disconnectedTime,
          purpose: participant.purpose,
          state: leg.state,
          direction: 'inbound',
          disconnectType: leg.disconnectType,
          held: false,
          wrapupRequired: false,
          attributes: participant.attributes,
          provider: leg.provider,
          cobrowseSessionId: leg.cobrowseSessionId,
          cobrowseRole: leg.cobrowseRole,
          controlling: leg.controlling,
          providerEventTime: leg.providerEventTime,
        },
      ];
    }),
    otherMediaUris: [],
    divisions: conversation.divisions,
    selfUri: `/api/v2/conversations/cobrowsesessions/${conversation.id}`,
  };
}

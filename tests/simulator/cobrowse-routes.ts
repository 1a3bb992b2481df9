import { Hono } from 'hono';
import { type ApiEnv, requirePermission, requireScope } from './bearer.ts';
import { parseSessionRequest } from './cobrowse-session-request.ts';
import { type CobrowseSession, viewOf } from './cobrowse-sessions.ts';
import { ApiError, notFound } from './errors.ts';
import { findUser, hasCobrowseCapability, type Organization } from './organization.ts';
import type { World } from './world.ts';

/** The Cobrowse Sessions API, to be mounted at `/cobrowse`. */
export function cobrowseRoutes(world: World): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.use(async (_c, next) => {
    // An organization without the Sessions API has no such path at all.
    if (!world.offers('sessions')) throw notFound();
    await next();
  });

  routes.post(
    '/sessions',
    requireScope('cobrowse:session:write'),
    requirePermission('cobrowse:session:add'),
    async (c) => {
      const request = await parseSessionRequest(c.req.raw);
      const conversation = world.conversations.find(request.conversationId);
      if (conversation?.state !== 'active') {
        throw notFound('Conversation', request.conversationId);
      }
      const participants = request.participants.map(({ userId, role }, index) => {
        const user = findUser(world.organization, userId);
        if (!user) throw notFound('User', userId);
        if (role === 'supervisor') refuseWithoutCapability(world.organization, userId, index);
        return { userId: user.id, role, name: user.name };
      });
      if (world.cobrowse.live(conversation.id)) {
        throw new ApiError(
          409,
          'request.conflict',
          'A cobrowse session is already live for this conversation.',
          {
            entityName: 'Conversation',
            entityId: conversation.id,
          },
        );
      }
      const session = world.cobrowse.create(conversation.id, participants, request.settings);
      return c.json(viewOf(session), 201);
    },
  );

  routes.get(
    '/sessions',
    requireScope('cobrowse:session:read'),
    requirePermission('cobrowse:session:view'),
    (c) => {
      const conversationId = c.req.query('conversationId')?.toLowerCase();
      const live = world.cobrowse
        .all()
        .filter(
          (session) =>
            session.endedAt === null &&
            (conversationId === undefined || session.conversationId === conversationId),
        );
      return c.json({ entities: live.map(viewOf) });
    },
  );

  routes.get(
    '/sessions/:sessionId',
    requireScope('cobrowse:session:read'),
    requirePermission('cobrowse:session:view'),
    (c) => c.json(viewOf(existing(c.req.param('sessionId')))),
  );

  routes.post(
    '/sessions/:sessionId/participants/:userId/tokens',
    requireScope('cobrowse:session:write'),
    requirePermission('cobrowse:session:edit'),
    (c) => {
      const session = existing(c.req.param('sessionId'));
      // Nobody can join an ended session, so there is nothing left to give a token for.
      if (session.endedAt !== null) throw notFound('CobrowseSession', session.id);
      const userId = c.req.param('userId').toLowerCase();
      if (!session.participants.some((participant) => participant.userId === userId)) {
        throw notFound('Participant', userId);
      }
      const token = world.cobrowse.issueToken(session, userId);
      c.header('Cache-Control', 'no-store');
      return c.json({ token: token.value, expiresAt: new Date(token.expiresAt).toISOString() });
    },
  );

  routes.delete(
    '/sessions/:sessionId',
    requireScope('cobrowse:session:write'),
    requirePermission('cobrowse:session:delete'),
    (c) => {
      if (!world.options.sessionEnd) {
        throw new ApiError(
          405,
          'method.not.allowed',
          'Sessions cannot be ended by request.',
          {},
          { Allow: 'GET' },
        );
      }
      world.cobrowse.end(existing(c.req.param('sessionId')));
      return c.body(null, 204);
    },
  );

  function existing(id: string): CobrowseSession {
    const session = world.cobrowse.find(id);
    if (!session) throw notFound('CobrowseSession', id);
    return session;
  }

  return routes;
}

/** Throws ApiError 403 when the person who would take the supervisor's part may not. */
function refuseWithoutCapability(organization: Organization, userId: string, index: number): void {
  const user = findUser(organization, userId);
  if (!user || hasCobrowseCapability(user)) return;
  const entity = { entityId: user.id, entityName: 'User' };
  throw new ApiError(
    403,
    'missing.permissions',
    `Unable to perform the requested action. ${user.name} is missing the Cobrowse capability (cobrowse:session:add)`,
    {
      ...entity,
      messageParams: { permissions: 'cobrowse:session:add', userId: user.id },
      details: [{ errorCode: 'missing.capability', fieldName: `participants[${index}].userId`, ...entity }],
    },
  );
}

import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { type ApiEnv, requireAnyPermission, requirePermission, requireScope, userOf } from '../bearer.ts';
import { invalidBody, notFound, usualError } from '../errors.ts';
import { jsonBody, jsonObject } from '../json-body.ts';
import { findUser } from '../organization.ts';
import type { World } from '../world.ts';
import { type MonitoringSession, userNotFound } from './monitoring-sessions.ts';
import { refusal } from './refusals.ts';

const CONVERSATION = '/conversations/:conversationId/participants/:participantId/screenmonitors/sessions';
const USER = '/users/:userId/screenmonitors/sessions';
const MONITOR_CONVERSATION = 'realtimeMonitor:screen:monitorConversation';
const MONITOR_AGENT = 'realtimeMonitor:screen:monitorAgent';
const VIEW_SESSIONS = 'realtimeMonitor:screenSession:view';
const MOST_SESSIONS = 1_000;

/** Live Screen Monitoring, whose paths lie below several others. */
export function screenMonitoringRoutes(world: World): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  const { screens } = world;
  const full = requireScope('screen-monitoring');
  const readonly = requireScope('screen-monitoring:readonly');

  for (const path of ['/screenmonitors/*', `${CONVERSATION}/*`, `${USER}/*`]) {
    routes.use(path, async (_c, next) => {
      // An organization without the feature has no such path at all.
      if (!world.offers('screen')) throw notFound();
      await next();
    });
  }

  routes.post(CONVERSATION, full, requirePermission(MONITOR_CONVERSATION), async (c) => {
    const { conversationId, participantId } = c.req.param();
    return started(
      c,
      screens.sessions.startInConversation(userOf(c.get('caller')), conversationId, participantId),
    );
  });
  routes.get(`${CONVERSATION}/:id`, readonly, requirePermission(MONITOR_CONVERSATION), (c) =>
    c.json(viewOf(inConversation(c.req.param()))),
  );
  routes.delete(`${CONVERSATION}/:id`, full, requirePermission(MONITOR_CONVERSATION), (c) =>
    stopped(c, inConversation(c.req.param())),
  );

  routes.post(USER, full, requirePermission(MONITOR_AGENT), async (c) =>
    started(c, screens.sessions.startForUser(userOf(c.get('caller')), c.req.param('userId'))),
  );
  routes.get(`${USER}/:id`, readonly, requirePermission(MONITOR_AGENT), (c) =>
    c.json(viewOf(ofUser(c.req.param()))),
  );
  routes.delete(`${USER}/:id`, full, requirePermission(MONITOR_AGENT), (c) =>
    stopped(c, ofUser(c.req.param())),
  );

  routes.get(
    '/screenmonitors/users/:userId/sessions',
    readonly,
    requireAnyPermission(MONITOR_CONVERSATION, MONITOR_AGENT),
    (c) => {
      const user = findUser(world.organization, c.req.param('userId'));
      if (!user) throw userNotFound(c.req.param('userId'));
      const mine = screens.sessions
        .live()
        .filter(({ source, target }) => source.id === user.id || target.id === user.id);
      return c.json({ entities: mine.map(viewOf) });
    },
  );

  routes.get('/screenmonitors/sessions/details', readonly, requirePermission(VIEW_SESSIONS), (c) =>
    c.json({ count: screens.sessions.live().length }),
  );

  routes.post(
    '/screenmonitors/sessions/users/details',
    readonly,
    requirePermission(VIEW_SESSIONS),
    async (c) => {
      const ids = await jsonBody(c.req.raw);
      if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) throw usualError(400);
      const live = screens.sessions.live();
      const entities = ids.flatMap((id) => {
        const user = findUser(world.organization, id);
        if (!user) return [];
        const count = live.filter(({ target }) => target.id === user.id).length;
        return [{ count, targetUser: userReference(user.id) }];
      });
      return c.json({ entities });
    },
  );

  routes.get('/screenmonitors/settings', readonly, requirePermission('realtimeMonitor:settings:view'), (c) =>
    c.json(screens.sessions.settings),
  );

  routes.put(
    '/screenmonitors/settings',
    full,
    requirePermission('realtimeMonitor:settings:edit'),
    async (c) => {
      const body = await jsonObject(c.req.raw);
      const { settings } = screens.sessions;
      const {
        enableAgentNotifications = settings.enableAgentNotifications,
        maxSimultaneousScreenMonitoringSessions = settings.maxSimultaneousScreenMonitoringSessions,
      } = body;
      if (typeof enableAgentNotifications !== 'boolean')
        throw invalidBody([{ fieldName: 'enableAgentNotifications', reason: 'must be true or false' }]);
      const most = Number(maxSimultaneousScreenMonitoringSessions);
      if (!Number.isInteger(maxSimultaneousScreenMonitoringSessions) || most < 0 || most > MOST_SESSIONS) {
        const reason = `must be a whole number from 0 to ${MOST_SESSIONS}`;
        throw invalidBody([{ fieldName: 'maxSimultaneousScreenMonitoringSessions', reason }]);
      }
      screens.sessions.settings = {
        enableAgentNotifications,
        maxSimultaneousScreenMonitoringSessions: most,
      };
      return c.body(null, 204);
    },
  );

  async function started(c: Context, { id }: MonitoringSession): Promise<Response> {
    await sleep(screens.signalling.answerDelayMs);
    return c.json({ screenMonitoringId: id });
  }

  function stopped(c: Context, session: MonitoringSession): Response {
    screens.sessions.end(session, 'stopped');
    return c.body(null, 204);
  }

  /** Throws ApiError 404 `monitoring.not.found`. */
  function inConversation(ids: { conversationId: string; participantId: string; id: string }) {
    const session = screens.sessions.find(ids.id);
    const isThere =
      session?.part?.conversation.id === ids.conversationId.toLowerCase() &&
      session.part.agent.id === ids.participantId.toLowerCase();
    if (!session || !isThere) throw refusal('monitoring.not.found');
    return session;
  }

  /** Throws ApiError 404 `monitoring.not.found`. */
  function ofUser({ userId, id }: { userId: string; id: string }): MonitoringSession {
    const session = screens.sessions.find(id);
    if (session?.part !== null || session.target.id !== userId.toLowerCase())
      throw refusal('monitoring.not.found');
    return session;
  }

  return routes;
}

/** `ScreenMonitoringSession` */
function viewOf({ id, type, source, target, part, createdAt }: MonitoringSession): object {
  const path = part
    ? `/api/v2/conversations/${part.conversation.id}/participants/${part.agent.id}`
    : `/api/v2/users/${target.id}`;
  return {
    sourceUser: userReference(source.id),
    targetUser: userReference(target.id),
    ...(part
      ? {
          conversation: {
            id: part.conversation.id,
            selfUri: `/api/v2/conversations/${part.conversation.id}`,
          },
          participantId: part.agent.id,
        }
      : {}),
    monitoringType: type,
    dateCreated: new Date(createdAt).toISOString(),
    screenMonitoringId: id,
    selfUri: `${path}/screenmonitors/sessions/${id}`,
  };
}

function userReference(id: string): { id: string; selfUri: string } {
  return { id, selfUri: `/api/v2/users/${id}` };
}

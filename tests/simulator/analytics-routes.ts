import { Hono } from 'hono';
import { queryAgentStatus } from './agent-status-query.ts';
import { type ApiEnv, holds, requireAnyPermission, requirePermission, requireScope } from './bearer.ts';
import { queryConversationActivity } from './conversation-activity-query.ts';
import { jsonObject } from './json-body.ts';
import { wholeNumber } from './listing.ts';
import { AGENT_NAMES_PERMISSION } from './organization.ts';
import type { World } from './world.ts';

/** The three ways to see other people's conversations, to be mounted at `/analytics`. */
export function analyticsRoutes(world: World): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  routes.use(requireScope('analytics:readonly'));

  routes.post('/agents/status/query', requirePermission('analytics:agentState:view'), async (c) => {
    const withNames = holds(c.get('caller'), AGENT_NAMES_PERMISSION);
    return c.json(queryAgentStatus(world, await jsonObject(c.req.raw), withNames));
  });

  routes.post(
    '/conversations/activity/query',
    requirePermission('analytics:queueObservation:view'),
    async (c) => {
      const page = {
        pageSize: wholeNumber(c.req.query(), 'pageSize'),
        pageNumber: wholeNumber(c.req.query(), 'pageNumber'),
      };
      return c.json(queryConversationActivity(world, await jsonObject(c.req.raw), page));
    },
  );

  routes.post(
    '/conversations/details/query',
    requireAnyPermission('analytics:conversationDetail:view', 'analytics:agentConversationDetail:view'),
    async (c) => c.json(world.details.query(await jsonObject(c.req.raw), c.get('caller').token.value)),
  );

  return routes;
}

import { Hono } from 'hono';
import { type ApiEnv, requirePermission, requireScope } from './bearer.ts';

/**
 * What the organisation has set for watching agents' screens, to be mounted at `/screenmonitors`.
 */
export function screenMonitorRoutes(): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get(
    '/settings',
    requireScope('screen-monitoring:readonly'),
    requirePermission('realtimeMonitor:settings:view'),
    (c) => c.json({ enableAgentNotifications: true, maxSimultaneousScreenMonitoringSessions: 10 }),
  );

  return routes;
}

import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { analyticsRoutes } from './analytics-routes.ts';
import { assetRoutes } from './assets.ts';
import { type ApiEnv, requireBearer } from './bearer.ts';
import { chatRoutes } from './chat-routes.ts';
import { cobrowseRoutes } from './cobrowse-routes.ts';
import { controlRoutes } from './control.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { desktopRoutes } from './desktop-page.ts';
import { ApiError, CORRELATION_HEADER, errorResponse, notFound, usualError } from './errors.ts';
import { homePage } from './home-page.ts';
import { joinRoutes } from './join-page.ts';
import { notificationRoutes } from './notification-routes.ts';
import { oauthRoutes } from './oauth.ts';
import { pagePolicy } from './page.ts';
import { customerCobrowseRoutes, platformCobrowseRoutes } from './platform-cobrowse-routes.ts';
import { routingRoutes } from './routing-routes.ts';
import { agentDesktopRoutes } from './screen-monitoring/agent-desktop-page.ts';
import { screenMonitoringRoutes } from './screen-monitoring/routes.ts';
import { userRoutes } from './users.ts';
import { viewerRoutes } from './viewer-page.ts';
import type { World } from './world.ts';

/** Everything the simulator serves, on one origin as behind a custom host name. */
export function createPlatform(world: World): Hono {
  const app = new Hono();
  for (const path of ['/', '/login', '/logout', '/oauth/authorize']) {
    app.use(path, async (c, next) => {
      c.header('Content-Security-Policy', pagePolicy());
      c.header('Cache-Control', 'no-store');
      await next();
    });
  }
  app.get('/', (c) => c.html(homePage(world)));
  app.route('/', assetRoutes());
  app.route('/', oauthRoutes(world));
  app.route('/', desktopRoutes(world));
  app.route('/', joinRoutes(world));
  app.route('/', viewerRoutes(world));
  app.route('/', agentDesktopRoutes(world));
  app.route('/__simulator', controlRoutes(world));
  app.route('/api/v2', apiRoutes(world));
  app.all('/api/*', () => errorResponse(notFound()));
  app.onError(answerError);
  return app;
}

function apiRoutes(world: World): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>();
  api.use(async (c, next) => {
    await next();
    if (!c.res.headers.has(CORRELATION_HEADER)) c.header(CORRELATION_HEADER, randomUUID());
  });
  api.route('/', customerCobrowseRoutes(world));
  api.use(requireBearer(world));
  api.route('/', screenMonitoringRoutes(world));
  api.route('/', userRoutes(world));
  // Before the conversations, one of which would otherwise have the id `cobrowsesessions`.
  api.route('/', platformCobrowseRoutes(world));
  api.route('/', conversationRoutes(world));
  api.route('/analytics', analyticsRoutes(world));
  api.route('/chats', chatRoutes(world));
  api.route('/notifications', notificationRoutes(world));
  api.route('/routing', routingRoutes(world));
  api.route('/cobrowse', cobrowseRoutes(world));
  api.all('*', () => {
    throw notFound();
  });
  api.onError(answerError);
  return api;
}

function answerError(error: Error): Response {
  if (error instanceof ApiError) return errorResponse(error);
  process.stderr.write(`${error.stack ?? error.message}\n`);
  return errorResponse(usualError(500));
}

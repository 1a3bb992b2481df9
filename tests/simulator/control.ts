import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { channelControls } from './channel-control.ts';
import type { ChatMessage } from './chats.ts';
import { type CobrowseSession, stateOf } from './cobrowse-sessions.ts';
import { optionalBody, stringsIn } from './control-body.ts';
import { conversationControls } from './conversation-control.ts';
import { parseFault } from './faults.ts';
import { COBROWSE_MODES } from './options.ts';
import { changeLanguage, changePermissions, changeRoutingStatus, findUser } from './organization.ts';
import type { PlatformCobrowseSession } from './platform-cobrowse.ts';
import { ROUTING_STATUSES } from './routing-status.ts';
import { screenMonitoringControls } from './screen-monitoring/control.ts';
import { SIGN_IN_COOKIE } from './sign-ins.ts';
import type { ResetRequest, World } from './world.ts';

/**
 * A cobrowse session with what only the simulator knows: joins and expiry of tokens, never the
 * tokens.
 */
export type SessionReport = {
  id: string;
  conversationId: string;
  state: 'pending' | 'active' | 'ended';
  settings: { allowRemoteControl: boolean; timeoutInMinutes: number };
  participants: { userId: string; role: string; name: string; joinedAt: string | null }[];
  tokens: { userId: string; expiresAt: string }[];
  joins: { userId: string; at: string }[];
  createdDate: string;
  expiresDate: string;
  endedDate: string | null;
};

/** A co-browse of the platform, from its offer to its end. */
export type PlatformCobrowseReport = {
  id: string;
  conversationId: string;
  state: 'offering' | 'connected' | 'disconnected';
  joinCode: string;
  createdBy: string | null;
  createdDate: string;
  offerEndsDate: string;
  views: { userId: string | null; at: string }[];
};

/** A message that one user sent another. */
export type ChatReport = {
  id: string;
  fromUserId: string;
  toUserId: string;
  message: string;
  mentions: string[];
  threadId: string;
  sentDate: string;
};

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Switches for tests and demos, to be mounted at `/__simulator`. */
export function controlRoutes(world: World): Hono {
  const routes = new Hono();

  routes.use(async (c, next) => {
    // A web page could point its own host name at this machine (DNS rebinding); accept only the
    // machine's own names.
    if (!LOOPBACK_HOST.test(c.req.header('Host') ?? '')) return c.json({ message: 'Loopback only' }, 403);
    await next();
    return undefined;
  });

  routes.get('/requests', (c) => c.json(world.requests.since(Number(c.req.query('since') ?? 0) || 0)));

  routes.post('/reset', async (c) => {
    const request = parseReset(await optionalBody(c));
    world.reset(request);
    return c.json({
      cobrowse: world.cobrowseMode,
      conversations: world.conversations.active().length,
      agents: world.organization.agents.length,
    });
  });

  routes.post('/faults', async (c) => {
    const fault = parseFault(await optionalBody(c));
    world.faults.add(fault);
    return c.json(fault, 201);
  });

  routes.delete('/faults', (c) => {
    world.faults.clear();
    return c.body(null, 204);
  });

  routes.put('/clock', async (c) => {
    const { aheadMs } = await optionalBody(c);
    if (typeof aheadMs !== 'number') throw new TypeError('aheadMs must be a number');
    world.clockAheadMs = aheadMs;
    return c.json({ aheadMs });
  });

  routes.route('/conversations', conversationControls(world));
  routes.route('/channels', channelControls(world));
  routes.route('/screen-monitoring', screenMonitoringControls(world));

  routes.get('/sessions', (c) => c.json(world.cobrowse.all().map(reportOf)));

  routes.get('/platform-cobrowse', (c) => c.json(world.platformCobrowse.all().map(platformReportOf)));

  routes.post('/platform-cobrowse/:id/accept', (c) => {
    const session = world.platformCobrowse.find(c.req.param('id'));
    if (!session) return c.json({ message: 'There is no such session' }, 404);
    world.platformCobrowse.accept(session);
    return c.body(null, 204);
  });

  routes.delete('/platform-cobrowse/:id', (c) => {
    const session = world.platformCobrowse.find(c.req.param('id'));
    if (!session) return c.json({ message: 'There is no such session' }, 404);
    world.platformCobrowse.end(session, 'peer');
    return c.body(null, 204);
  });

  routes.get('/chats', (c) => c.json(world.chats.all().map(chatReportOf)));

  routes.post('/users/:id/permissions', async (c) => {
    const body = await optionalBody(c);
    const user = findUser(world.organization, c.req.param('id'));
    if (!user) return c.json({ message: 'There is no such user' }, 404);
    changePermissions(user, stringsIn(body, 'add'), stringsIn(body, 'remove'));
    return c.json({ permissions: user.permissions });
  });

  routes.post('/users/:id/language', async (c) => {
    const { languagePreference } = await optionalBody(c);
    const user = findUser(world.organization, c.req.param('id'));
    if (!user) return c.json({ message: 'There is no such user' }, 404);
    if (typeof languagePreference !== 'string') throw new TypeError('languagePreference must be a string');
    changeLanguage(user, languagePreference);
    return c.json({ languagePreference });
  });

  routes.post('/users/:id/routing-status', async (c) => {
    const { status } = await optionalBody(c);
    const user = findUser(world.organization, c.req.param('id'));
    if (!user) return c.json({ message: 'There is no such user' }, 404);
    const known = ROUTING_STATUSES.find((each) => each === status);
    if (!known) throw new TypeError(`status must be one of ${ROUTING_STATUSES.join(', ')}`);
    changeRoutingStatus(user, known);
    world.screens.followUser(user);
    return c.json({ status: known });
  });

  routes.post('/tokens/revoke', async (c) => {
    const body = await optionalBody(c);
    return c.json({ revoked: world.tokens.revokeAll(body.refresh === true) });
  });

  routes.post('/sign-in', async (c) => {
    const wanted = String((await optionalBody(c)).user ?? '').toLowerCase();
    const user = world.organization.users.find(({ id, email, name }) =>
      [id, email, name.toLowerCase()].includes(wanted),
    );
    if (!user)
      return c.json({ message: 'There is no such user; give an id, an email address or a full name' }, 404);
    const value = world.signIns.add(user.id);
    const cookie = `${SIGN_IN_COOKIE}=${value}`;
    c.header('Set-Cookie', `${cookie}; Path=/; HttpOnly; SameSite=Lax`);
    return c.json({ cookie, name: SIGN_IN_COOKIE, value, user: { id: user.id, name: user.name } });
  });

  routes.all('*', (c) => c.json({ message: 'There is no such control' }, 404));

  routes.onError((error, c) => {
    if (error instanceof HTTPException) return c.json({ message: error.message }, error.status);
    if (error instanceof TypeError || error instanceof SyntaxError)
      return c.json({ message: error.message }, 400);
    throw error;
  });

  return routes;
}

function parseReset(body: Record<string, unknown>): ResetRequest {
  const count = (name: string): number | undefined => {
    const value = body[name];
    if (value === undefined || (Number.isInteger(value) && Number(value) >= 0))
      return value as number | undefined;
    throw new TypeError(`${name} must be a whole number from 0`);
  };
  const { cobrowse } = body;
  const mode = COBROWSE_MODES.find((each) => each === cobrowse);
  if (cobrowse !== undefined && mode === undefined)
    throw new TypeError(`cobrowse must be one of ${COBROWSE_MODES.join(', ')}`);
  const conversations = count('conversations');
  const seed = count('seed');
  return {
    ...(conversations === undefined ? {} : { conversations }),
    ...(seed === undefined ? {} : { seed }),
    ...(mode === undefined ? {} : { cobrowse: mode }),
  };
}

function reportOf(session: CobrowseSession): SessionReport {
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    id: session.id,
    conversationId: session.conversationId,
    state: stateOf(session),
    settings: session.settings,
    participants: session.participants.map((participant) => {
      const first = session.joins.find(({ userId }) => userId === participant.userId);
      return { ...participant, joinedAt: first ? iso(first.at) : null };
    }),
    tokens: session.tokens.map(({ userId, expiresAt }) => ({ userId, expiresAt: iso(expiresAt) })),
    joins: session.joins.map(({ userId, at }) => ({ userId, at: iso(at) })),
    createdDate: iso(session.createdAt),
    expiresDate: iso(session.expiresAt),
    endedDate: session.endedAt === null ? null : iso(session.endedAt),
  };
}

function platformReportOf(session: PlatformCobrowseSession): PlatformCobrowseReport {
  const { id, conversationId, joinCode, createdBy, createdAt, offerEndsAt, views, leg } = session;
  return {
    id,
    conversationId,
    state: leg.state,
    joinCode,
    createdBy,
    createdDate: new Date(createdAt).toISOString(),
    offerEndsDate: new Date(offerEndsAt).toISOString(),
    views: views.map(({ userId, at }) => ({ userId, at: new Date(at).toISOString() })),
  };
}

function chatReportOf({ text, sentAt, ...rest }: ChatMessage): ChatReport {
  return { ...rest, message: text, sentDate: new Date(sentAt).toISOString() };
}

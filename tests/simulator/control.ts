import { type Context, Hono } from 'hono';
import { type CobrowseSession, stateOf } from './cobrowse-sessions.ts';
import { MEDIA, type Medium, VOICE } from './conversation-model.ts';
import { makeConversation } from './conversation-scenarios.ts';
import { parseFault } from './faults.ts';
import { findUser } from './organisation.ts';
import { SIGN_IN_COOKIE } from './sign-ins.ts';
import type { ResetRequest, World } from './world.ts';

/** What a test or demo may choose for a conversation it adds; the rest is made up. */
export type AddConversationBody = {
  customerName?: string;
  /** Name of one of the organisation's queues. */
  queue?: string;
  /** `calls`, `emails`, `chats`, `callbacks`, or a message type such as `webmessaging`. */
  medium?: string;
  /** Ids of the agents, in order; an empty list leaves the customer waiting in the queue. */
  agentIds?: string[];
  /** `alerting` while the agents have not answered; any other media state is taken as it is. */
  agentState?: string;
};

/** A cobrowse session with what only the simulator knows: joins and expiry of tokens, never the tokens. */
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

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Switches for tests and demos, to be mounted at `/__simulator`. */
export function controlRoutes(world: World): Hono {
  const routes = new Hono();

  routes.use(async (c, next) => {
    // A web page could point a name of its own at this machine; only the machine's own names may steer the simulator.
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
      agents: world.organisation.agents.length,
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

  routes.post('/conversations', async (c) => {
    const body = parseConversation(await optionalBody(c));
    const queue = world.organisation.queues.find(({ name }) => name === body.queue);
    const agents = body.agentIds?.map((id) => {
      const user = findUser(world.organisation, id);
      if (!user) throw new TypeError(`There is no user ${id}`);
      return user;
    });
    if (body.queue !== undefined && !queue) throw new TypeError(`There is no queue ${body.queue}`);
    const conversation = makeConversation(world.random, world.organisation, {
      // A little in the past, so that the agent has already answered.
      startedAt: world.now() - 30_000,
      medium: body.medium === undefined ? VOICE : mediumNamed(body.medium),
      ...(body.customerName === undefined ? {} : { customerName: body.customerName }),
      ...(queue ? { queue } : {}),
      ...(agents ? { agents } : {}),
      ...(body.agentState === undefined ? {} : { agentState: body.agentState }),
    });
    world.conversations.add(conversation);
    return c.json(conversation, 201);
  });

  routes.delete('/conversations/:id', (c) => {
    const conversation = world.conversations.find(c.req.param('id'));
    if (!conversation) return c.json({ message: 'There is no such conversation' }, 404);
    world.conversations.end(conversation);
    return c.body(null, 204);
  });

  routes.get('/sessions', (c) => c.json(world.cobrowse.all().map(reportOf)));

  routes.post('/tokens/revoke', async (c) => {
    const body = await optionalBody(c);
    return c.json({ revoked: world.tokens.revokeAll(body.refresh === true) });
  });

  routes.post('/sign-in', async (c) => {
    const wanted = String((await optionalBody(c)).user ?? '').toLowerCase();
    const user = world.organisation.users.find(({ id, email, name }) =>
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
    if (error instanceof TypeError || error instanceof SyntaxError)
      return c.json({ message: error.message }, 400);
    throw error;
  });

  return routes;
}

/** The JSON object in the body; an empty body is an empty object. Throws SyntaxError or TypeError. */
async function optionalBody(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  if (text === '') return {};
  const body: unknown = JSON.parse(text);
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw new TypeError('The body must be a JSON object');
}

function parseReset(body: Record<string, unknown>): ResetRequest {
  const count = (name: string): number | undefined => {
    const value = body[name];
    if (value === undefined || (Number.isInteger(value) && Number(value) >= 0))
      return value as number | undefined;
    throw new TypeError(`${name} must be a whole number from 0`);
  };
  const { cobrowse } = body;
  if (cobrowse !== undefined && cobrowse !== 'sessions' && cobrowse !== 'platform' && cobrowse !== 'both') {
    throw new TypeError('cobrowse must be "sessions", "platform" or "both"');
  }
  const conversations = count('conversations');
  const seed = count('seed');
  return {
    ...(conversations === undefined ? {} : { conversations }),
    ...(seed === undefined ? {} : { seed }),
    ...(cobrowse === undefined ? {} : { cobrowse }),
  };
}

function parseConversation(body: Record<string, unknown>): AddConversationBody {
  for (const name of ['customerName', 'queue', 'medium', 'agentState']) {
    if (body[name] !== undefined && typeof body[name] !== 'string')
      throw new TypeError(`${name} must be a string`);
  }
  const { agentIds } = body;
  if (
    agentIds !== undefined &&
    !(Array.isArray(agentIds) && agentIds.every((id) => typeof id === 'string'))
  ) {
    throw new TypeError('agentIds must be a list of strings');
  }
  return body as AddConversationBody;
}

function mediumNamed(name: string): Medium {
  const medium = MEDIA.find(({ key, type }) => key === name || type === name);
  if (medium) return medium;
  throw new TypeError(`medium must be one of ${MEDIA.map(({ key, type }) => type ?? key).join(', ')}`);
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

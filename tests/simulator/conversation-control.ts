import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { optionalBody } from './control-body.ts';
import { type Conversation, MEDIA, type Medium, VOICE } from './conversation-model.ts';
import { makeConversation } from './conversation-scenarios.ts';
import { findUser, type User } from './organization.ts';
import type { World } from './world.ts';

/** The chosen properties of an added conversation; the rest is generated. */
export type AddConversationBody = {
  customerName?: string;
  /** Name of one of the organization's queues. */
  queue?: string;
  /** `calls`, `emails`, `chats`, `callbacks`, or a message type such as `webmessaging`. */
  medium?: string;
  /** Ids of the agents, in order; an empty list leaves the customer waiting in the queue. */
  agentIds?: string[];
  /** `alerting` while the agents have not answered; any other media state is taken as it is. */
  agentState?: string;
  /** The agents were called directly: the conversation was never in a queue. */
  direct?: boolean;
  /** How long ago it began, in seconds; half a minute when missing. */
  agoSeconds?: number;
};

/** Switches for events in conversations, to be mounted at `/__simulator/conversations`. */
export function conversationControls(world: World): Hono {
  const routes = new Hono();

  routes.post('/', async (c) => {
    const body = parseConversation(await optionalBody(c));
    const queue = world.organization.queues.find(({ name }) => name === body.queue);
    const agents = body.agentIds?.map((id) => {
      const user = findUser(world.organization, id);
      if (!user) throw new TypeError(`There is no user ${id}`);
      return user;
    });
    if (body.queue !== undefined && !queue) throw new TypeError(`There is no queue ${body.queue}`);
    const conversation = makeConversation(world.random, world.organization, {
      // A little in the past, so that the agent has already answered.
      startedAt: world.now() - (body.agoSeconds ?? 30) * 1000,
      medium: body.medium === undefined ? VOICE : mediumNamed(body.medium),
      ...(body.customerName === undefined ? {} : { customerName: body.customerName }),
      ...(queue ? { queue } : {}),
      ...(agents ? { agents } : {}),
      ...(body.agentState === undefined ? {} : { agentState: body.agentState }),
      ...(body.direct === undefined ? {} : { direct: body.direct }),
    });
    world.conversations.add(conversation);
    return c.json(conversation, 201);
  });

  routes.delete('/:id', (c) => {
    world.conversations.end(existing(c));
    return c.body(null, 204);
  });

  routes.post('/:id/connect', (c) => {
    const conversation = existing(c);
    world.conversations.connect(conversation);
    return c.json(conversation);
  });

  routes.post('/:id/finish-wrap-up', (c) => {
    const conversation = existing(c);
    world.conversations.finishWrapUp(conversation);
    return c.json(conversation);
  });

  routes.post('/:id/hold', async (c) => {
    const conversation = existing(c);
    const { held, agoSeconds = 0 } = await optionalBody(c);
    if (typeof held !== 'boolean') throw new TypeError('held must be true or false');
    if (typeof agoSeconds !== 'number' || agoSeconds < 0)
      throw new TypeError('agoSeconds must be a number of seconds');
    world.conversations.setHeld(conversation, held, agoSeconds * 1000);
    return c.json(conversation);
  });

  routes.post('/:id/flag', async (c) => {
    const conversation = existing(c);
    const { flagged } = await optionalBody(c);
    if (typeof flagged !== 'boolean') throw new TypeError('flagged must be true or false');
    world.conversations.setFlagged(conversation, flagged);
    return c.json(conversation);
  });

  routes.post('/:id/transfer', async (c) => {
    const conversation = existing(c);
    world.conversations.transfer(conversation, userIn(await optionalBody(c), 'to'));
    return c.json(conversation);
  });

  routes.post('/:id/monitor', async (c) => {
    const conversation = existing(c);
    const supervisor = userIn(await optionalBody(c), 'userId');
    if (!world.conversations.monitor(conversation, supervisor))
      return c.json({ message: 'No agent has answered, so there is nobody to listen to' }, 409);
    return c.json(conversation, 201);
  });

  routes.delete('/:id/monitor', async (c) => {
    const conversation = existing(c);
    world.conversations.stopMonitoring(conversation, userIn(await optionalBody(c), 'userId').id);
    return c.body(null, 204);
  });

  routes.post('/:id/call-in', async (c) => {
    const conversation = existing(c);
    const body = await optionalBody(c);
    const how = oneOf(body.how, ['consult', 'conference'] as const);
    if (!world.conversations.callIn(conversation, userIn(body, 'userId'), how))
      return c.json({ message: 'No agent has answered, so nobody can call somebody in' }, 409);
    return c.json(conversation, 201);
  });

  routes.post('/:id/watch', async (c) => {
    const conversation = existing(c);
    const body = await optionalBody(c);
    const how = oneOf(body.how, ['monitor', 'coach', 'barge', 'screen', 'cobrowse'] as const);
    if (!world.conversations.watch(conversation, userIn(body, 'userId'), how))
      return c.json({ message: 'No agent has answered, so there is nobody to watch' }, 409);
    return c.json(conversation, 201);
  });

  routes.post('/:id/reopen', async (c) => {
    const conversation = existing(c);
    world.conversations.reopen(conversation, userIn(await optionalBody(c), 'agentId'));
    return c.json(conversation);
  });

  /** Throws HTTPException 404. */
  function existing(c: Context): Conversation {
    const conversation = world.conversations.find(c.req.param('id') ?? '');
    if (conversation) return conversation;
    throw new HTTPException(404, { message: 'There is no such conversation' });
  }

  /** Throws TypeError if the body contains no known user. */
  function userIn(body: Record<string, unknown>, name: string): User {
    const id = body[name];
    const user = typeof id === 'string' ? findUser(world.organization, id) : undefined;
    if (user) return user;
    throw new TypeError(`${name} must be the id of a user`);
  }

  return routes;
}

/** Throws TypeError for anything else. */
function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw new TypeError(`how must be one of ${allowed.join(', ')}`);
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
  if (body.agoSeconds !== undefined && typeof body.agoSeconds !== 'number')
    throw new TypeError('agoSeconds must be a number of seconds');
  if (body.direct !== undefined && typeof body.direct !== 'boolean')
    throw new TypeError('direct must be true or false');
  return body as AddConversationBody;
}

function mediumNamed(name: string): Medium {
  const medium = MEDIA.find(({ key, type }) => key === name || type === name);
  if (medium) return medium;
  throw new TypeError(`medium must be one of ${MEDIA.map(({ key, type }) => type ?? key).join(', ')}`);
}

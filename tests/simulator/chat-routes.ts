import { Hono } from 'hono';
import { type ApiEnv, requireAnyPermission, requireScope, userOf } from './bearer.ts';
import type { ChatMessage } from './chats.ts';
import { invalidBody, notFound } from './errors.ts';
import { jsonObject } from './json-body.ts';
import { wholeNumber } from './listing.ts';
import { findUser, type User } from './organization.ts';
import type { World } from './world.ts';

const MAX_MESSAGE_LENGTH = 10_000;
const HISTORY_LENGTH = 100;

/** Messages between two users, to be mounted at `/chats`. */
export function chatRoutes(world: World): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  routes.use(requireScope('organization:readonly'));

  routes.post(
    '/users/:userId/messages',
    requireAnyPermission('chat:chat:access', 'chat:1on1Message:add'),
    async (c) => {
      const sender = userOf(c.get('caller'));
      const receiver = existing(c.req.param('userId'));
      const request = parseMessage(await jsonObject(c.req.raw));
      const { id } = world.chats.send({ ...request, fromUserId: sender.id, toUserId: receiver.id });
      return c.json({ id });
    },
  );

  routes.get(
    '/users/:userId/messages',
    requireAnyPermission('chat:chat:access', 'chat:1on1Message:view'),
    (c) => {
      const caller = userOf(c.get('caller'));
      const other = existing(c.req.param('userId'));
      const limit = wholeNumber(c.req.query(), 'limit') ?? HISTORY_LENGTH;
      const [after, before] = [timeOf(c.req.query('after')), timeOf(c.req.query('before'))];
      const messages = world.chats
        .between(caller.id, other.id)
        .filter(({ sentAt }) => !(sentAt <= after) && !(sentAt >= before))
        .slice(-limit);
      return c.json({ entities: messages.map(viewOf), pageSize: limit, selfUri: c.req.path });
    },
  );

  function existing(userId: string): User {
    const user = findUser(world.organization, userId);
    if (!user) throw notFound('User', userId);
    return user;
  }

  return routes;
}

/** Reads a `SendMessageBody`. Throws ApiError 400. */
function parseMessage(body: Record<string, unknown>): {
  text: string;
  mentions: string[];
  threadId?: string;
} {
  const { message, mentions = [], threadId } = body;
  if (typeof message !== 'string' || message === '')
    throw invalidBody([{ fieldName: 'message', reason: 'must be a string that is not empty' }]);
  if (message.length > MAX_MESSAGE_LENGTH) {
    const reason = `must not have more than ${MAX_MESSAGE_LENGTH} characters`;
    throw invalidBody([{ fieldName: 'message', reason }]);
  }
  if (!Array.isArray(mentions) || !mentions.every((id) => typeof id === 'string'))
    throw invalidBody([{ fieldName: 'mentions', reason: 'must be a list of strings' }]);
  if (threadId !== undefined && typeof threadId !== 'string')
    throw invalidBody([{ fieldName: 'threadId', reason: 'must be a string' }]);
  return { text: message, mentions, ...(threadId === undefined ? {} : { threadId }) };
}

/** `ChatMessageResponse` */
function viewOf({ id, fromUserId, toUserId, text, mentions, threadId, sentAt }: ChatMessage) {
  const reference = (userId: string) => ({ id: userId, selfUri: `/api/v2/users/${userId}` });
  return {
    id,
    dateCreated: new Date(sentAt).toISOString(),
    toJid: jidOf(toUserId),
    jid: jidOf(fromUserId),
    body: text,
    mentions: Object.fromEntries(mentions.map((userId) => [userId, 'user'])),
    edited: false,
    thread: { id: threadId },
    user: reference(fromUserId),
    toUser: reference(toUserId),
  };
}

function jidOf(userId: string): string {
  return `${userId}@harbourline.orgspan.com`;
}

/** NaN if there is none: it compares as neither before nor after. */
function timeOf(text: string | undefined): number {
  return text === undefined ? Number.NaN : Date.parse(text);
}

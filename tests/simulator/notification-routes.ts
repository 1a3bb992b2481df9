import { Hono } from 'hono';
import { type ApiEnv, type Caller, requireScope } from './bearer.ts';
import type { Channel } from './channels.ts';
import { ApiError, invalidBody, notFound, usualError } from './errors.ts';
import { asObject, jsonBody } from './json-body.ts';
import {
  missingPermissions,
  parseTopic,
  TOPIC_KINDS,
  type Topic,
  type TopicKind,
} from './notification-topics.ts';
import type { World } from './world.ts';

/** The most topics of a channel; a combined one counts once. */
const MAX_TOPICS = 1000;

/** `ChannelTopic` */
type ChannelTopic = {
  id: string;
  state: 'Permitted' | 'Rejected';
  rejectionReason?: string;
  missingPermissions?: string[];
  selfUri: string;
};
type Verdict = { row: ChannelTopic; topic: Topic | null; error: ApiError | null };

/** Notification channels and their topics, to be mounted at `/notifications`. */
export function notificationRoutes(world: World): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  const { channels } = world;
  routes.use(requireScope('notifications'));

  routes.post('/channels', (c) => {
    const isStreaming = c.req.query('connectionType') === 'streaming';
    return c.json(viewOf(world, channels.create(c.get('caller').token, isStreaming)));
  });

  routes.get('/channels', (c) => {
    const { token } = c.get('caller');
    const mine = channels.ofOwner(token);
    const everyToken = c.req.query('includechannels') === 'oauthclient';
    const shown = mine.filter((channel) => everyToken || channel.token === token);
    return c.json({
      // Channels of other tokens show that they are there, and no more.
      entities: shown.map((channel) =>
        channel.token === token
          ? viewOf(world, channel)
          : { expires: new Date(channel.expiresAt).toISOString() },
      ),
    });
  });

  // Hono asks the handler of GET for HEAD; reading a channel is not something the platform offers.
  routes.get('/channels/:channelId', (c) => {
    if (c.req.method !== 'HEAD') throw usualError(405);
    if (!find(c.req.param('channelId'), c.get('caller'))) throw notFound();
    return c.body(null, 200);
  });

  routes.get('/channels/:channelId/subscriptions', (c) => {
    const channel = existing(c.req.param('channelId'), c.get('caller'));
    return c.json({ entities: channel.topics.map(({ id }) => permitted(id)) });
  });

  routes.post('/channels/:channelId/subscriptions', async (c) => {
    const channel = find(c.req.param('channelId'), c.get('caller'));
    if (!channel)
      throw new ApiError(400, 'notification.unable.to.get.channel.id', 'Unable to get channel Id.');
    const verdicts = judge(await topicIds(c.req.raw), c.get('caller'), c.req.query('ignoreErrors'));
    setTopics(channel, [...channel.topics, ...accepted(verdicts)]);
    return c.json({ entities: verdicts.map(({ row }) => row) });
  });

  routes.put('/channels/:channelId/subscriptions', async (c) => {
    const channel = find(c.req.param('channelId'), c.get('caller'));
    if (!channel || channel.hasLostSubscriptions)
      throw new ApiError(404, 'entity.not.found', 'Subscription list not found.');
    const verdicts = judge(await topicIds(c.req.raw), c.get('caller'), c.req.query('ignoreErrors'));
    setTopics(channel, accepted(verdicts));
    channels.renew(channel);
    return c.json({ entities: verdicts.map(({ row }) => row) });
  });

  routes.delete('/channels/:channelId/subscriptions', (c) => {
    channels.setTopics(existing(c.req.param('channelId'), c.get('caller')), []);
    return c.body(null, 200);
  });

  routes.get('/availabletopics', (c) => {
    const expand = new Set((c.req.queries('expand') ?? []).flatMap((value) => value.split(',')));
    return c.json({ entities: TOPIC_KINDS.map((kind) => availableTopic(kind, expand)) });
  });

  function setTopics(channel: Channel, topics: readonly Topic[]): void {
    const byId = new Map(topics.map((topic) => [topic.id, topic]));
    if (byId.size > MAX_TOPICS) {
      throw new ApiError(400, 'notification.subscription.too.many.subscriptions', 'Too many subscriptions');
    }
    channels.setTopics(channel, [...byId.values()]);
  }

  /** Channels of other users or applications are reported as missing. */
  function find(id: string, { token }: Caller): Channel | undefined {
    const channel = channels.find(id);
    const own = channel?.token.userId === token.userId && channel.token.client.id === token.client.id;
    return own ? channel : undefined;
  }

  function existing(id: string, caller: Caller): Channel {
    const channel = find(id, caller);
    if (!channel) throw notFound();
    return channel;
  }

  return routes;
}

/** `Channel`; anybody who has its address may connect. */
function viewOf(world: World, channel: Channel) {
  return {
    connectUri: `${world.webSocketOrigin}${channel.isStreaming ? '/stream' : ''}/channels/${channel.id}`,
    id: channel.id,
    expires: new Date(channel.expiresAt).toISOString(),
  };
}

async function topicIds(request: Request): Promise<string[]> {
  const body = await jsonBody(request);
  if (!Array.isArray(body)) throw usualError(400);
  return body.map((entry: unknown, index) => {
    const id = asObject(entry)?.id;
    if (typeof id !== 'string')
      throw invalidBody([{ fieldName: `[${index}].id`, reason: 'must be a string' }]);
    return id;
  });
}

/** What becomes of each topic. Throws the first refusal unless errors shall be ignored. */
function judge(ids: readonly string[], caller: Caller, ignoreErrors: string | undefined): Verdict[] {
  const verdicts = ids.map((id) => judgeOne(id, caller));
  const refused = verdicts.find(({ error }) => error !== null);
  if (refused?.error && ignoreErrors !== 'true') throw refused.error;
  return verdicts;
}

function judgeOne(id: string, caller: Caller): Verdict {
  const topic = parseTopic(id);
  if (!topic) {
    const error = new ApiError(
      400,
      'notification.invalid.topic',
      `The subscription topic is not valid. (${id})`,
    );
    return { row: rejected(id, 'The subscription topic is not valid.'), topic: null, error };
  }
  const missing = missingPermissions(topic, caller);
  if (missing.length > 0) {
    const error = new ApiError(403, 'notification.unauthorized.topic', 'Not authorized for this topic.', {
      messageParams: { topic: id, permissions: missing.join(', ') },
    });
    const row = { ...rejected(id, 'Not authorized for this topic.'), missingPermissions: missing };
    return { row, topic: null, error };
  }
  return { row: permitted(id), topic, error: null };
}

function accepted(verdicts: readonly Verdict[]): Topic[] {
  return verdicts.map(({ topic }) => topic).filter((topic) => topic !== null);
}

function permitted(id: string): ChannelTopic {
  return { id, state: 'Permitted', selfUri: selfUriOf(id) };
}

function rejected(id: string, rejectionReason: string): ChannelTopic {
  return { id, state: 'Rejected', rejectionReason, selfUri: selfUriOf(id) };
}

function selfUriOf(id: string): string {
  return `/api/v2/notifications/availabletopics/${id}`;
}

/** `AvailableTopic`; everything but its name comes only when asked for. */
function availableTopic({ id, description, permission }: TopicKind, expand: ReadonlySet<string>) {
  const details = permission
    ? [{ type: 'requiresPermissions', permissions: [permission], allowsCurrentUser: true, enforced: true }]
    : [];
  return {
    id,
    requiresCurrentUser: false,
    requiresCurrentUserOrPermission: permission !== undefined && id.startsWith('v2.users.'),
    requiresDivisionPermissions: false,
    requiresAnyValidator: false,
    ...(expand.has('description') ? { description } : {}),
    ...(expand.has('enforced') ? { enforced: permission !== undefined } : {}),
    ...(expand.has('visibility') ? { visibility: 'Public' } : {}),
    ...(expand.has('transports') ? { transports: ['All'] } : {}),
    ...(expand.has('requiresPermissions') ? { requiresPermissions: permission ? [permission] : [] } : {}),
    ...(expand.has('permissionDetails') ? { permissionDetails: details } : {}),
    ...(expand.has('topicParameters') ? { topicParameters: ['id'] } : {}),
  };
}

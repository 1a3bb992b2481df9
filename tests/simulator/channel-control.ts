import { Hono } from 'hono';
import { type Channel, fingerprintOf } from './channels.ts';
import { optionalBody } from './control-body.ts';
import type { World } from './world.ts';

/** A notification channel without its secret. */
export type ChannelReport = {
  /** Counts up with every channel. */
  number: number;
  /** The beginning of the SHA-256 of its id. */
  fingerprint: string;
  userId: string | null;
  clientId: string;
  connected: boolean;
  topicCount: number;
  topics: string[];
  createdAt: string;
  lastUsedAt: string;
  expiresAt: string;
};

/**
 * `warn` announces the end of the connection, `drop` cuts it, `evict` takes the channel away as
 * well; `forget` leaves both and takes the subscriptions away.
 */
export type CloseHow = 'warn' | 'drop' | 'evict' | 'forget';

const SOCKET_CLOSING = {
  topicName: 'v2.system.socket_closing',
  eventBody: { message: 'This websocket connection will close soon.' },
};

/** Switches for the sockets of notification channels, to be mounted at `/__simulator/channels`. */
export function channelControls(world: World): Hono {
  const routes = new Hono();

  routes.get('/', (c) => c.json(world.channels.all().map(reportOf)));

  routes.post('/close', async (c) => {
    const how = parseHow((await optionalBody(c)).how);
    const connected = world.channels.all().filter(({ socket }) => socket !== null);
    for (const channel of connected) close(channel, how);
    return c.json({ closed: connected.length });
  });

  function close(channel: Channel, how: CloseHow): void {
    if (how === 'warn') channel.socket?.send(SOCKET_CLOSING);
    else if (how === 'drop') channel.socket?.terminate();
    else if (how === 'forget') world.channels.loseSubscriptions(channel);
    else world.channels.evict(channel);
  }

  return routes;
}

function parseHow(value: unknown): CloseHow {
  if (value === 'warn' || value === 'drop' || value === 'evict' || value === 'forget') return value;
  throw new TypeError('how must be "warn", "drop", "evict" or "forget"');
}

function reportOf(channel: Channel): ChannelReport {
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    number: channel.number,
    fingerprint: fingerprintOf(channel),
    userId: channel.token.userId,
    clientId: channel.token.client.id,
    connected: channel.socket !== null,
    topicCount: channel.topics.length,
    topics: channel.topics.map(({ id }) => id),
    createdAt: iso(channel.createdAt),
    lastUsedAt: iso(channel.lastUsedAt),
    expiresAt: iso(channel.expiresAt),
  };
}

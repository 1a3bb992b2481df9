import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { type Channel, type ChannelSocket, fingerprintOf } from './channels.ts';
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

  routes.post('/send', async (c) => {
    const { text, times, perSecond } = parseFrames(await optionalBody(c));
    const sockets = world.channels.all().flatMap(({ socket }) => socket ?? []);
    for (const socket of sockets) await sendTimes(socket, text, times, perSecond);
    return c.json({ sockets: sockets.length });
  });

  function close(channel: Channel, how: CloseHow): void {
    if (how === 'warn') channel.socket?.send(SOCKET_CLOSING);
    else if (how === 'drop') channel.socket?.terminate();
    else if (how === 'forget') world.channels.loseSubscriptions(channel);
    else world.channels.evict(channel);
  }

  return routes;
}

/**
 * Sends a text repeatedly, in batches every tenth of a second unless it is sent as fast as
 * possible.
 */
async function sendTimes(
  socket: ChannelSocket,
  text: string,
  times: number,
  perSecond: number | undefined,
): Promise<void> {
  const portion = perSecond === undefined ? times : Math.max(1, Math.round(perSecond / 10));
  for (let sent = 0; sent < times; sent += 1) {
    if (sent > 0 && sent % portion === 0) await sleep(100);
    socket.sendText(text);
  }
}

function parseFrames(body: Record<string, unknown>): { text: string; times: number; perSecond?: number } {
  const { text, times = 1, perSecond } = body;
  if (typeof text !== 'string') throw new TypeError('text must be a string');
  if (!Number.isInteger(times) || Number(times) < 1)
    throw new TypeError('times must be a whole number from 1');
  if (perSecond !== undefined && !(Number.isInteger(perSecond) && Number(perSecond) >= 1))
    throw new TypeError('perSecond must be a whole number from 1');
  return { text, times: Number(times), ...(perSecond !== undefined && { perSecond: Number(perSecond) }) };
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

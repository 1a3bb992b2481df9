import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Channel, ChannelSocket, Channels } from './channels.ts';
import type { World } from './world.ts';

/** Handles a connection that requests an upgrade to WebSocket. */
export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const CHANNEL_PATH = /^\/channels\/([^/?]+)$/;
const GOING_AWAY = 1001;
const HEARTBEAT = { topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } };
const PONG = { topicName: 'channel.metadata', eventBody: { message: 'pong' } };

/** Lets clients connect to `/channels/{channelId}`; any other address is answered with 404. */
export function createUpgradeListener(world: World): UpgradeListener {
  const server = new WebSocketServer({ noServer: true });
  return (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const id = CHANNEL_PATH.exec(new URL(request.url ?? '/', 'http://localhost').pathname)?.[1];
    const channel = id === undefined ? undefined : world.channels.find(id);
    if (!channel) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    server.handleUpgrade(request, socket, head, (client) => serve(world, channel, client));
  };
}

function serve(world: World, channel: Channel, client: WebSocket): void {
  const { channels } = world;
  const socket = socketOf(client);
  channels.connect(channel, socket);
  const heartbeat = setInterval(() => {
    if (isAlive(world, channels, channel)) socket.send(HEARTBEAT);
  }, world.options.heartbeatMs);
  heartbeat.unref();

  client.on('message', (data) => {
    channels.touch(channel);
    if (isPing(String(data))) socket.send(PONG);
  });
  client.on('error', () => client.terminate());
  client.on('close', () => {
    clearInterval(heartbeat);
    channels.disconnect(channel, socket);
  });
}

/** No event reports the end of a channel or of its token, so every heartbeat checks. */
function isAlive(world: World, channels: Channels, channel: Channel): boolean {
  if (!world.tokens.findAccess(channel.token.value)) channels.revoke(channel.token.value);
  return channels.find(channel.id) !== undefined;
}

function socketOf(client: WebSocket): ChannelSocket {
  const sendText = (text: string) => {
    if (client.readyState === client.OPEN) client.send(text);
  };
  return {
    send: (frame) => sendText(JSON.stringify(frame)),
    sendText,
    close: (reason) => client.close(GOING_AWAY, reason),
    terminate: () => client.terminate(),
  };
}

function isPing(text: string): boolean {
  try {
    return (JSON.parse(text) as { message?: unknown } | null)?.message === 'ping';
  } catch {
    return false;
  }
}

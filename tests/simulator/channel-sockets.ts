import { type WebSocket, WebSocketServer } from 'ws';
import type { Channel, ChannelSocket, Channels } from './channels.ts';
import type { UpgradeHandler } from './upgrades.ts';
import type { World } from './world.ts';

const CHANNEL_PATH = /^\/channels\/([^/?]+)$/;
const GOING_AWAY = 1001;
const HEARTBEAT = { topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } };
const PONG = { topicName: 'channel.metadata', eventBody: { message: 'pong' } };

/** Lets clients connect to `/channels/{channelId}`. */
export function channelSockets(world: World): UpgradeHandler {
  const server = new WebSocketServer({ noServer: true });
  return ({ path, request, socket, head }) => {
    const id = CHANNEL_PATH.exec(path)?.[1];
    const channel = id === undefined ? undefined : world.channels.find(id);
    if (!channel || channel.isStreaming) return false;
    server.handleUpgrade(request, socket, head, (client) => serve(world, channel, client));
    return true;
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

/** Nothing reports the end of a channel or of its token, so every heartbeat checks. */
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

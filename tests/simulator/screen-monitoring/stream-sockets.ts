import { WebSocketServer } from 'ws';
import { findUser } from '../organization.ts';
import { refuse, type UpgradeHandler } from '../upgrades.ts';
import type { World } from '../world.ts';
import { StreamConnection, type StreamHost } from './stream-connection.ts';

const STREAM_PATH = /^\/stream\/channels\/([^/]+)$/;
const SUBPROTOCOL = 'xmpp';

/** Lets clients connect to `/stream/channels/{channelId}`, by channels made for streaming. */
export function streamSockets(world: World): UpgradeHandler {
  const server = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  const { screens } = world;
  const { signalling } = screens;
  const host: StreamHost = {
    tokens: world.tokens,
    channels: world.channels,
    stunPort: () => screens.stunPort,
    bound: (connection) => signalling.add(connection),
    closed: (connection) => signalling.delete(connection),
    jingleMessage: (connection, message) => signalling.jingleMessage(connection, message),
    rpc: (connection, call) => signalling.rpc(connection, call),
  };

  return ({ path, request, socket, head }) => {
    const id = STREAM_PATH.exec(path)?.[1];
    const channel = id === undefined ? undefined : world.channels.find(id);
    const userId = channel?.isStreaming ? channel.token.userId : null;
    const user = userId === null ? undefined : findUser(world.organization, userId);
    if (!channel || !user) return false;
    if (screens.refusedConnections > 0) {
      screens.refusedConnections -= 1;
      refuse(socket, '503 Service Unavailable');
      return true;
    }
    server.handleUpgrade(request, socket, head, (client) => {
      const connection = new StreamConnection(host, channel, user, {
        send: (text) => {
          if (client.readyState === client.OPEN) client.send(text);
        },
        close: () => client.close(),
        terminate: () => client.terminate(),
      });
      client.on('message', (data) => connection.receive(String(data)));
      client.on('error', () => client.terminate());
      client.on('close', () => connection.closed());
    });
    return true;
  };
}

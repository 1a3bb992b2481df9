import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { channelSockets } from './channel-sockets.ts';
import { joinSockets } from './join-rooms.ts';
import { computerSockets } from './screen-monitoring/computer-sockets.ts';
import { streamSockets } from './screen-monitoring/stream-sockets.ts';
import type { World } from './world.ts';

/** Takes over a connection that asks to become a WebSocket. */
export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** A connection that asks to become a WebSocket, and the path that it asks for. */
type Upgrade = { path: string; request: IncomingMessage; socket: Duplex; head: Buffer };

/** Takes a connection over and answers true, or leaves it to others. */
export type UpgradeHandler = (upgrade: Upgrade) => boolean;

/** Everything that is reached by WebSocket. */
export type Upgrades = { listener: UpgradeListener /** Cuts every connection. */; destroyAll(): void };

/** Takes over what is reached by WebSocket; any other address is answered with 404. */
export function createUpgrades(world: World): Upgrades {
  const handlers = [channelSockets(world), joinSockets(world), streamSockets(world), computerSockets(world)];
  const open = new Set<Duplex>();
  const listener: UpgradeListener = (request, socket, head) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (!handlers.some((handle) => handle({ path, request, socket, head }))) refuse(socket, '404 Not Found');
  };
  return {
    listener,
    destroyAll: () => {
      for (const socket of open) socket.destroy();
    },
  };
}

/** Answers without a body, and closes. @param status for example `404 Not Found` */
export function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

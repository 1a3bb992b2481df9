import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { UpgradeListener } from './upgrades.ts';

/** Another program uses the port. */
export class PortInUseError extends Error {
  constructor(port: number) {
    super(`Port ${port} is already in use. Stop the other program, or choose another port with --port.`);
    this.name = 'PortInUseError';
  }
}

/** Servers that share one port on both loopback addresses. */
export type Listening = { port: number; close(): Promise<void> };

const ATTEMPTS_FOR_A_FREE_PORT = 10;

/**
 * Listens on 127.0.0.1 and, where the machine has it, on ::1: browsers try either for `localhost`.
 * @param port 0 takes a free one
 * @param onUpgrade takes connections that become WebSockets over; closing them is left to it
 * @throws PortInUseError when either address has the port taken
 */
export async function listenOnLoopback(
  port: number,
  listener: RequestListener,
  onUpgrade: UpgradeListener,
): Promise<Listening> {
  for (let attempt = 1; ; attempt += 1) {
    const first = await listen(port, '127.0.0.1', listener, onUpgrade);
    const chosen = (first.address() as AddressInfo).port;
    try {
      const second = await listen(chosen, '::1', listener, onUpgrade).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return null;
          throw error;
        },
      );
      const servers = second ? [first, second] : [first];
      return {
        port: chosen,
        close: async () => {
          await Promise.all(servers.map(close));
        },
      };
    } catch (error) {
      await close(first);
      // A port that is free on one address can be taken on the other; report only a fixed one.
      if (!(error instanceof PortInUseError) || port !== 0 || attempt === ATTEMPTS_FOR_A_FREE_PORT)
        throw error;
    }
  }
}

function listen(
  port: number,
  host: string,
  listener: RequestListener,
  onUpgrade: UpgradeListener,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener);
    // Browsers silently repeat a request whose kept-alive connection breaks, which would hide
    // dropped answers from tests.
    server.maxRequestsPerSocket = 1;
    server.on('upgrade', onUpgrade);
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(port) : error);
    });
    server.listen({ port, host, ipv6Only: host === '::1' }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

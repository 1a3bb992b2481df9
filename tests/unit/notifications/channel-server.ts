import type { AddressInfo } from 'node:net';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';

/** A real WebSocket server on loopback in the place of the platform's notification service. */
export type ChannelServer = {
  connectUri: string;
  /** Every socket that was ever accepted, in order. */
  accepted: ServerSocket[];
  /** What clients sent, in order. */
  received: string[];
  /** Sockets that are open now. */
  open(): number;
  /** Sends to the newest socket: text as it is, anything else as JSON. */
  send(...frames: unknown[]): void;
  /** Whether pings are answered; they are at first. */
  answerPings: boolean;
  /** How many of the next connections are refused with an HTTP status. */
  refuseNext: number;
  /** Whether a further connection closes those before it, as the platform does. */
  kicks: boolean;
  close(): Promise<void>;
};

/** Starts a server on a free port. */
export async function startChannelServer(): Promise<ChannelServer> {
  const accepted: ServerSocket[] = [];
  const received: string[] = [];
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    verifyClient: (_request: unknown, decide: (accept: boolean, status?: number) => void) => {
      if (channel.refuseNext === 0) return decide(true);
      channel.refuseNext -= 1;
      return decide(false, 503);
    },
  });
  const channel: ChannelServer = {
    connectUri: '',
    accepted,
    received,
    open: () => accepted.filter((socket) => socket.readyState === socket.OPEN).length,
    send(...frames) {
      for (const frame of frames) {
        accepted.at(-1)?.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
      }
    },
    answerPings: true,
    refuseNext: 0,
    kicks: false,
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  server.on('connection', (socket) => {
    if (channel.kicks) for (const earlier of accepted) earlier.close(1000);
    accepted.push(socket);
    socket.on('message', (data) => {
      received.push(String(data));
      if (channel.answerPings) socket.send(JSON.stringify(PONG));
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  channel.connectUri = `ws://127.0.0.1:${port}/channels/streaming-1`;
  return channel;
}

/** A change of the conversation with this number. */
export const change = (number: number) => ({
  topicName: 'v2.users.1.conversations',
  version: '2',
  eventBody: { id: `conversation-${number}` },
  metadata: {},
});

const metadata = (message: string) => ({ topicName: 'channel.metadata', eventBody: { message } });
export const HEARTBEAT = metadata('WebSocket Heartbeat');
export const PONG = metadata('pong');
export const CLOSING = { topicName: 'v2.system.socket_closing', eventBody: {} };
export const TOKEN_REVOKED = { topicName: 'v2.system.token_revoked.1', eventBody: {} };
export const NO_LONGER_SUBSCRIBED = { topicName: 'v2.system.no_longer_subscribed.1', eventBody: {} };

import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { api } from './support.ts';

export type ChannelView = { id: string; connectUri: string; expires: string };
export type TopicRow = {
  id: string;
  state: string;
  rejectionReason?: string;
  missingPermissions?: string[];
};
type Frame = {
  topicName: string;
  version?: string;
  eventBody: { id?: string; message?: string; participants?: EventParticipant[]; [name: string]: unknown };
  metadata?: { CorrelationId: string };
};
type EventParticipant = {
  id: string;
  purpose: string;
  userId?: string;
  user?: { id: string };
  state?: string;
  endTime?: string;
  mediaRoles?: string[];
  monitoredParticipantId?: string;
  calls?: { state: string; held: boolean; segments?: unknown }[];
  cobrowsesessions?: { state: string }[];
  [name: string]: unknown;
};

/** A client of the notifications with one token. */
export function notifications(origin: string, token: string) {
  const call = api(origin, token);
  const subscriptions = (id: string) => `/api/v2/notifications/channels/${id}/subscriptions`;
  const rows = (ids: string[]) => ids.map((id) => ({ id }));
  return {
    call,
    create: async () => (await call<ChannelView>('POST', '/api/v2/notifications/channels')).json(),
    exists: async (id: string) => (await call('HEAD', `/api/v2/notifications/channels/${id}`)).status === 200,
    add: (id: string, topics: string[], query = '') =>
      call<{ entities: TopicRow[] }>('POST', subscriptions(id) + query, rows(topics)),
    replace: (id: string, topics: string[], query = '') =>
      call<{ entities: TopicRow[] }>('PUT', subscriptions(id) + query, rows(topics)),
    topics: async (id: string) =>
      (await call<{ entities: TopicRow[] }>('GET', subscriptions(id))).json().entities.map((row) => row.id),
    clear: (id: string) => call('DELETE', subscriptions(id)),
  };
}

/** A connection to a channel that keeps every frame; it closes by itself after the test. */
export async function connect({ connectUri }: { connectUri: string }) {
  const socket = new WebSocket(connectUri);
  const frames: Frame[] = [];
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Frame));
  await new Promise((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  onTestFinished(() => socket.terminate());
  return {
    frames,
    closed,
    send: (message: unknown) => socket.send(JSON.stringify(message)),
    /** What came on a topic. */
    on: (topicName: string) => frames.filter((frame) => frame.topicName === topicName),
    /** Resolves when everything that was sent before has arrived: an answer overtakes nothing. */
    settled: async () => {
      const pongs = () => frames.filter(({ eventBody }) => eventBody.message === 'pong').length;
      const before = pongs();
      socket.send(JSON.stringify({ message: 'ping' }));
      while (pongs() === before) await new Promise((resolve) => setTimeout(resolve, 2));
    },
  };
}

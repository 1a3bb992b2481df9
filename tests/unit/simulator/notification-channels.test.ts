import { expect, test } from 'vitest';
import { connect, notifications } from './channel-client.ts';
import {
  api,
  credentialsToken,
  DANA,
  FEMI,
  SCOPELESS_CLIENT,
  start,
  UNKNOWN_ID,
  userToken,
} from './support.ts';

const AGENT = 'bbbbbbbb-0000-4000-8000-000000000001';
const OF_AGENT = `v2.users.${AGENT}.conversations`;

async function open(options: Parameters<typeof start>[0] = {}) {
  const { origin, control } = await start({ conversations: 2, ...options });
  return { origin, control, dana: notifications(origin, await userToken(origin)) };
}

test('a channel lives for a day, and its address is on this simulator', async () => {
  const { origin, dana } = await open();
  const channel = await dana.create();
  expect(channel.connectUri).toBe(`ws://localhost:${new URL(origin).port}/channels/${channel.id}`);
  expect(Date.parse(channel.expires) - Date.now()).toBeGreaterThan(23.9 * 3600 * 1000);
  expect(await dana.exists(channel.id)).toBe(true);
  expect(await dana.exists('streaming-0-unknown')).toBe(false);
  expect((await dana.call('GET', `/api/v2/notifications/channels/${channel.id}`)).status).toBe(405);
});

test('topics are added, replaced, listed and cleared', async () => {
  const { dana } = await open();
  const { id } = await dana.create();
  const added = await dana.add(id, [OF_AGENT, `v2.users.${DANA}?presence&routingStatus`]);
  expect(added.json().entities.map(({ state }) => state)).toEqual(['Permitted', 'Permitted']);
  await dana.add(id, [OF_AGENT, `v2.routing.queues.${UNKNOWN_ID}.conversations.messages`]);
  expect(await dana.topics(id)).toHaveLength(3);
  await dana.replace(id, [`v2.users.${FEMI}.conversations.cobrowseSessions`]);
  expect(await dana.topics(id)).toEqual([`v2.users.${FEMI}.conversations.cobrowseSessions`]);
  expect((await dana.clear(id)).status).toBe(200);
  expect(await dana.topics(id)).toEqual([]);
});

test('one bad topic fails all of them, unless errors are ignored', async () => {
  const { dana, control } = await open();
  const { id } = await dana.create();
  const unknown = `v2.users.${AGENT}.thoughts`;
  const failed = await dana.call('POST', `/api/v2/notifications/channels/${id}/subscriptions`, [
    { id: OF_AGENT },
    { id: unknown },
  ]);
  expect(failed.status).toBe(400);
  expect(failed.json().code).toBe('notification.invalid.topic');
  expect(await dana.topics(id)).toEqual([]);

  await control.changePermissions(DANA, { remove: ['conversation:communication:view'] });
  const refused = await dana.call('PUT', `/api/v2/notifications/channels/${id}/subscriptions`, [
    { id: OF_AGENT },
  ]);
  expect(refused.status).toBe(403);
  expect(refused.json().code).toBe('notification.unauthorized.topic');

  const own = `v2.users.${DANA}.conversations`;
  const mixed = await dana.add(id, [unknown, OF_AGENT, own], '?ignoreErrors=true');
  expect(mixed.json().entities).toMatchObject([
    { id: unknown, state: 'Rejected' },
    { id: OF_AGENT, state: 'Rejected', missingPermissions: ['conversation:communication:view'] },
    { id: own, state: 'Permitted' },
  ]);
  expect(await dana.topics(id)).toEqual([own]);
});

test('a channel takes a thousand topics, of which a combined one counts once, and no more', async () => {
  const { dana } = await open();
  const { id } = await dana.create();
  const user = (n: number) => `bbbbbbbb-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const topics = Array.from({ length: 1000 }, (_, n) => `v2.users.${user(n)}?presence&conversationsummary`);
  expect((await dana.replace(id, topics)).status).toBe(200);
  const more = await dana.call('POST', `/api/v2/notifications/channels/${id}/subscriptions`, [
    { id: OF_AGENT },
  ]);
  expect(more.status).toBe(400);
  expect(more.json().code).toBe('notification.subscription.too.many.subscriptions');
  expect(await dana.topics(id)).toHaveLength(1000);
});

test('the twenty-first channel of a user takes the place of the one nobody is connected to', async () => {
  const { dana } = await open();
  const channels = [];
  for (let n = 0; n < 20; n += 1) channels.push(await dana.create());
  const [first, second, third] = channels;
  if (!first || !second || !third) throw new Error('There are no channels');
  await connect(first);
  await dana.create();
  expect(await dana.exists(first.id)).toBe(true);
  expect(await dana.exists(second.id)).toBe(false);
  expect(await dana.exists(third.id)).toBe(true);
});

test('when everybody is connected, the channel used longest ago goes with its connection', async () => {
  const { dana } = await open();
  const channels = [];
  for (let n = 0; n < 20; n += 1) {
    const channel = await dana.create();
    channels.push({ ...channel, connection: await connect(channel) });
  }
  const [first, second] = channels;
  if (!first || !second) throw new Error('There are no channels');
  // The clock ticks once, so that the first was used later than the second.
  await new Promise((resolve) => setTimeout(resolve, 5));
  await first.connection.settled();
  await dana.create();
  await second.connection.closed;
  expect(await dana.exists(second.id)).toBe(false);
  expect(await dana.exists(first.id)).toBe(true);
});

test('channels of other users, and of other applications, do not exist for anybody else', async () => {
  const { origin, dana } = await open();
  const { id } = await dana.create();
  const femi = notifications(origin, await userToken(origin, FEMI));
  const otherApplication = notifications(origin, await userToken(origin, DANA, SCOPELESS_CLIENT));
  const sameAgain = notifications(origin, await userToken(origin));
  expect(await femi.exists(id)).toBe(false);
  expect(await otherApplication.exists(id)).toBe(false);
  expect(await sameAgain.exists(id)).toBe(true);
  expect((await femi.add(id, [OF_AGENT])).status).toBe(400);
  expect((await femi.replace(id, [OF_AGENT])).status).toBe(404);

  type Listing = { entities: { id?: string; connectUri?: string; expires: string }[] };
  const list = async (query: string) =>
    (await sameAgain.call<Listing>('GET', `/api/v2/notifications/channels${query}`)).json().entities;
  expect(await list('')).toEqual([]);
  expect(await list('?includechannels=oauthclient')).toEqual([{ expires: expect.any(String) }]);
});

test('a connection says that it is alive, and answers a ping', async () => {
  const { dana } = await open({ heartbeatMs: 20 });
  const connection = await connect(await dana.create());
  await expect.poll(() => connection.frames.length).toBeGreaterThan(1);
  expect(connection.frames[0]).toEqual({
    topicName: 'channel.metadata',
    eventBody: { message: 'WebSocket Heartbeat' },
  });
  connection.send({ message: 'ping' });
  await expect
    .poll(() => connection.frames)
    .toContainEqual({ topicName: 'channel.metadata', eventBody: { message: 'pong' } });
});

test('a channel has one connection: the newer one throws the older one out', async () => {
  const { dana, control } = await open();
  const channel = await dana.create();
  const older = await connect(channel);
  const newer = await connect(channel);
  await older.closed;
  await newer.settled();
  expect(await control.channels()).toMatchObject([{ connected: true }]);
});

test('nobody connects to an address that is not a channel', async () => {
  const { origin } = await open();
  const connectUri = `${origin.replace('http', 'ws')}/channels/streaming-0-unknown`;
  await expect(connect({ connectUri })).rejects.toThrow('404');
  await expect(connect({ connectUri: origin.replace('http', 'ws') })).rejects.toThrow('404');
  expect((await fetch(origin)).status).toBe(200);
});

test('a channel goes when its token is revoked, one way or the other', async () => {
  const { origin, control, dana } = await open();
  const first = await dana.create();
  const connection = await connect(first);
  await dana.call('DELETE', '/api/v2/tokens/me');
  await connection.closed;
  expect(connection.frames.at(-1)).toMatchObject({
    topicName: `v2.system.token_revoked.${DANA}`,
    eventBody: { message: 'token_revoked' },
  });

  const again = notifications(origin, await userToken(origin));
  expect(await again.exists(first.id)).toBe(false);
  const second = await connect(await again.create());
  await control.revokeTokens();
  await second.closed;
  expect(await control.channels()).toEqual([]);
});

test('a channel goes soon after its token has expired', async () => {
  const { dana } = await open({ accessTokenTtlS: 1, heartbeatMs: 50 });
  const connection = await connect(await dana.create());
  await connection.closed;
  expect(connection.frames.at(-1)?.topicName).toBe(`v2.system.token_revoked.${DANA}`);
});

test('tests can warn, cut and take away connections', async () => {
  const { dana, control } = await open();
  const channel = await dana.create();
  const connection = await connect(channel);
  expect(await control.closeChannels('warn')).toEqual({ closed: 1 });
  await expect.poll(() => connection.on('v2.system.socket_closing')).toHaveLength(1);

  await control.closeChannels('drop');
  expect((await connection.closed).code).toBe(1006);
  expect(await dana.exists(channel.id)).toBe(true);

  const next = await connect(channel);
  await control.closeChannels('evict');
  expect((await next.closed).code).toBe(1001);
  expect(await dana.exists(channel.id)).toBe(false);
  await expect(control.closeChannels('gently' as 'warn')).rejects.toThrow('how must be');
});

test('neither reports nor the log of requests show the id that opens a channel', async () => {
  const { dana, control } = await open();
  const channel = await dana.create();
  await connect(channel);
  await dana.exists(channel.id);
  await dana.add(channel.id, [OF_AGENT]);
  const [requests, reports] = [await control.requests(), await control.channels()];
  expect(JSON.stringify([requests, reports])).not.toContain(channel.id);
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(
    expect.arrayContaining([
      'HEAD /api/v2/notifications/channels/{channelId}',
      'POST /api/v2/notifications/channels/{channelId}/subscriptions',
    ]),
  );
  expect(reports).toMatchObject([
    { number: 1, userId: DANA, connected: true, topicCount: 1, topics: [OF_AGENT] },
  ]);
});

test('a reset leaves connected channels alone and takes the others away', async () => {
  const { dana, control } = await open();
  const [kept, lost] = [await dana.create(), await dana.create()];
  await connect(kept);
  await control.reset();
  expect(await dana.exists(kept.id)).toBe(true);
  expect(await dana.exists(lost.id)).toBe(false);
});

test('the kinds of topics are listed with what they need', async () => {
  const { origin } = await open();
  type Topics = { entities: { id: string; requiresPermissions?: string[] }[] };
  const call = api(origin, await credentialsToken(origin));
  const path = '/api/v2/notifications/availabletopics';
  const plain = (await call<Topics>('GET', path)).json().entities;
  expect(plain.every((topic) => topic.requiresPermissions === undefined)).toBe(true);
  const full = (await call<Topics>('GET', `${path}?expand=requiresPermissions&expand=enforced`)).json();
  expect(full.entities).toContainEqual(
    expect.objectContaining({
      id: 'v2.users.{id}.conversations',
      requiresPermissions: ['conversation:communication:view'],
    }),
  );
});

test('a simulator with connected clients stops at once', async () => {
  const { startSimulator } = await import('../../simulator/simulator.ts');
  const simulator = await startSimulator();
  const dana = notifications(simulator.origin, await userToken(simulator.origin));
  const connection = await connect(await dana.create());
  await simulator.stop();
  expect((await connection.closed).code).toBe(1006);
});

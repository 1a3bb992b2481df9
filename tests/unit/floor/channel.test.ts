import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createNotificationChannel } from '@/utils/floor/channel';
import { channelItem } from '@/utils/floor/state';
import { createGenesysCloudApi } from '@/utils/genesys-cloud/api';
import { failureOf } from '../failure-of';
import { createTestClient } from '../genesys-cloud/client-harness';
import { type Answer, type HttpServer, json, plain, startHttpServer } from '../http-server';
import { MINUTE, NOW, SECOND } from './fixtures';

let server: HttpServer;

beforeAll(async () => {
  server = await startHttpServer();
});

afterAll(async () => {
  await server.close();
});

beforeEach(() => {
  fakeBrowser.reset();
  server.received.length = 0;
});

const CHANNELS = '/api/v2/notifications/channels';
const URI = 'wss://streaming.example.com/channels/ch-1';

/** A channel on real storage, the real client and a real server; time is the test's. */
function createScene() {
  const world = {
    now: NOW,
    heard: true,
    wanted: ['a', 'b'],
    refused: [] as string[],
    askedWithout: [] as string[][],
    created: 0,
    alive: plain(200, ''),
    timers: new Map<number, { work: () => void; at: number }>(),
    failTopics: false,
    /** Channels that are there, but whose subscriptions are not. */
    lost: [] as string[],
  };
  const answer: Answer = (response, request) => {
    if (request.method === 'HEAD') return world.alive(response, request);
    if (request.method === 'POST') {
      world.created += 1;
      return json(200, { id: `ch-${world.created}`, connectUri: URI })(response, request);
    }
    if (world.failTopics) return json(400, {})(response, request);
    if (world.lost.some((id) => request.path.includes(`/${id}/`)))
      return json(404, { code: 'entity.not.found' })(response, request);
    const topics: { id: string }[] = JSON.parse(request.body);
    const entities = topics.map(({ id }) => ({
      id,
      state: world.refused.includes(id) ? 'Rejected' : 'Permitted',
    }));
    return json(200, { entities })(response, request);
  };
  server.answerWith(answer);
  let timerId = 0;
  const newChannel = () => {
    const { client } = createTestClient(server.origin);
    return createNotificationChannel({
      stored: channelItem,
      api: createGenesysCloudApi(client),
      isHeard: async () => world.heard,
      async wantedTopics(refused) {
        world.askedWithout.push([...refused]);
        return world.wanted.filter((topic) => !refused.has(topic));
      },
      now: () => world.now,
      setTimer(work, ms) {
        timerId += 1;
        const id = timerId;
        world.timers.set(id, { work, at: world.now + ms });
        return () => world.timers.delete(id);
      },
    });
  };
  /** Lets time pass until the timers that are set have run. */
  async function runTimers(): Promise<void> {
    for (const [id, { work, at }] of [...world.timers]) {
      world.timers.delete(id);
      world.now = Math.max(world.now, at);
      work();
    }
  }
  return { world, channel: newChannel(), newChannel, runTimers };
}

const sent = () => server.received.map(({ method, path }) => `${method} ${path}`);
const subscriptions = () =>
  server.received.flatMap(({ method, body }) =>
    method === 'PUT' ? [(JSON.parse(body) as { id: string }[]).map(({ id }) => id)] : [],
  );

describe('a channel that is there, but whose subscriptions are gone', () => {
  it('is replaced when it is opened', async () => {
    const { channel, world } = createScene();
    await channel.open();
    world.lost = ['ch-1'];
    world.wanted = ['a', 'b', 'c'];
    await channel.open();
    expect(await channelItem.get()).toMatchObject({ id: 'ch-2', topics: ['a', 'b', 'c'] });
    expect(sent().slice(-3)).toEqual([
      `PUT ${CHANNELS}/ch-1/subscriptions`,
      `POST ${CHANNELS}`,
      `PUT ${CHANNELS}/ch-2/subscriptions`,
    ]);
  });

  it('is replaced while it is listened to, and what was missing is not tried for ever', async () => {
    const { channel, world, runTimers } = createScene();
    await channel.open();
    world.lost = ['ch-1'];
    world.wanted = ['a', 'c'];
    channel.follow();
    await runTimers();
    await expect.poll(() => channelItem.get()).toMatchObject({ id: 'ch-2', topics: ['a', 'c'] });
    world.lost = ['ch-1', 'ch-2', 'ch-3'];
    world.wanted = ['d'];
    expect(await failureOf(channel.open())).toMatchObject({
      code: 'not-found',
      subject: 'channel',
    });
  });
});

describe('a channel that was subscribed long ago', () => {
  const HOUR = 60 * 60 * SECOND;

  it.each([12, 25])(
    'renews its topics when it is opened %d hours later, even by a new worker',
    async (hours) => {
      const { newChannel, world } = createScene();
      await newChannel().open();
      world.now += hours * HOUR;
      await newChannel().open();
      expect(subscriptions()).toEqual([
        ['a', 'b'],
        ['a', 'b'],
      ]);
      await newChannel().open();
      expect(subscriptions()).toHaveLength(2);
    },
  );

  it('renews them while a page listens, and sends nothing before', async () => {
    const { channel, world, runTimers } = createScene();
    await channel.open();
    world.now += 10 * MINUTE - 1;
    await channel.renewOld();
    expect(world.timers.size).toBe(0);
    world.now += 1;
    await channel.renewOld();
    await runTimers();
    await expect.poll(() => subscriptions()).toHaveLength(2);
  });
});

describe('making sure of the channel', () => {
  it('makes one that the next opening uses, and subscribes it to nothing', async () => {
    const { channel } = createScene();
    await channel.reach();
    await channel.reach();
    expect(sent()).toEqual([`POST ${CHANNELS}`, `HEAD ${CHANNELS}/ch-1`]);
    expect(await channel.open()).toEqual({ connectUri: URI });
    expect(subscriptions()).toEqual([['a', 'b']]);
  });

  it('throws what the platform answers', async () => {
    const { channel } = createScene();
    server.answerWith(json(403, { code: 'missing.permissions' }));
    expect(await failureOf(channel.reach())).toMatchObject({ code: 'permission-denied' });
  });
});

describe('opening the channel', () => {
  it('makes one, keeps its address and subscribes it to what is wanted, errors ignored', async () => {
    const { channel } = createScene();
    expect(await channel.open()).toEqual({ connectUri: URI });
    expect(sent()).toEqual([`POST ${CHANNELS}`, `PUT ${CHANNELS}/ch-1/subscriptions`]);
    expect(server.received[1]).toMatchObject({ query: { ignoreErrors: 'true' } });
    expect(subscriptions()).toEqual([['a', 'b']]);
    expect(await channelItem.get()).toEqual({
      id: 'ch-1',
      connectUri: URI,
      topics: ['a', 'b'],
      subscribedAt: NOW,
      refused: [],
    });
  });

  it('reuses the previous one as long as the platform knows it, even in a new worker', async () => {
    const { channel, newChannel } = createScene();
    await channel.open();
    server.received.length = 0;
    expect(await newChannel().open()).toEqual({ connectUri: URI });
    // It follows all that is wanted already.
    expect(sent()).toEqual([`HEAD ${CHANNELS}/ch-1`]);
  });

  it('makes another where the one before is gone, and forgets what that was refused', async () => {
    const { channel, world } = createScene();
    world.refused = ['b'];
    await channel.open();
    world.alive = plain(404, '');
    world.refused = [];
    server.received.length = 0;
    await channel.open();
    expect(sent()).toEqual([
      `HEAD ${CHANNELS}/ch-1`,
      `POST ${CHANNELS}`,
      `PUT ${CHANNELS}/ch-2/subscriptions`,
    ]);
    expect(await channelItem.get()).toMatchObject({ id: 'ch-2', topics: ['a', 'b'], refused: [] });
  });

  it('makes another when the one before was forgotten', async () => {
    const { channel } = createScene();
    await channel.open();
    await channel.forget();
    server.received.length = 0;
    await channel.open();
    expect(sent()[0]).toBe(`POST ${CHANNELS}`);
  });

  it('makes none where nobody knows whether the one before is there', async () => {
    const { channel, world } = createScene();
    await channel.open();
    world.alive = plain(403, '');
    server.received.length = 0;
    expect(await failureOf(channel.open())).toMatchObject({ code: 'permission-denied' });
    expect(sent()).toEqual([`HEAD ${CHANNELS}/ch-1`]);
    expect(await channelItem.get()).toMatchObject({ id: 'ch-1' });
  });

  it('keeps the channel it has made when the subscription fails: the next opening uses it', async () => {
    const { channel, world } = createScene();
    world.failTopics = true;
    expect(await failureOf(channel.open())).toMatchObject({ code: 'invalid-request' });
    world.failTopics = false;
    await channel.open();
    expect(world.created).toBe(1);
  });

  it('remembers what was refused and does not ask for it again', async () => {
    const { channel, world } = createScene();
    world.refused = ['b'];
    await channel.open();
    expect(await channelItem.get()).toMatchObject({ topics: ['a'], refused: ['b'] });
    world.wanted = ['a', 'b', 'c'];
    await channel.open();
    expect(subscriptions()).toEqual([
      ['a', 'b'],
      ['a', 'c'],
    ]);
    expect(world.askedWithout.at(-1)).toEqual(['b']);
  });
});

describe('following what is on screen', () => {
  /** An open channel whose subscription may be changed again. */
  async function opened() {
    const scene = createScene();
    await scene.channel.open();
    server.received.length = 0;
    return scene;
  }
  const settled = async (expected: string[][]) => {
    await expect.poll(subscriptions).toEqual(expected);
  };

  it('subscribes anew when something is wanted that is not followed', async () => {
    const { channel, world, runTimers } = await opened();
    world.wanted = ['b', 'c'];
    channel.follow();
    await runTimers();
    await settled([['b', 'c']]);
    await expect.poll(() => channelItem.get()).toMatchObject({ topics: ['b', 'c'] });
  });

  it('changes the subscription every 15 seconds at most, however often it is asked for', async () => {
    const { channel, world, runTimers } = await opened();
    for (let call = 0; call < 100; call += 1) channel.follow();
    expect([...world.timers.values()].map(({ at }) => at)).toEqual([NOW + 15 * SECOND]);
    world.wanted = ['c'];
    await runTimers();
    await settled([['c']]);
    channel.follow();
    expect([...world.timers.values()].map(({ at }) => at)).toEqual([NOW + 30 * SECOND]);
  });

  it('does not wait where the last change is long ago', async () => {
    const { channel, world } = await opened();
    world.now += 60 * SECOND;
    channel.follow();
    expect([...world.timers.values()].map(({ at }) => at)).toEqual([world.now]);
  });

  it('waits as long after a change that failed', async () => {
    const { channel, world, runTimers } = await opened();
    world.failTopics = true;
    world.wanted = ['c'];
    channel.follow();
    await runTimers();
    await settled([['c']]);
    channel.follow();
    expect([...world.timers.values()].map(({ at }) => at)).toEqual([world.now + 15 * SECOND]);
  });

  it.each<[string, (world: ReturnType<typeof createScene>['world']) => Promise<void> | void]>([
    ['nothing more is wanted', (world) => void Object.assign(world, { wanted: ['b'] })],
    ['nobody listens', (world) => void Object.assign(world, { heard: false, wanted: ['c'] })],
    [
      'there is no channel',
      async (world) => {
        world.wanted = ['c'];
        await channelItem.set(null);
      },
    ],
    [
      'all that is wanted more was refused',
      async (world) => {
        world.wanted = ['a', 'c'];
        const channel = await channelItem.get();
        if (channel) await channelItem.set({ ...channel, refused: ['c'] });
      },
    ],
  ])('costs no request where %s', async (_what, change) => {
    const { channel, world, runTimers } = await opened();
    await change(world);
    channel.follow();
    await runTimers();
    // A request would have gone out after these: real storage and a real socket need a turn each.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(sent()).toEqual([]);
  });

  it('stops when no page listens any more', async () => {
    const { channel, world } = await opened();
    channel.follow();
    channel.close();
    expect(world.timers.size).toBe(0);
    channel.close();
    channel.follow();
    expect(world.timers.size).toBe(1);
  });
});

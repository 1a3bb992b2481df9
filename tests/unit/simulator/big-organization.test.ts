import { expect, test } from 'vitest';
import { DEFAULT_OPTIONS } from '../../simulator/options.ts';
import { startTraffic } from '../../simulator/traffic.ts';
import { World } from '../../simulator/world.ts';
import { api, credentialsToken, DANA, start } from './support.ts';

const BIG = { agents: 1000, conversations: 5000 };

test('five thousand conversations are spread so that nobody is on two calls or overwhelmed', async () => {
  const world = new World({ ...DEFAULT_OPTIONS, ...BIG });
  // The first few are the awkward cases of every organization, who may fall on anybody.
  const loads = world.organization.agents.map(({ id }) => {
    const all = world.conversations.ofUser(id);
    return { all: all.length, calls: all.filter(({ participants }) => participants[0]?.calls).length };
  });
  expect(loads.filter(({ calls }) => calls > 1).length).toBeLessThan(10);
  expect(Math.max(...loads.map(({ all }) => all))).toBeLessThanOrEqual(12);
  expect(Math.min(...loads.map(({ all }) => all))).toBeGreaterThan(0);
  expect(world.organization.agents.filter(({ managerId }) => managerId === DANA)).toHaveLength(40);
  const ordered = world.conversations.all().map(({ startTime }) => startTime);
  expect(ordered).toEqual([...ordered].sort().reverse());
});

test('it starts within two seconds and answers each listing within the third of one', async () => {
  const before = performance.now();
  const { origin } = await start({ ...BIG, traffic: true, rateLimitPerMinute: 10_000 });
  expect(performance.now() - before).toBeLessThan(2000);
  const call = api(origin, await credentialsToken(origin));
  const day = 24 * 3600 * 1000;
  const interval = `${new Date(Date.now() - 12 * day).toISOString()}/${new Date(Date.now() + day).toISOString()}`;
  const metrics = [{ metric: 'oInteracting', details: true }];
  const requests: [string, string, unknown?][] = [
    ['GET', '/api/v2/conversations?limit=200'],
    ['GET', '/api/v2/routing/queues?pageSize=100'],
    ['GET', '/api/v2/users?expand=routingStatus&pageSize=100'],
    ['POST', '/api/v2/analytics/agents/status/query', {}],
    ['POST', '/api/v2/analytics/conversations/activity/query', { metrics, groupBy: ['queueId'] }],
    [
      'POST',
      '/api/v2/analytics/conversations/details/query',
      { interval, paging: { pageSize: 100, pageNumber: 1 } },
    ],
  ];
  for (const [method, path, body] of requests) {
    // The best of three, because other tests run on the same machine.
    const times: number[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const asked = performance.now();
      expect((await call(method, path, body)).status).toBe(200);
      times.push(performance.now() - asked);
    }
    expect(Math.min(...times), path).toBeLessThan(300);
  }
}, 20_000);

test('traffic changes as many conversations as the organization is big', async () => {
  const world = new World({ ...DEFAULT_OPTIONS, ...BIG, trafficStepMs: 5 });
  let changes = 0;
  world.conversations.listen(() => {
    changes += 1;
  });
  const stop = startTraffic(world);
  await expect.poll(() => changes).toBeGreaterThan(0);
  // What has happened by the time somebody looks is whole steps of about twenty changes, a few of
  // which change nothing.
  expect(changes).toBeGreaterThanOrEqual(8);
  stop();
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRenewableAbort } from '@/utils/concurrency/renewable-abort';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { endlessBody, type HttpServer, json, plain, reset, silence, startHttpServer } from '../http-server';
import { createTestClient, createThing, NOW, readThing } from './client-harness';

/** For calls that are to time out: long enough for loopback on a busy machine. In milliseconds. */
const TIMEOUT_MS = 500;
/** For calls that are answered, or broken off: guards against hanging only. */
const NO_HURRY_MS = 60_000;
const timeoutFor = (loss: unknown) => (loss === silence || loss === endlessBody ? TIMEOUT_MS : NO_HURRY_MS);

let server: HttpServer;

beforeAll(async () => {
  server = await startHttpServer();
});

afterAll(async () => {
  await server.close();
});

beforeEach(() => {
  server.received.length = 0;
});

const good = json(200, { id: 'a' });
const tooMany = (retryAfter?: string) =>
  json(
    429,
    {},
    {
      // The server's clock is that of the test: its dates are read by it.
      date: new Date(NOW).toUTCString(),
      ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
    },
  );

describe('a lost answer', () => {
  const losses = [
    ['a reset connection', reset, 'unreachable'],
    ['a connection that breaks in the body', cutOff(), 'unreachable'],
    ['500', json(500, {}), 'server-error'],
    ['503', json(503, {}), 'server-error'],
    ['504', json(504, {}), 'server-error'],
    ['408', json(408, {}), 'timed-out'],
    ['silence', silence, 'timed-out'],
    ['a body that never ends', endlessBody, 'timed-out'],
  ] as const;

  it.each(losses)('of a read is asked for again: %s', async (_what, loss) => {
    server.answerWith(loss, good);
    const { client, pauses } = createTestClient(server.origin, { timeoutMs: timeoutFor(loss) });
    expect(await client.request(readThing)).toEqual({ id: 'a' });
    expect(server.received).toHaveLength(2);
    expect(pauses).toHaveLength(1);
  });

  it.each(losses)('of a create is never asked for again: %s', async (_what, loss, code) => {
    server.answerWith(loss);
    const { client, pauses } = createTestClient(server.origin, { timeoutMs: timeoutFor(loss) });
    expect(await failureOf(client.request(createThing))).toMatchObject({ code, call: 'POST /api/v2/things' });
    expect(server.received).toHaveLength(1);
    expect(pauses).toEqual([]);
  });

  it.each([
    ['unreachable', reset],
    ['server-error', json(500, {})],
  ] as const)('for good is %s after three calls with growing, jittered pauses', async (code, loss) => {
    server.answerWith(loss);
    const { client, pauses } = createTestClient(server.origin);
    expect(await failureOf(client.request(readThing))).toMatchObject({ code });
    expect(server.received).toHaveLength(3);
    const [first = 0, second = 0] = pauses;
    expect(first).toBeGreaterThanOrEqual(150);
    expect(first).toBeLessThanOrEqual(450);
    expect(second).toBeGreaterThanOrEqual(450);
    expect(second).toBeLessThanOrEqual(1350);
  });

  it('by time is asked for again once only: the user waits', async () => {
    server.answerWith(silence);
    const { client } = createTestClient(server.origin, { timeoutMs: TIMEOUT_MS });
    expect(await failureOf(client.request(readThing))).toEqual({
      code: 'timed-out',
      call: 'GET /api/v2/things/1',
    });
    expect(server.received).toHaveLength(2);
  });
});

describe('a definite answer', () => {
  it.each([[400], [403], [404], [409]])('%i is not asked for again', async (status) => {
    server.answerWith(json(status, {}));
    await failureOf(createTestClient(server.origin).client.request(readThing));
    expect(server.received).toHaveLength(1);
  });
});

describe('a host that cannot be reached', () => {
  it('is unreachable when the browser lets us reach it', async () => {
    const { client } = createTestClient('http://127.0.0.1:1');
    expect(await failureOf(client.request(createThing))).toEqual({
      code: 'unreachable',
      call: 'POST /api/v2/things',
    });
  });

  it('because the browser does not let us is host-access-missing, naming the host: nothing is sent', async () => {
    server.answerWith(good);
    const asked: string[] = [];
    const { client, pauses } = createTestClient(server.origin, {
      async mayReach(origin) {
        asked.push(origin);
        return false;
      },
    });
    expect(await failureOf(client.request(readThing))).toEqual({
      code: 'host-access-missing',
      call: 'GET /api/v2/things/1',
      subject: new URL(server.origin).host,
    });
    expect(asked).toEqual([server.origin]);
    expect(server.received).toEqual([]);
    expect(pauses).toEqual([]);
  });
});

describe('a 429', () => {
  it.each([
    ['seconds', '2', 2000],
    ['no seconds at all', '0', 0],
    ['an HTTP date', new Date(NOW + 3000).toUTCString(), 3000],
    ['an HTTP date that has passed', new Date(NOW - 60_000).toUTCString(), 0],
  ])(
    'with a short Retry-After in %s is waited for silently, for a create too',
    async (_what, retryAfter, pause) => {
      server.answerWith(tooMany(retryAfter), json(201, { id: 'a' }));
      const { client, pauses } = createTestClient(server.origin);
      expect(await client.request(createThing)).toEqual({ id: 'a' });
      expect(pauses).toEqual([pause]);
      expect(server.received).toHaveLength(2);
    },
  );

  it.each([
    ['seconds', '30', NOW + 30_000],
    ['an HTTP date', new Date(NOW + 60_000).toUTCString(), NOW + 60_000],
    ['nothing', undefined, NOW + 10_000],
    ['text that is neither', 'soon', NOW + 10_000],
  ])(
    'with a long Retry-After in %s is rate-limited and says until when',
    async (_what, retryAfter, retryAt) => {
      server.answerWith(tooMany(retryAfter));
      const { client, pauses } = createTestClient(server.origin);
      expect(await failureOf(client.request(readThing))).toMatchObject({
        code: 'rate-limited',
        status: 429,
        retryAt,
      });
      expect(server.received).toHaveLength(1);
      expect(pauses).toEqual([]);
    },
  );

  it('that never ends is shown after two silent waits', async () => {
    server.answerWith(tooMany('1'));
    const { client, pauses } = createTestClient(server.origin);
    expect(await failureOf(client.request(readThing))).toMatchObject({
      code: 'rate-limited',
      retryAt: NOW + 1000,
    });
    expect(pauses).toEqual([1000, 1000]);
  });

  it('leaves the create behind it unrepeatable', async () => {
    server.answerWith(tooMany('1'), json(500, {}));
    expect(await failureOf(createTestClient(server.origin).client.request(createThing))).toMatchObject({
      code: 'server-error',
    });
    expect(server.received).toHaveLength(2);
  });
});

describe('a redirect', () => {
  it.each([301, 302, 307, 308])(
    '%i to another origin is not followed: the bearer never gets there',
    async (status) => {
      const elsewhere = await startHttpServer();
      elsewhere.answerWith(good);
      server.answerWith(plain(status, '', { location: `${elsewhere.origin}/api/v2/things/1` }));
      const failure = await failureOf(createTestClient(server.origin).client.request(readThing));
      await elsewhere.close();
      expect(failure).toMatchObject({ code: 'unexpected-response', fieldPath: '(redirect)' });
      expect(elsewhere.received).toEqual([]);
      expect(server.received).toHaveLength(1);
    },
  );
});

/** An answer whose connection breaks after half of the announced length. */
function cutOff(): typeof reset {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"id":', () => response.socket?.destroy());
  };
}

describe('a call that only serves an open page', () => {
  it.each(['prefetch', 'refresh', 'names'] as const)(
    '(%s) is aborted when the last page closes, and is not sent again',
    async (priority) => {
      const pageOpen = createRenewableAbort();
      const { client } = createTestClient(server.origin, { whilePageOpen: pageOpen.signal });
      server.answerWith(silence);
      const reading = failureOf(client.request({ ...readThing, priority }));
      await expect.poll(() => server.received.length).toBe(1);
      pageOpen.end();
      expect(await reading).toMatchObject({ code: 'unexpected-error' });
      expect(server.received).toHaveLength(1);
    },
  );

  it('does not abort other calls', async () => {
    const pageOpen = createRenewableAbort();
    const { client } = createTestClient(server.origin, { whilePageOpen: pageOpen.signal });
    server.answerWith(good);
    pageOpen.end();
    expect(await client.request(readThing)).toEqual({ id: 'a' });
    expect(await client.request({ ...readThing, priority: 'prefetch' })).toEqual({ id: 'a' });
  });
});

describe('the budget', () => {
  it('gets the priority of each call, interactive by default', async () => {
    const spent: string[] = [];
    const { client } = createTestClient(server.origin, {
      budget: {
        async spend(priority) {
          spent.push(priority);
        },
      },
    });
    server.answerWith(good);
    await client.request(readThing);
    for (const priority of ['prefetch', 'refresh', 'names'] as const)
      await client.request({ ...readThing, priority });
    expect(spent).toEqual(['interactive', 'prefetch', 'refresh', 'names']);
  });
});

it('whoever gets a token learns whether a user waits for it', async () => {
  const asked: boolean[] = [];
  const note = (isAskedFor: boolean) => asked.push(isAskedFor);
  const { client } = createTestClient(server.origin, {
    async getAccessToken(isAskedFor) {
      note(isAskedFor);
      return 'token-1';
    },
    async renewAccessToken(_refused, isAskedFor) {
      note(isAskedFor);
      throw fail('unreachable');
    },
  });
  server.answerWith(json(401, {}));
  for (const priority of ['interactive', 'open-list', 'checks', 'refresh', 'names', 'channel'] as const)
    await failureOf(client.request({ ...readThing, priority, repeatable: false }));
  expect(asked).toEqual([true, true, true, false, false, false].flatMap((each) => [each, each]));
});

describe('a budget that is used up', () => {
  it('sends nothing and says when there is room again', async () => {
    const { client } = createTestClient(server.origin, {
      budget: {
        spend: async () => {
          throw fail('rate-limited', { retryAt: NOW + 30_000 });
        },
      },
    });
    expect(await failureOf(client.request(readThing))).toMatchObject({
      code: 'rate-limited',
      retryAt: NOW + 30_000,
    });
    expect(server.received).toEqual([]);
  });
});

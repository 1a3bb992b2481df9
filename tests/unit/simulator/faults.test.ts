import { expect, test } from 'vitest';
import { api, credentialsToken, sessionBody, start, tokenRequest } from './support.ts';

const SESSIONS = '/api/v2/cobrowse/sessions';

test('a fault with a status hits only matching requests, and only so often', async () => {
  const { origin, control } = await start();
  const call = api(origin, await credentialsToken(origin));
  await control.addFault({ method: 'GET', path: '/conversations\\?.*limit=1$', times: 2, status: 503 });

  expect((await call('GET', '/api/v2/conversations?limit=2')).status).toBe(200);
  for (const _ of [1, 2]) {
    const answer = await call('GET', '/api/v2/conversations?limit=1');
    expect(answer.status).toBe(503);
    expect(answer.json()).toMatchObject({
      code: 'service.unavailable',
      status: 503,
      details: [],
      errors: [],
    });
    expect(answer.headers.get('inin-correlation-id')).toBe(answer.json().contextId);
  }
  expect((await call('GET', '/api/v2/conversations?limit=1')).status).toBe(200);
});

test('a fault can bring its own headers and body', async () => {
  const { origin, control } = await start();
  const call = api(origin, await credentialsToken(origin));
  await control.addFault({ path: '/users', status: 429, headers: { 'Retry-After': '7' } });
  await control.addFault({ path: '/users', status: 418, body: { tea: true } });

  const first = await call('GET', '/api/v2/users');
  expect(first.headers.get('retry-after')).toBe('7');
  expect(first.json().code).toBe('too.many.requests.retry.after');
  const second = await call('GET', '/api/v2/users');
  expect(second.status).toBe(418);
  expect(second.json()).toEqual({ tea: true });
});

test('a socket dropped before the request leaves no session behind', async () => {
  const { origin, control } = await start();
  const call = api(origin, await credentialsToken(origin));
  const body = await sessionBody(control);
  await control.addFault({ method: 'POST', path: `${SESSIONS}$`, drop: 'before' });

  await expect(call('POST', SESSIONS, body)).rejects.toThrow();
  expect(await control.sessions()).toEqual([]);
  expect((await control.requests()).at(-1)).toMatchObject({ path: SESSIONS, status: 0 });
  expect((await call('POST', SESSIONS, body)).status).toBe(201);
});

test('a socket dropped after the request leaves a session that the client never heard of', async () => {
  const { origin, control } = await start();
  const call = api(origin, await credentialsToken(origin));
  const body = await sessionBody(control);
  await control.addFault({ method: 'POST', path: `${SESSIONS}$`, drop: 'after' });

  await expect(call('POST', SESSIONS, body)).rejects.toThrow();
  expect(await control.sessions()).toHaveLength(1);
  expect((await call('POST', SESSIONS, body)).status).toBe(409);
});

test('a malformed answer is cut JSON with the real status', async () => {
  const { origin, control } = await start();
  const call = api(origin, await credentialsToken(origin));
  await control.addFault({ path: '/conversations', malformed: true });

  const answer = await call('GET', '/api/v2/conversations');
  expect(answer.status).toBe(200);
  expect(answer.text.startsWith('{"entities"')).toBe(true);
  expect(() => answer.json()).toThrow(SyntaxError);
});

test('a delay holds the real answer back', async () => {
  const { origin, control } = await start();
  const call = api(origin, await credentialsToken(origin));
  await control.addFault({ path: '/users', delayMs: 60 });

  const before = performance.now();
  expect((await call('GET', '/api/v2/users')).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThanOrEqual(58);
});

test('faults reach the token endpoint and the join page too, until they are cleared', async () => {
  const { origin, control } = await start();
  await control.addFault({ path: '/oauth/token', status: 401, times: 9 });
  await control.addFault({ path: '/cobrowse/join', status: 500, times: 9 });

  const refused = await tokenRequest(origin, { grant_type: 'client_credentials' });
  expect(((await refused.json()) as { error: string }).error).toBe('invalid_client');
  expect((await fetch(`${origin}/cobrowse/join?token=x`)).status).toBe(500);
  await control.clearFaults();
  expect((await fetch(`${origin}/cobrowse/join?token=x`)).status).toBe(404);
});

test('a fault that makes no sense is refused with the reason', async () => {
  const { control } = await start();
  await expect(control.addFault({ path: '(' })).rejects.toThrow('path must be a regular expression');
  await expect(control.addFault({ path: 'x', status: 99 })).rejects.toThrow('status must be');
});

test('the rate limit counts per token and answers with Retry-After alone', async () => {
  const { origin } = await start({ rateLimitPerMinute: 2 });
  const first = api(origin, await credentialsToken(origin));
  const second = api(origin, await credentialsToken(origin));
  await first('GET', '/api/v2/users');
  await first('GET', '/api/v2/users');

  const limited = await first('GET', '/api/v2/users');
  expect(limited.status).toBe(429);
  expect(limited.json().code).toBe('too.many.requests.retry.after');
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(limited.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect([...limited.headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
  expect((await second('GET', '/api/v2/users')).status).toBe(200);
});

test('a client that gives up while an answer is held back does no harm', async () => {
  const { origin, control } = await start();
  const token = await credentialsToken(origin);
  await control.addFault({ path: '/users', delayMs: 80 });
  const givenUp = fetch(`${origin}/api/v2/users`, {
    headers: { Authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(20),
  });
  await expect(givenUp).rejects.toThrow();
  await expect.poll(async () => (await control.requests()).at(-1)?.status).toBe(200);
  expect((await api(origin, token)('GET', '/api/v2/users')).status).toBe(200);
});

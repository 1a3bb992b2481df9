import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { type HttpServer, json, plain, startHttpServer } from '../http-server';
import { cannotRenew, createTestClient, createThing, readThing } from './client-harness';

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

const missing = (text: string) => json(403, { code: 'missing.permissions', message: text, contextId: 'ctx' });

describe('a failed answer', () => {
  it.each<[string, ReturnType<typeof json>, Failure]>([
    [
      '400 with the API’s sentence and the field',
      json(400, {
        message: 'Value [x] is not valid',
        details: [{ errorCode: 'e' }, { fieldName: 'settings.timeout' }],
      }),
      {
        code: 'invalid-request',
        status: 400,
        apiMessage: 'Value [x] is not valid',
        fieldPath: 'settings.timeout',
      },
    ],
    ['400 without a body', plain(400, ''), { code: 'invalid-request', status: 400 }],
    [
      '413',
      json(413, { message: 'Too large' }),
      { code: 'invalid-request', status: 413, apiMessage: 'Too large' },
    ],
    [
      '403 that names a permission',
      missing(
        'Unable to perform the requested action. You are missing the following permission(s): conversation:cobrowse:add',
      ),
      { code: 'permission-denied', status: 403, subject: 'the permission “conversation:cobrowse:add”' },
    ],
    [
      '403 that names a scope',
      json(403, {
        code: 'app.not.authorized.for.scope',
        message: 'App not authorized to use scope cobrowse:session:write',
      }),
      { code: 'permission-denied', status: 403, subject: 'the scope “cobrowse:session:write”' },
    ],
    [
      '403 that names nothing',
      json(403, {
        code: 'not.authorized',
        message: 'You are not authorized to perform the requested action.',
      }),
      {
        code: 'permission-denied',
        status: 403,
        apiMessage: 'You are not authorized to perform the requested action.',
      },
    ],
    [
      '403 whose code is a number',
      json(403, { code: 403, details: {}, message: 'You are missing the following permission: a:b:c' }),
      { code: 'permission-denied', status: 403, subject: 'the permission “a:b:c”' },
    ],
    [
      '403 that says why in another field',
      json(403, { description: 'The trunk is closed today.' }),
      { code: 'permission-denied', status: 403, apiMessage: 'The trunk is closed today.' },
    ],
    ['403 from a gateway', plain(403, '<html>Forbidden</html>'), { code: 'permission-denied', status: 403 }],
    ['404', json(404, { code: 'not.found', message: 'x' }), { code: 'not-found', status: 404 }],
    ['409', json(409, { code: 'request.conflict', message: 'x' }), { code: 'conflict', status: 409 }],
    ['408', json(408, { code: 'client.timeout' }), { code: 'timed-out', status: 408 }],
    ['500', json(500, { code: 'internal.server.error' }), { code: 'server-error', status: 500 }],
    ['502 with HTML', plain(502, '<html>Bad gateway</html>'), { code: 'server-error', status: 502 }],
    ['503', json(503, { code: 'service.unavailable' }), { code: 'server-error', status: 503 }],
    ['504', json(504, { code: 'request.timeout' }), { code: 'server-error', status: 504 }],
    [
      '401 of the IP allow list',
      json(401, {
        code: 'ip.not.authorized',
        message: 'Requests originating from this IP address are not authorized',
      }),
      { code: 'permission-denied', status: 401, subject: 'this network (IP allow list)' },
    ],
    ['401 for good', json(401, { code: 'bad.credentials' }), { code: 'signed-out' }],
  ])('%s has its code', async (_what, answer, expected) => {
    server.answerWith(answer);
    const { client } = createTestClient(server.origin);
    expect(await failureOf(client.request(createThing))).toMatchObject({
      call: 'POST /api/v2/things',
      ...expected,
    });
  });

  it('is not quoted where its sentence helps nobody', async () => {
    for (const status of [404, 409, 500]) {
      server.answerWith(json(status, { message: 'quotes the request' }));
      const failure = await failureOf(createTestClient(server.origin).client.request(createThing));
      expect(JSON.stringify(failure)).not.toContain('quotes');
    }
  });

  it.each([
    ['the header', json(404, { contextId: 'ctx' }, { 'ININ-Correlation-Id': 'corr' }), 'corr'],
    ['the body’s contextId where there is no header', json(404, { contextId: 'ctx' }), 'ctx'],
    ['the header where the body is no JSON', plain(502, '<html>', { 'ININ-Correlation-Id': 'corr' }), 'corr'],
  ])('keeps the correlation id from %s', async (_what, answer, correlationId) => {
    server.answerWith(answer);
    const { client } = createTestClient(server.origin);
    expect(await failureOf(client.request(createThing))).toMatchObject({ correlationId });
  });

  it('has no correlation id where the answer has none', async () => {
    server.answerWith(json(404, {}));
    expect(await failureOf(createTestClient(server.origin).client.request(createThing))).not.toHaveProperty(
      'correlationId',
    );
  });

  it('whose body is not what it should be still has its code', async () => {
    for (const body of [{ message: 7, details: 'no array' }, [], 'text', null]) {
      server.answerWith(json(400, body));
      expect(await failureOf(createTestClient(server.origin).client.request(createThing))).toEqual({
        code: 'invalid-request',
        status: 400,
        call: 'POST /api/v2/things',
      });
    }
  });

  it('names the call without its query', async () => {
    for (const answer of [json(404, {}), json(200, {}), json(401, {})]) {
      server.answerWith(answer);
      const failure = await failureOf(createTestClient(server.origin).client.request(readThing));
      expect(failure.call).toBe('GET /api/v2/things/1');
      expect(JSON.stringify(failure)).not.toMatch(/hidden|token-/);
    }
  });
});

describe('a 401', () => {
  it('is replayed once with another token, a create too: it was refused before it was done', async () => {
    server.answerWith(json(401, { code: 'bad.credentials' }), json(201, { id: 'a' }));
    const { client, refused } = createTestClient(server.origin);
    expect(await client.request(createThing)).toEqual({ id: 'a' });
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    expect(refused).toEqual(['token-1']);
  });

  it('of the second token too is signed-out, after two calls and no pause', async () => {
    server.answerWith(json(401, {}));
    const { client, pauses } = createTestClient(server.origin);
    expect(await failureOf(client.request(readThing))).toMatchObject({ code: 'signed-out', status: 401 });
    expect(server.received).toHaveLength(2);
    expect(pauses).toEqual([]);
  });

  it('is signed-out after one call when there is no other token', async () => {
    server.answerWith(json(401, {}));
    const { client } = createTestClient(server.origin, cannotRenew);
    expect(await failureOf(client.request(readThing))).toMatchObject({ code: 'signed-out' });
    expect(server.received).toHaveLength(1);
  });

  it('of the IP allow list asks for no other token', async () => {
    server.answerWith(json(401, { code: 'ip.not.authorized' }));
    const { client, refused } = createTestClient(server.origin);
    await failureOf(client.request(readThing));
    expect(refused).toEqual([]);
    expect(server.received).toHaveLength(1);
  });
});

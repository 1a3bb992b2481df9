import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { failureOf } from '../failure-of';
import { type HttpServer, json, plain, startHttpServer } from '../http-server';
import { createTestClient, createThing, readThing } from './client-harness';

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

describe('a call of the API', () => {
  it('carries bearer, query and accepted type, and no cookie', async () => {
    server.answerWith(json(200, { id: 'a' }));
    await createTestClient(server.origin).client.request(readThing);
    const [request] = server.received;
    expect(request).toMatchObject({
      method: 'GET',
      path: '/api/v2/things/1',
      query: { secret: 'hidden' },
      body: '',
    });
    expect(request?.headers).toMatchObject({ authorization: 'Bearer token-1', accept: 'application/json' });
    expect(request?.headers.cookie).toBeUndefined();
  });

  it('carries its body as JSON', async () => {
    server.answerWith(json(201, { id: 'a' }));
    await createTestClient(server.origin).client.request(createThing);
    expect(server.received[0]?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({ name: 'new' });
  });

  it('answers what its schema knows and nothing else', async () => {
    server.answerWith(json(200, { id: 'a', parts: [{ size: 1, color: 'red' }], owner: 'somebody' }));
    expect(await createTestClient(server.origin).client.request(readThing)).toEqual({
      id: 'a',
      parts: [{ size: 1 }],
    });
  });

  it('answers nothing for 204', async () => {
    server.answerWith(plain(204, ''));
    const request = {
      method: 'DELETE',
      path: '/api/v2/things/1',
      schema: z.undefined(),
      repeatable: true,
    } as const;
    expect(await createTestClient(server.origin).client.request(request)).toBeUndefined();
  });
});

describe('a body that does not match its schema', () => {
  it.each([
    ['a wrong type', json(200, { id: 's3cret-value', parts: [{ size: 's3cret-value' }] }), 'parts.0.size'],
    ['a missing field', json(200, { name: 's3cret-value' }), 'id'],
    ['null', json(200, null), '(body)'],
    ['an array', json(200, ['s3cret-value']), '(body)'],
    ['an empty body', plain(200, ''), '(body)'],
    ['no content', plain(204, ''), '(body)'],
    ['HTML', plain(200, '<html>s3cret-value</html>', { 'content-type': 'text/html' }), '(body)'],
    ['JSON cut off', plain(200, '{"id":"s3cret-value', { 'content-type': 'application/json' }), '(body)'],
    ['text said to be JSON', plain(200, 's3cret-value', { 'content-type': 'application/json' }), '(body)'],
  ])('fails for %s with the path of the field and never its value', async (_what, answer, fieldPath) => {
    server.answerWith(answer);
    const failure = await failureOf(createTestClient(server.origin).client.request(readThing));
    expect(failure).toMatchObject({ code: 'unexpected-response', call: 'GET /api/v2/things/1', fieldPath });
    expect(JSON.stringify(failure)).not.toContain('s3cret');
  });

  it('is not asked for again: it would be the same', async () => {
    server.answerWith(json(200, {}));
    await failureOf(createTestClient(server.origin).client.request(readThing));
    expect(server.received).toHaveLength(1);
  });

  it('keeps status and correlation id for the support', async () => {
    server.answerWith(json(200, {}, { 'inin-correlation-id': 'corr-1' }));
    expect(await failureOf(createTestClient(server.origin).client.request(readThing))).toMatchObject({
      status: 200,
      correlationId: 'corr-1',
    });
  });
});

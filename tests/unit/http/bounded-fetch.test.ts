import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AnswerTooLargeError, boundedFetch, isTooLarge } from '@/utils/http/bounded-fetch';
import { type HttpServer, plain, startHttpServer } from '../http-server';
import { drip, endless } from './hostile-answers';

const MAX_BYTES = 1_000;
let server: HttpServer;

beforeAll(async () => {
  server = await startHttpServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
});

const ask = (init?: RequestInit) => boundedFetch(MAX_BYTES)(server.origin, init);

describe('boundedFetch', () => {
  it('hands on an answer of just the size, with its status and headers', async () => {
    server.answerWith(plain(201, 'x'.repeat(MAX_BYTES), { 'x-test': 'kept' }));
    const response = await ask();
    expect(response.status).toBe(201);
    expect(response.headers.get('x-test')).toBe('kept');
    expect(await response.text()).toBe('x'.repeat(MAX_BYTES));
  });

  it('hands on an answer without a body', async () => {
    server.answerWith(plain(204, ''));
    expect((await ask()).status).toBe(204);
  });

  it.each([204, 205, 304])(
    'hands on %i with an empty stream for a body, as Chromium has it',
    async (status) => {
      const answer = Object.defineProperty(new Response(new Blob([]).stream()), 'status', { value: status });
      const response = await boundedFetch(MAX_BYTES, async () => answer)('https://x.example');
      expect(response.status).toBe(status);
      expect(await response.text()).toBe('');
    },
  );

  it('does not take the length that the answer to a HEAD names for a body', async () => {
    server.answerWith(plain(200, '', { 'content-length': '5000' }));
    expect((await ask({ method: 'HEAD' })).status).toBe(200);
  });

  it.each([
    ['one byte too many', plain(200, 'x'.repeat(MAX_BYTES + 1))],
    ['a length that says so, before a byte has come', announce('1000000')],
    ['bytes without end and without a length', endless(200)],
  ])('throws for %s', async (_what, answer) => {
    server.answerWith(answer);
    await expect(ask()).rejects.toBeInstanceOf(AnswerTooLargeError);
  });

  it('counts what is compressed as it is when it is unpacked', async () => {
    const packed = gzipSync('x'.repeat(10_000_000));
    expect(packed.length).toBeLessThan(20_000);
    const answer = (response: ServerResponse) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    };
    server.answerWith(answer);
    const send = boundedFetch(100_000);
    await expect(send(server.origin)).rejects.toBeInstanceOf(AnswerTooLargeError);
  });

  it('drops the connection as soon as the size is exceeded', async () => {
    const dropped = Promise.withResolvers<number>();
    server.answerWith(endless(200, dropped.resolve));
    await ask().catch(() => undefined);
    // What was on its way in the buffers of the sockets, and no more.
    expect(await dropped.promise).toBeLessThan(20_000_000);
  });

  it.each([400, 404, 500, 503])(
    'keeps the status %i of an error without an end, and no body',
    async (status) => {
      server.answerWith(endless(status));
      const response = await ask();
      expect(response.status).toBe(status);
      expect(await response.text()).toBe('');
    },
  );

  it('ends with the signal, in the middle of a body that drips', async () => {
    server.answerWith(drip(20));
    const begun = performance.now();
    await expect(ask({ signal: AbortSignal.timeout(150) })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it('says why it ended where the body only says that it was aborted, as in Chromium', async () => {
    const controller = new AbortController();
    const body = new ReadableStream({
      pull() {
        controller.abort(new DOMException('late', 'TimeoutError'));
        throw new DOMException('BodyStreamBuffer was aborted', 'AbortError');
      },
    });
    const send = boundedFetch(MAX_BYTES, async () => new Response(body));
    await expect(send('https://x.example', { signal: controller.signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });
});

it('a wrapped error is known as too large', () => {
  expect(isTooLarge(new Error('outer', { cause: new AnswerTooLargeError() }))).toBe(true);
  expect(isTooLarge(new Error('other'))).toBe(false);
});

/** Names a length and sends nothing. */
function announce(length: string) {
  return (response: ServerResponse) => {
    response.writeHead(200, { 'content-length': length }).flushHeaders();
  };
}

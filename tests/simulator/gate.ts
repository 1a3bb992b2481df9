import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { errorResponse, usualError } from './errors.ts';
import type { Fault } from './faults.ts';
import type { World } from './world.ts';

/** The simulated platform behind the gate. */
export type Platform = (request: Request, bindings: HttpBindings) => Response | Promise<Response>;

/** Pages that faults reach although they are not part of the API. */
const FALLIBLE_PAGES = new Set(['/cobrowse/join', '/cobrowse-next/viewer.html', '/oauth/authorize']);

/**
 * Sits between the socket and the platform: logs requests, adds latency, plays faults, and allows
 * browsers of other origins. The platform's own code does not know about it.
 */
export function createGate(world: World, platform: Platform): Platform {
  return async (request, bindings) => {
    const { pathname, search } = new URL(request.url);
    const logged = pathname.startsWith('/api/') || pathname === '/oauth/token';
    if (!logged && !FALLIBLE_PAGES.has(pathname)) return platform(request, bindings);
    if (request.method === 'OPTIONS' && logged) return preflight(request);

    const bodyText = request.body === null ? '' : await request.text();
    const done = logged ? world.requests.open(request, bodyText) : () => {};
    const fault = world.faults.take(request.method, pathname + search);
    const process = () => Promise.resolve(platform(rebuilt(request, bodyText), bindings));

    if (logged && world.options.latencyMs > 0) await sleep(world.options.latencyMs);
    const answer = fault ? await misbehave(fault, pathname, process) : await process();
    if (answer === null) {
      done(0);
      bindings.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    done(answer.status);
    return logged ? withCors(answer) : answer;
  };
}

/** The answer for a fault; null if the socket must be dropped. */
async function misbehave(
  fault: Fault,
  pathname: string,
  process: () => Promise<Response>,
): Promise<Response | null> {
  const invented = fault.status !== undefined || fault.body !== undefined;
  const processed = fault.drop !== 'before' && !(invented && fault.drop === undefined);
  const real = processed ? await process() : null;
  if (fault.delayMs !== undefined) await sleep(fault.delayMs);
  if (fault.drop !== undefined) return null;

  const answer = real ?? inventedAnswer(fault, pathname);
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(fault.headers ?? {})) headers.set(name, value);
  if (fault.endless || fault.dripMs !== undefined) {
    headers.delete('content-length');
    const body = fault.endless ? endlessBody() : drippingBody(await answer.text(), fault.dripMs ?? 1);
    return new Response(body, { status: answer.status, headers });
  }
  if (!fault.malformed) return new Response(answer.body, { status: answer.status, headers });

  const text = await answer.text();
  headers.delete('content-length');
  headers.set('Content-Type', 'application/json');
  const noBodyAllowed = answer.status === 204 || answer.status === 304;
  return new Response(text.length > 1 ? text.slice(0, Math.floor(text.length / 2)) : '{', {
    status: noBodyAllowed ? 200 : answer.status,
    headers,
  });
}

/** JSON that begins validly and never ends; produced only as fast as the client reads it. */
function endlessBody(): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  const more = bytes.encode(`{"id":"${'x'.repeat(64_000)}"},`);
  return new ReadableStream({
    start: (controller) => controller.enqueue(bytes.encode('{"entities":[')),
    pull: (controller) => controller.enqueue(more),
  });
}

/** A text byte by byte, then blanks, until the client hangs up. */
function drippingBody(text: string, everyMs: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await sleep(everyMs);
      controller.enqueue(Uint8Array.of(bytes[at] ?? 0x20));
      at += 1;
    },
  });
}

function inventedAnswer(fault: Fault, pathname: string): Response {
  const status = fault.status ?? 200;
  if (fault.body !== undefined && status !== 204 && status !== 304) {
    return typeof fault.body === 'string'
      ? new Response(fault.body, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
      : Response.json(fault.body, { status });
  }
  if (status < 400) return new Response(null, { status });
  if (pathname === '/oauth/token' && (status === 400 || status === 401)) {
    const text = status === 400 ? 'the grant is not valid' : 'authentication failed';
    const error = status === 400 ? 'invalid_grant' : 'invalid_client';
    return Response.json({ error, description: text, error_description: text }, { status });
  }
  const retryAfter = Object.entries(fault.headers ?? {}).find(
    ([name]) => name.toLowerCase() === 'retry-after',
  )?.[1];
  return errorResponse(usualError(status, retryAfter));
}

/** The body was read for the log, so the platform gets a request with the same one again. */
function rebuilt(request: Request, bodyText: string): Request {
  if (bodyText === '') return new Request(request.url, { method: request.method, headers: request.headers });
  return new Request(request.url, { method: request.method, headers: request.headers, body: bodyText });
}

function preflight(request: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
      'Access-Control-Allow-Headers': request.headers.get('Access-Control-Request-Headers') ?? '*',
      'Access-Control-Max-Age': '600',
    },
  });
}

function withCors(answer: Response): Response {
  const headers = new Headers(answer.headers);
  headers.set('Access-Control-Allow-Origin', '*');
  headers.set('Access-Control-Expose-Headers', 'ININ-Correlation-Id, Retry-After');
  return new Response(answer.body, { status: answer.status, headers });
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOnLoopback } from '../../simulator/listen.ts';

/** A request to the hostile host, with all its content. */
type Received = { method: string; path: string; query: string; headers: string; body: string };

/**
 * A hostile host that a user was talked into entering: it forwards the sign-in to the honest login,
 * redeems any code it receives there, and records everything.
 */
export type HostileHost = {
  origin: string;
  /**
   * The honest login that it abuses, and how it changes the address that it forwards to; without
   * one it shows its own page.
   */
  sendTo(honestOrigin: string | null, rewrite?: (query: URLSearchParams) => void): void;
  received: Received[];
  /** Answers of the honest token endpoint to the redeemed codes: a token in here is stolen. */
  redeemed: string[];
  close(): Promise<void>;
};

/** Starts a hostile host on a free port. */
export async function startHostileHost(): Promise<HostileHost> {
  const received: Received[] = [];
  const redeemed: string[] = [];
  let honest: string | null = null;
  let rewrite: (query: URLSearchParams) => void = () => undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const body = await text(request);
    const method = request.method ?? '';
    received.push({
      method,
      path: pathname,
      query: searchParams.toString(),
      headers: JSON.stringify(request.headers),
      body,
    });
    // The extension's calls use host permissions; it also sends what a page would need (CORS).
    response.setHeader('access-control-allow-origin', '*');
    if (pathname === '/oauth/authorize') {
      if (honest === null) {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Please wait</h1>');
        return;
      }
      rewrite(searchParams);
      response.writeHead(302, { location: `${honest}/oauth/authorize?${searchParams}` }).end();
      return;
    }
    // Answer the checks of the settings page as any login would.
    if (pathname === '/oauth/token' && body.includes('never-issued')) {
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_grant"}');
      return;
    }
    if (pathname === '/oauth/token') {
      const form = new URLSearchParams(body);
      if (form.has('redirect_uri')) rewrite(form);
      const answered = await fetch(`${honest}/oauth/token`, { method: 'POST', body: form });
      const said = await answered.text();
      if (answered.ok) redeemed.push(said);
      response.writeHead(answered.status, { 'content-type': 'application/json' }).end(said);
      return;
    }
    response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
  }

  const { port, close } = await listenOnLoopback(
    0,
    (request, response) => void answer(request, response),
    (_request, socket) => socket.destroy(),
  );
  return {
    origin: `http://localhost:${port}`,
    sendTo(honestOrigin, change = () => undefined) {
      honest = honestOrigin;
      rewrite = (query) => {
        // The login must not be shown: the cookie signs in.
        query.delete('prompt');
        change(query);
      };
    },
    received,
    redeemed,
    close,
  };
}

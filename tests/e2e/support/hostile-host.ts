import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOnLoopback } from '../../simulator/listen.ts';

/** A request that reached the hostile host, with everything in it. */
type Received = { method: string; path: string; query: string; headers: string; body: string };

/**
 * A host that somebody is talked into: it sends the sign-in on to the honest login, and redeems
 * there whatever code it is given. Everything it hears is kept.
 */
export type HostileHost = {
  origin: string;
  /**
   * The honest login that it abuses, and what it makes of the address that it sends there; with
   * none it shows a page of its own.
   */
  sendTo(honestOrigin: string | null, rewrite?: (query: URLSearchParams) => void): void;
  received: Received[];
  /** Answers of the honest token endpoint to what was redeemed: a token in here is gone. */
  redeemed: string[];
  close(): Promise<void>;
};

/** Starts one on a free port. */
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
    // The extension's calls go by host permission; what a page would need, it gives as well.
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
    // What the checks of the settings ask is answered as any login would.
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
        // Nobody is to see a login: the cookie is to answer.
        query.delete('prompt');
        change(query);
      };
    },
    received,
    redeemed,
    close,
  };
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as the server received it, its body read to the end. */
type ReceivedRequest = {
  method: string;
  path: string;
  query: Record<string, string>;
  /** The query as it was sent, for names that are in it more than once. */
  search: string;
  headers: IncomingMessage['headers'];
  body: string;
};

/** How a test answers; it may also destroy the connection or never end the answer. */
export type Answer = (response: ServerResponse, request: ReceivedRequest) => void;

/** A real HTTP server on loopback that records its requests and answers as the test says. */
export type HttpServer = {
  origin: string;
  received: ReceivedRequest[];
  /** Answers the next requests in this order; the last answer serves all further ones. */
  answerWith(...answers: Answer[]): void;
  close(): Promise<void>;
};

/** Starts a server on a free port. */
export async function startHttpServer(): Promise<HttpServer> {
  const received: ReceivedRequest[] = [];
  let answers: Answer[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const noted: ReceivedRequest = {
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      search: url.search,
      headers: request.headers,
      body: await text(request),
    };
    received.push(noted);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer) answer(response, noted);
    else response.writeHead(501).end();
  });
  // Fetch repeats a request if its kept-alive connection breaks; a new connection for each keeps
  // the count correct.
  server.maxRequestsPerSocket = 1;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    answerWith(...next) {
      answers = next;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Answers with JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

/** Answers with text of any kind. */
export function plain(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** Breaks the connection without an answer. */
export const reset: Answer = (response) => {
  response.socket?.destroy();
};

/** Never answers. */
export const silence: Answer = () => {};

/** Sends the headers and the beginning of a body that never ends. */
export const endlessBody: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"id":');
};

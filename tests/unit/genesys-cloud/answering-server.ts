import type { GenesysCloudClient } from '@/utils/genesys-cloud/client';
import { type HttpServer, json, startHttpServer } from '../http-server';
import { createTestClient, NOW } from './client-harness';

/** A real server for calls of one endpoint, through the real client. */
export async function startAnsweringServer() {
  const server: HttpServer = await startHttpServer();
  return {
    server,
    /** What a call makes of an answer. */
    async ask<T>(body: unknown, call: (client: GenesysCloudClient) => Promise<T>): Promise<T> {
      // The server's clock is that of the test.
      server.answerWith(json(200, body, { date: new Date(NOW).toUTCString() }));
      return await call(createTestClient(server.origin).client);
    },
    /** The requests since the last time, as they were sent; a body as JSON. */
    sent() {
      return server.received.splice(0).map(({ method, path, search, body }) => ({
        method,
        path,
        search,
        body: body === '' ? null : (JSON.parse(body) as unknown),
      }));
    },
    close: () => server.close(),
  };
}

export type AnsweringServer = Awaited<ReturnType<typeof startAnsweringServer>>;

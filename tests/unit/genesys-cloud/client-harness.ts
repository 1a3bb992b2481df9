import * as z from 'zod/mini';
import { fail } from '@/utils/errors/failure';
import {
  type ClientDependencies,
  createGenesysCloudClient,
  type GenesysCloudClient,
} from '@/utils/genesys-cloud/client';

/** The present of every test: a client that reads another clock is found out. */
export const NOW = Date.parse('2026-08-01T12:00:00Z');

/** A client on a real server, with a frozen clock and pauses that take no time. */
export function createTestClient(apiOrigin: string, changes: Partial<ClientDependencies> = {}) {
  /** What the client would have waited, in milliseconds. */
  const pauses: number[] = [];
  /** Tokens that were refused and handed in for another. */
  const refused: string[] = [];
  const client: GenesysCloudClient = createGenesysCloudClient({
    getApiOrigin: async () => apiOrigin,
    getAccessToken: async () => 'token-1',
    async renewAccessToken(token) {
      refused.push(token);
      return 'token-2';
    },
    mayReach: async () => true,
    now: () => NOW,
    async sleep(ms) {
      pauses.push(ms);
    },
    ...changes,
  });
  return { client, pauses, refused };
}

/** Tokens that cannot be renewed silently: a renewal would need a window. */
export const cannotRenew: Pick<ClientDependencies, 'renewAccessToken'> = {
  renewAccessToken: async () => {
    throw fail('signed-out');
  },
};

/** What the tests read of an answer. */
const thingSchema = z.object({
  id: z.string(),
  parts: z.optional(z.array(z.object({ size: z.number() }))),
});

/** A read, which may be sent again. */
export const readThing = {
  method: 'GET',
  path: '/api/v2/things/1',
  query: { secret: 'hidden' },
  schema: thingSchema,
  repeatable: true,
} as const;

/** A create, which may not. */
export const createThing = {
  method: 'POST',
  path: '/api/v2/things',
  body: { name: 'new' },
  schema: thingSchema,
  repeatable: false,
} as const;

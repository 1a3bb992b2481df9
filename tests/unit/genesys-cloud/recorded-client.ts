import * as z from 'zod/mini';
import type { ApiRequest, GenesysCloudClient } from '@/utils/genesys-cloud/client';

/**
 * A client that records its calls and returns one body, parsed with the call's schema as the real
 * one does.
 */
export function recordedClient(body: unknown) {
  const calls: Omit<ApiRequest<z.ZodMiniType>, 'schema'>[] = [];
  const client: GenesysCloudClient = {
    async request({ schema, ...call }) {
      calls.push(call);
      return z.parse(schema, body);
    },
  };
  return { client, calls };
}

import * as z from 'zod/mini';
import type { ApiRequest, GenesysCloudClient } from '@/utils/genesys-cloud/client';

/**
 * A client that notes its calls and answers one body, through the schema of the call as the real
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

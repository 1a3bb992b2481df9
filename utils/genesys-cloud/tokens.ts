import type { GenesysCloudClient } from './client';
import { nothingSchema } from './schemas';

/** Revokes the access token in use: `DELETE /api/v2/tokens/me`. The supervisor's own Genesys Cloud login stays as it is. */
export async function revokeAccessToken(client: GenesysCloudClient): Promise<void> {
  await client.request({
    method: 'DELETE',
    path: '/api/v2/tokens/me',
    schema: nothingSchema,
    repeatable: true,
  });
}

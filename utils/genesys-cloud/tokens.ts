import type { GenesysCloudClient } from './client';
import { nothingSchema, tokenInfoSchema } from './schemas';

/**
 * Revokes the current access token: `DELETE /api/v2/tokens/me`. The supervisor's own Genesys Cloud
 * login is not affected.
 */
export async function revokeAccessToken(client: GenesysCloudClient): Promise<void> {
  await client.request({
    method: 'DELETE',
    path: '/api/v2/tokens/me',
    schema: nothingSchema,
    repeatable: true,
  });
}

/**
 * Returns what the current access token is valid for: `GET /api/v2/tokens/me`, scope
 * `user-basic-info`. `scopes` are those of the client, `null` if the platform does not report them.
 */
export async function describeToken(
  client: GenesysCloudClient,
): Promise<{ scopes: string[] | null; organization: string | null }> {
  const { authorizedScope, organization } = await client.request({
    method: 'GET',
    path: '/api/v2/tokens/me',
    schema: tokenInfoSchema,
    repeatable: true,
  });
  return { scopes: authorizedScope ?? null, organization: organization?.name || null };
}

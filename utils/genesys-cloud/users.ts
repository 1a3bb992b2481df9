import type { Identity } from '../auth/model';
import type { GenesysCloudClient } from './client';
import { isAbout } from './is-about';
import { userSchema } from './schemas';

/** The signed-in user: `GET /api/v2/users/me`. Not for client credentials, which have no user. */
export async function getMe(client: GenesysCloudClient): Promise<Identity> {
  return toIdentity(
    await client.request({ method: 'GET', path: '/api/v2/users/me', schema: userSchema, repeatable: true }),
  );
}

/** Any user by id: `GET /api/v2/users/{userId}`. An unknown one throws `conversation-not-found`, as every 404 does. */
export async function getUser(client: GenesysCloudClient, userId: string): Promise<Identity> {
  const path = `/api/v2/users/${encodeURIComponent(userId)}`;
  const schema = userSchema.check(isAbout('id', userId));
  return toIdentity(await client.request({ method: 'GET', path, schema, repeatable: true }));
}

function toIdentity(user: { id: string; name: string; email?: string | null | undefined }): Identity {
  return { userId: user.id, name: user.name, ...(user.email && { email: user.email }) };
}

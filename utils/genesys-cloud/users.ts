import type { Identity } from '../auth/model';
import type { GenesysCloudClient } from './client';
import { knownPermissions } from './grants';
import { isAbout } from './is-about';
import { segment } from './path-segment';
import { meSchema, userLanguageSchema, userSchema } from './schemas';

/**
 * The signed-in user with organisation and permissions: `GET /api/v2/users/me`. Not for client
 * credentials, which have no user. What is expanded is best effort: an answer may lack it without
 * saying so.
 */
export async function getMe(client: GenesysCloudClient): Promise<Identity> {
  const me = await client.request({
    method: 'GET',
    path: '/api/v2/users/me',
    query: { expand: 'organization,authorization' },
    schema: meSchema,
    repeatable: true,
  });
  const permissions = me.authorization?.permissions;
  return {
    ...toIdentity(me),
    ...(me.organization?.id && { organisationId: me.organization.id }),
    ...(permissions && { permissions: knownPermissions(permissions) }),
  };
}

/**
 * Any user by id: `GET /api/v2/users/{userId}`. An unknown one throws `not-found`, as
 * every 404 does.
 */
export async function getUser(client: GenesysCloudClient, userId: string): Promise<Identity> {
  const path = `/api/v2/users/${segment(userId)}`;
  const schema = userSchema.check(isAbout('id', userId));
  return toIdentity(await client.request({ method: 'GET', path, schema, repeatable: true }));
}

/**
 * Tag of the language that a user prefers, as `de-DE`, or `null` where the platform does not tell:
 * `GET /api/v2/users/{userId}?expand=languagePreference`. Asked once only: whoever wants to know
 * can do without.
 */
export async function getLanguagePreference(
  client: GenesysCloudClient,
  userId: string,
): Promise<string | null> {
  const { languagePreference } = await client.request({
    method: 'GET',
    path: `/api/v2/users/${segment(userId)}`,
    query: { expand: 'languagePreference' },
    schema: userLanguageSchema.check(isAbout('id', userId)),
    repeatable: false,
  });
  return languagePreference ?? null;
}

function toIdentity(user: { id: string; name: string; email?: string | null | undefined }): Identity {
  return { userId: user.id, name: user.name, ...(user.email && { email: user.email }) };
}

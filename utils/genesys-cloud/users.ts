import type { Identity } from '../auth/model';
import type { GenesysCloudClient } from './client';
import { knownPermissions } from './grants';
import { isAbout } from './is-about';
import { segment } from './path-segment';
import { meSchema, userLanguageSchema, userSchema } from './schemas';

/**
 * Reads the signed-in user with organization and permissions: `GET /api/v2/users/me`. Not for
 * client credentials, which have no user. The expanded parts are best effort: an answer may lack
 * them without saying so.
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
    ...(me.organization?.id && { organizationId: me.organization.id }),
    ...(permissions && { permissions: knownPermissions(permissions) }),
  };
}

/**
 * Reads any user by id: `GET /api/v2/users/{userId}`. An unknown one throws `not-found`, like every
 * 404.
 */
export async function getUser(client: GenesysCloudClient, userId: string): Promise<Identity> {
  const path = `/api/v2/users/${segment(userId)}`;
  const schema = userSchema.check(isAbout('id', userId));
  return toIdentity(await client.request({ method: 'GET', path, schema, repeatable: true }));
}

/**
 * Returns the tag of a user's preferred language, such as `de-DE`, or `null` if the platform does
 * not report it: `GET /api/v2/users/{userId}?expand=languagePreference`. Not retried: the language
 * is not essential.
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

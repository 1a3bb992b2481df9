import type { GenesysCloudClient } from './client';
import { entityListingSchema, matchingRows, namedEntitySchema } from './schemas';

/** The most ids per call. Source: `max.user.ids`, "Only 100 users can be requested at a time." */
export const NAMES_PER_CALL = 100;

/**
 * Looks up names of users by id: `GET /api/v2/users?id=…`. Ids that the platform does not know are
 * missing from the answer.
 */
export function getUserNames(client: GenesysCloudClient, userIds: readonly string[]) {
  return getNames(client, '/api/v2/users', userIds);
}

/**
 * Looks up names of queues by id: `GET /api/v2/routing/queues?id=…`, permission
 * `routing:queue:view`.
 */
export function getQueueNames(client: GenesysCloudClient, queueIds: readonly string[]) {
  return getNames(client, '/api/v2/routing/queues', queueIds);
}

async function getNames(
  client: GenesysCloudClient,
  path: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { entities } = await client.request({
    method: 'GET',
    path,
    query: { id: ids.slice(0, NAMES_PER_CALL), pageSize: NAMES_PER_CALL },
    schema: entityListingSchema,
    repeatable: true,
  });
  const asked = new Set(ids);
  return new Map(
    matchingRows(namedEntitySchema, entities ?? [])
      .map(({ id, name }) => [id.toLowerCase(), name] as const)
      .filter(([id]) => asked.has(id)),
  );
}

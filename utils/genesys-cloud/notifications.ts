import { isFailure } from '../errors/failure';
import type { GenesysCloudClient } from './client';
import { segment } from './path-segment';
import {
  matchingRows,
  nothingSchema,
  notificationChannelSchema,
  topicListingSchema,
  topicSchema,
} from './schemas';

/** The most topics per channel. */
export const MAX_TOPICS = 1000;

/**
 * Creates a notification channel: `POST /api/v2/notifications/channels`, scope `notifications`. A
 * user has twenty per client; another one replaces the least recently used.
 */
export async function createChannel(client: GenesysCloudClient): Promise<{ id: string; connectUri: string }> {
  return await client.request({
    method: 'POST',
    path: '/api/v2/notifications/channels',
    schema: notificationChannelSchema,
    // An extra channel expires.
    repeatable: true,
  });
}

/** Whether a channel still exists: `HEAD /api/v2/notifications/channels/{channelId}`. */
export async function isChannelAlive(client: GenesysCloudClient, channelId: string): Promise<boolean> {
  try {
    await client.request({
      method: 'HEAD',
      path: pathOf(channelId),
      schema: nothingSchema,
      repeatable: true,
    });
    return true;
  } catch (error) {
    if (isFailure(error, 'not-found')) return false;
    throw error;
  }
}

/**
 * Subscribes a channel to exactly these topics: `PUT
 * …/channels/{channelId}/subscriptions?ignoreErrors=true`. Without `ignoreErrors`, one forbidden
 * topic would make the platform refuse all.
 * @returns the topics that were refused
 */
export async function replaceTopics(
  client: GenesysCloudClient,
  channelId: string,
  topics: readonly string[],
): Promise<string[]> {
  const { entities } = await client.request({
    method: 'PUT',
    path: `${pathOf(channelId)}/subscriptions`,
    query: { ignoreErrors: true },
    body: topics.slice(0, MAX_TOPICS).map((id) => ({ id })),
    schema: topicListingSchema,
    repeatable: true,
  });
  return matchingRows(topicSchema, entities ?? []).flatMap(({ id, state }) =>
    state === 'Rejected' ? [id] : [],
  );
}

function pathOf(channelId: string): string {
  return `/api/v2/notifications/channels/${segment(channelId)}`;
}

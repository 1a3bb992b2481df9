import * as z from 'zod/mini';
import { type ConversationReading, toReading } from './conversation';
import { conversationSchema, notificationSchema } from './schemas';

const TOPIC = /^v2\.(?:users|routing\.queues)\.[\w-]+\.conversations$/;

/**
 * Reads what arrived on the notification channel: the conversations of users and queues, in order
 * of arrival. Skips everything else, and what does not match. An event contains the conversation
 * like `GET /api/v2/conversations/{id}`, without its start.
 * @param localize converts a time of the platform's clock to this computer's
 */
export function readConversationEvents(
  notifications: readonly unknown[],
  localize: (text: string) => string,
): ConversationReading[] {
  return notifications.flatMap((notification) => {
    const envelope = z.safeParse(notificationSchema, notification);
    if (!envelope.success || !TOPIC.test(envelope.data.topicName)) return [];
    const parsed = z.safeParse(conversationSchema, envelope.data.eventBody);
    // The schema has dropped everything deeper than itself, so no input overflows the stack.
    return parsed.success ? [toReading(localized(parsed.data, localize))] : [];
  });
}

const LOST = /^v2\.system\.(?:token_revoked|no_longer_subscribed)(?:\.|$)/;

/**
 * Whether a notification says that nothing more will arrive on the channel, even if the platform
 * may still know it.
 */
export function saysChannelIsLost(notification: unknown): boolean {
  const envelope = z.safeParse(notificationSchema, notification);
  // Anything other than an envelope is forwarded only if it ended the channel.
  return !envelope.success || LOST.test(envelope.data.topicName);
}

/** Returns a copy with all times converted to this computer's clock. */
function localized<T>(value: T, localize: (text: string) => string): T {
  return walk(value) as T;

  function walk(part: unknown): unknown {
    if (typeof part === 'string') return localize(part);
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, walk(each)]));
  }
}

import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';

/**
 * What a frame of the notification channel means for the connection. `ignored`: heartbeats, pongs,
 * and anything that is not a notification. `closing`: the server closes this socket in about a
 * minute. `channel-lost`: nothing more will arrive on this channel.
 */
export type ParsedNotification =
  | { kind: 'ignored' }
  | { kind: 'change' | 'closing' | 'channel-lost'; notification: unknown };

const notificationSchema = lazySchema(() => z.looseObject({ topicName: z.string() }));
/**
 * The answer of a channel that has expired or was replaced by newer ones, as observed by the PyPI
 * package `genesys-notifications`.
 */
const goneSchema = lazySchema(() => z.looseObject({ result: z.union([z.literal('404'), z.literal(404)]) }));

/**
 * Reads what arrived on the socket; never throws, whatever it is. Checks only the envelope: a
 * notification's content is checked where it is used. Topics are those of the platform's
 * notification service ("Use notifications", developer.genesys.cloud).
 */
export function parseNotification(data: unknown): ParsedNotification {
  const content = parse(data);
  if (z.safeParse(goneSchema, content).success) return { kind: 'channel-lost', notification: content };
  const parsed = z.safeParse(notificationSchema, content);
  if (!parsed.success) return { kind: 'ignored' };
  const { topicName } = parsed.data;
  if (topicName === 'channel.metadata') return { kind: 'ignored' };
  return { kind: kindOf(topicName), notification: content };
}

function kindOf(topicName: string): 'change' | 'closing' | 'channel-lost' {
  if (topicName === 'v2.system.socket_closing') return 'closing';
  return /^v2\.system\.(?:token_revoked|no_longer_subscribed)(?:\.|$)/.test(topicName)
    ? 'channel-lost'
    : 'change';
}

function parse(data: unknown): unknown {
  // This service sends no binary frames (RFC 6455, section 5.6).
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

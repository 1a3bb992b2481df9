import type { FloorHead, FloorRow } from '@/utils/floor/model';
import type { ConversationReading } from '@/utils/genesys-cloud/conversation';
import type { Conversation } from '@/utils/genesys-cloud/conversation-model';
import type { PartialConversation } from '@/utils/genesys-cloud/partial-conversation';

/** The present of every test, in milliseconds since the epoch. */
export const NOW = Date.parse('2026-08-01T12:00:00Z');
export const SECOND = 1_000;
export const MINUTE = 60_000;
/** Analytics may lag by this, in milliseconds. */
export const LAG = 15 * SECOND;

/** The signed-in supervisor. */
export const DANA_ID = 'u-dana';

/** A conversation with an agent in it, as it is known when it was read whole. */
export function conversationOf(id: string, changes: Partial<Conversation> = {}): Conversation {
  return {
    id,
    media: 'voice',
    state: 'connected',
    startedAt: NOW - 5 * MINUTE,
    customerName: 'Amelia Hart',
    queueId: 'q-1',
    queueName: 'Billing',
    agent: { userId: 'u-1', name: 'Aiko Tanaka' },
    watchers: [],
    ...changes,
  };
}

/** The same row, as a queue reported it a minute ago. */
export function floorRow(id: string, changes: Partial<FloorRow> = {}): FloorRow {
  return {
    ...conversationOf(id),
    source: 'queues',
    mine: false,
    complete: false,
    readAt: NOW - MINUTE,
    newestFactAt: null,
    ...changes,
  };
}

/** A conversation that was read whole, or arrived as an event. */
export function readingOf(
  id: string,
  changes: Partial<Conversation> = {},
  { newestFactAt = NOW - MINUTE, userIds = ['u-1'] }: Partial<Omit<ConversationReading, 'conversation'>> = {},
): ConversationReading {
  return { conversation: conversationOf(id, changes), newestFactAt, userIds };
}

/**
 * What a queue reports about a conversation: neither the agent's nor the queue's name, nor who is
 * on hold.
 */
export function partialOf(id: string, changes: Partial<PartialConversation> = {}): PartialConversation {
  return {
    id,
    media: 'voice',
    state: 'connected',
    startedAt: NOW - 4 * MINUTE,
    customerName: 'Amelia Hart',
    queueId: 'q-1',
    agent: { userId: 'u-1', name: null },
    ...changes,
  };
}

export const byId = (rows: Iterable<FloorRow>) => new Map([...rows].map((row) => [row.id, row]));

/** What is known of a floor that was read whole just now. */
export const floorHead = (changes: Partial<FloorHead> = {}): FloorHead => ({
  takenAt: NOW,
  leftOut: [],
  unread: [],
  partial: false,
  team: [],
  ...changes,
});

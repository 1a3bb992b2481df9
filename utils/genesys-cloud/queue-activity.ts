import type { GenesysCloudClient } from './client';
import type { ConversationState } from './conversation-model';
import { mediaOfType, type PartialConversation, timeOf } from './partial-conversation';
import { activityEntitySchema, activitySchema, MAX_ROWS, matchingRows } from './schemas';

/** Groups per page. */
const PAGE_SIZE = 1000;
/** The most predicates in one filter. */
const MAX_QUEUES = 100;

/** Source: `metric` of `ConversationActivityEntityData`. */
const METRICS = new Map<string, ConversationState>([
  ['oInteracting', 'connected'],
  ['oAlerting', 'alerting'],
  ['oWaiting', 'waiting'],
]);

/** The activity in queues. */
export type QueueActivity = {
  partialConversations: PartialConversation[];
  /** Queues whose conversations were not all listed. */
  truncatedQueueIds: string[];
  /** True if a list was cut off, or there is another page. */
  partial: boolean;
};

/**
 * Reads the conversations in the queues that the user may see: `POST
 * /api/v2/analytics/conversations/activity/query`, permission `analytics:queueObservation:view`.
 * The platform cuts off long lists; grouped by user, each list is short.
 * @param queueIds only these queues; all if missing
 */
export async function queryQueueActivity(
  client: GenesysCloudClient,
  { groupBy, queueIds, page = 1 }: { groupBy: 'queueId' | 'userId'; queueIds?: string[]; page?: number },
): Promise<QueueActivity> {
  const { results } = await client.request({
    method: 'POST',
    path: '/api/v2/analytics/conversations/activity/query',
    query: { pageSize: PAGE_SIZE, pageNumber: page },
    body: {
      metrics: [...METRICS.keys()].map((metric) => ({ metric, details: true })),
      groupBy: [groupBy],
      ...(queueIds && {
        filter: {
          type: 'or',
          predicates: queueIds.slice(0, MAX_QUEUES).map((value) => ({ dimension: 'queueId', value })),
        },
      }),
    },
    schema: activitySchema,
    repeatable: true,
  });
  const groups = results ?? [];
  const cutOff = groups.filter(({ truncated }) => truncated);
  const listed = groups.flatMap(({ entities }) => entities ?? []);
  return {
    partialConversations: toPartialConversations(listed),
    truncatedQueueIds: [
      ...new Set(
        cutOff.flatMap(({ group }) =>
          typeof group?.queueId === 'string' && group.queueId !== '' ? [group.queueId.toLowerCase()] : [],
        ),
      ),
    ],
    partial:
      listed.length > MAX_ROWS ||
      cutOff.length > 0 ||
      groups.length >= PAGE_SIZE ||
      (queueIds?.length ?? 0) > MAX_QUEUES,
  };
}

function toPartialConversations(entities: readonly unknown[]): PartialConversation[] {
  return matchingRows(activityEntitySchema, entities).map((entity) => {
    const state = METRICS.get(entity.metric ?? '');
    return {
      id: entity.conversationId.toLowerCase(),
      ...(state && { state }),
      media: mediaOfType(entity.mediaType),
      startedAt: timeOf(entity.activityDate),
      queueId: entity.queueId?.toLowerCase() || null,
      customerName: entity.participantName || null,
      ...(entity.userId && { agent: { userId: entity.userId.toLowerCase(), name: null } }),
    };
  });
}

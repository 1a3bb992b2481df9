import type { GenesysCloudClient } from './client';
import { type Conversation, MOST_WATCHERS } from './conversation';
import { conversationDetailSchema, conversationDetailsSchema, matchingRows } from './schemas';
import { mediaOfType, type Sighting, stateOfSegment, timeOf, watchingOfSegment } from './sighting';

/** Rows that one page asks for; the official examples go no higher. */
const PAGE_SIZE = 100;
const DAY_MS = 86_400_000;
/**
 * How far back the search reaches, in days: it finds only conversations that began on a day of its interval, and a messaging thread may
 * be weeks old.
 */
const REACH_DAYS = 30;

/** A page of the search. */
export type FoundConversations = { sightings: Sighting[]; isLastPage: boolean };

/**
 * Conversations that have not ended, the newest first: `POST /api/v2/analytics/conversations/details/query`, permission
 * `analytics:conversationDetail:view` or `analytics:agentConversationDetail:view`. It lags behind what happens, and pages may repeat
 * rows.
 * @param page from 1
 * @param now milliseconds since the epoch
 */
export async function findActiveConversations(
  client: GenesysCloudClient,
  { page, now }: { page: number; now: number },
): Promise<FoundConversations> {
  const { conversations } = await client.request({
    method: 'POST',
    path: '/api/v2/analytics/conversations/details/query',
    body: {
      interval: intervalUntil(now),
      order: 'desc',
      orderBy: 'conversationStart',
      paging: { pageSize: PAGE_SIZE, pageNumber: page },
      conversationFilters: [
        {
          type: 'and',
          predicates: [{ type: 'dimension', dimension: 'conversationEnd', operator: 'notExists' }],
        },
      ],
    },
    schema: conversationDetailsSchema,
    repeatable: true,
  });
  const rows = conversations ?? [];
  return {
    sightings: matchingRows(conversationDetailSchema, rows)
      .filter(({ conversationEnd }) => !conversationEnd)
      .map(toSighting),
    isLastPage: rows.length < PAGE_SIZE,
  };
}

/** Whole days in UTC, and not ending now: the platform counts by days and warns of an interval that ends at the moment. */
function intervalUntil(now: number): string {
  const tomorrow = (Math.floor(now / DAY_MS) + 1) * DAY_MS;
  return `${new Date(tomorrow - REACH_DAYS * DAY_MS).toISOString()}/${new Date(tomorrow).toISOString()}`;
}

type Detail = (typeof conversationDetailSchema)['_zod']['output'];

function toSighting({ conversationId, conversationStart, participants }: Detail): Sighting {
  const open = (participants ?? []).flatMap((participant) =>
    (participant.sessions ?? []).flatMap((session) =>
      (session.segments ?? [])
        .filter(({ segmentEnd }) => !segmentEnd)
        .map((segment) => ({ participant, session, segment })),
    ),
  );
  const watchers: Conversation['watchers'] = open.flatMap(({ participant, segment }) => {
    const how = watchingOfSegment(segment.segmentType);
    return how && participant.userId
      ? [{ userId: participant.userId.toLowerCase(), name: participant.participantName || null, how }]
      : [];
  });
  const withAgent = open.findLast(
    ({ participant, segment }) =>
      participant.userId &&
      /^(agent|user)$/i.test(participant.purpose ?? '') &&
      stateOfSegment(segment.segmentType) !== undefined,
  );
  const inQueue = open.findLast(({ participant }) => /^acd$/i.test(participant.purpose ?? ''));
  const customer = (participants ?? []).find(({ purpose }) => /^(customer|external)$/i.test(purpose ?? ''));
  const queueId = withAgent?.segment.queueId ?? inQueue?.segment.queueId;
  const state = withAgent ? stateOfSegment(withAgent.segment.segmentType) : inQueue ? 'waiting' : undefined;
  return {
    id: conversationId.toLowerCase(),
    ...(state && { state }),
    media: mediaOfType((withAgent ?? inQueue ?? open[0])?.session.mediaType),
    startedAt: timeOf(conversationStart),
    customerName: customer?.participantName || null,
    queueId: queueId?.toLowerCase() ?? null,
    ...(withAgent?.participant.userId && {
      agent: {
        userId: withAgent.participant.userId.toLowerCase(),
        name: withAgent.participant.participantName || null,
      },
    }),
    watchers: watchers.slice(0, MOST_WATCHERS),
  };
}

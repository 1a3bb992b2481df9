import type { GenesysCloudClient } from './client';
import { MAX_WATCHERS } from './conversation';
import type { Conversation } from './conversation-model';
import {
  combinePartials,
  mediaOfType,
  newestOf,
  type PartialConversation,
  sinceOfSegment,
  stateOfSegment,
  timeOf,
} from './partial-conversation';
import { conversationDetailSchema, conversationDetailsSchema, matchingRows } from './schemas';
import { isListening, watchingOfSegment } from './watching';

/** Rows per page; the official examples use no more. */
const PAGE_SIZE = 100;
const DAY_MS = 86_400_000;
/**
 * How far back the search goes, in days: it finds only conversations that began within its
 * interval, and a messaging thread may be weeks old.
 */
const REACH_DAYS = 30;

/** One page of the search. */
export type FoundConversations = { partialConversations: PartialConversation[]; isLastPage: boolean };

/**
 * Finds conversations that have not ended, newest first: `POST
 * /api/v2/analytics/conversations/details/query`, permission `analytics:conversationDetail:view` or
 * `analytics:agentConversationDetail:view`. The results are a few seconds late, and pages may
 * repeat rows.
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
    partialConversations: matchingRows(conversationDetailSchema, rows)
      .filter(({ conversationEnd }) => !conversationEnd)
      .map(toPartialConversation),
    isLastPage: rows.length < PAGE_SIZE,
  };
}

/**
 * Returns an interval of whole days in UTC that ends in the future: the platform counts by days and
 * warns about an interval that ends now.
 */
function intervalUntil(now: number): string {
  const tomorrow = (Math.floor(now / DAY_MS) + 1) * DAY_MS;
  return `${new Date(tomorrow - REACH_DAYS * DAY_MS).toISOString()}/${new Date(tomorrow).toISOString()}`;
}

type Detail = (typeof conversationDetailSchema)['_zod']['output'];
type DetailParticipant = NonNullable<Detail['participants']>[number];
type DetailSession = NonNullable<DetailParticipant['sessions']>[number];
type DetailSegment = NonNullable<DetailSession['segments']>[number];
/** One ongoing activity of a participant; all its data comes from the same session and segment. */
type OpenSegment = { participant: DetailParticipant; session: DetailSession; segment: DetailSegment };

function toPartialConversation({
  conversationId,
  conversationStart,
  participants,
}: Detail): PartialConversation {
  const id = conversationId.toLowerCase();
  const open = (participants ?? []).flatMap((participant) =>
    (participant.sessions ?? []).flatMap((session) =>
      (session.segments ?? [])
        .filter(({ segmentEnd }) => !segmentEnd)
        .map((segment) => ({ participant, session, segment })),
    ),
  );
  const withAgents = open.flatMap((each) => (onlyWatches(each, open) ? [] : partialsOfAgent(id, each)));
  const inQueue = open.findLast(({ participant }) => isPurpose(participant, 'acd'));
  const customer =
    (participants ?? []).find((participant) => isPurpose(participant, 'customer')) ??
    (participants ?? []).find((participant) => isPurpose(participant, 'external'));
  const [first, ...others] = withAgents;
  const main: PartialConversation = first
    ? others.reduce((one, other) => combinePartials(one, other, true), first)
    : {
        id,
        ...(inQueue && { state: 'waiting' }),
        media: mediaOfType((inQueue ?? open[0])?.session.mediaType),
        queueId: inQueue?.segment.queueId?.toLowerCase() || null,
      };
  return {
    ...main,
    startedAt: timeOf(conversationStart),
    customerName: customer?.participantName || null,
    // Only ongoing activities, not the after-call work.
    newestFactAt: newestOf([
      conversationStart,
      ...open.flatMap(({ participant, segment }) =>
        stateOfSegment(segment.segmentType) || isPurpose(participant, 'acd') ? [segment.segmentStart] : [],
      ),
    ]),
    watchers: open.flatMap(watcherIn).slice(0, MAX_WATCHERS),
  };
}

/** Like {@link import('./agent-of').onlyWatches}, for a participant in the search. */
function onlyWatches({ participant, segment }: OpenSegment, open: readonly OpenSegment[]): boolean {
  const ways = open.flatMap((each) =>
    each.participant === participant ? (watchingOfSegment(each.segment.segmentType) ?? []) : [],
  );
  const takesPart =
    isPurpose(participant, 'agent') &&
    (Boolean(segment.queueId) ||
      open.some((each) => each.participant === participant && stateOfSegment(each.segment.segmentType)));
  return ways.some((how) => isListening(how) || !takesPart);
}

const isPurpose = ({ purpose }: DetailParticipant, wanted: string) => purpose?.toLowerCase() === wanted;

function partialsOfAgent(id: string, { participant, session, segment }: OpenSegment): PartialConversation[] {
  const { userId, participantName } = participant;
  const state = stateOfSegment(segment.segmentType);
  if (!userId || !state || !(isPurpose(participant, 'agent') || isPurpose(participant, 'user'))) return [];
  return [
    {
      id,
      state,
      ...sinceOfSegment(segment.segmentType, segment.segmentStart),
      ...(participant.flaggedReason && { flagged: true as const }),
      media: mediaOfType(session.mediaType),
      queueId: segment.queueId?.toLowerCase() || null,
      agent: { userId: userId.toLowerCase(), name: participantName || null },
      // Used to find out who came first while the activities are combined; replaced by the start of
      // the conversation afterwards.
      startedAt: timeOf(session.segments?.[0]?.segmentStart),
    },
  ];
}

function watcherIn({ participant, segment }: OpenSegment): Conversation['watchers'] {
  const how = watchingOfSegment(segment.segmentType);
  return how && participant.userId
    ? [{ userId: participant.userId.toLowerCase(), name: participant.participantName || null, how }]
    : [];
}

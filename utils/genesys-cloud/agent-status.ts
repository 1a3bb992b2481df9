import type { GenesysCloudClient } from './client';
import {
  mediaOfType,
  type PartialConversation,
  sinceOfSegment,
  stateOfSegment,
  timeOf,
} from './partial-conversation';
import { agentStatusListingSchema, agentStatusSchema, MAX_ROWS, matchingRows } from './schemas';
import { watchingOfSegment } from './watching';

/** The most agents in one answer; there is no second page. */
const MAX_AGENTS = 50;
/** The most agents to read from one answer, whatever it contains: their names are stored. */
const MAX_READ = 500;

/** The agents of an answer, and the conversations they are in. */
export type AgentStatus = {
  /** `managerId` is the user that the agent reports to. Names may be missing. */
  agents: { userId: string; name: string | null; managerId: string | null }[];
  partialConversations: PartialConversation[];
  /** True if there may be more agents than one answer contains. */
  partial: boolean;
};

/**
 * Reads agents and the conversations they are in: `POST /api/v2/analytics/agents/status/query`,
 * permission `analytics:agentState:view`.
 * @param managerId only agents who report to this user; `null` for whoever the platform lists first
 * @param order by name; the reverse order returns others if there are more than one answer contains
 */
export async function queryAgentStatus(
  client: GenesysCloudClient,
  { managerId, order }: { managerId: string | null; order: 'asc' | 'desc' },
): Promise<AgentStatus> {
  const { entities } = await client.request({
    method: 'POST',
    path: '/api/v2/analytics/agents/status/query',
    body: {
      userFilter: managerId
        ? { type: 'and', predicates: [{ dimension: 'managerId', value: managerId }] }
        : {
            type: 'or',
            predicates: [
              { dimension: 'routingStatus', value: 'INTERACTING' },
              { dimension: 'routingStatus', value: 'COMMUNICATING' },
            ],
          },
      userOrderBy: 'userName',
      userOrder: order,
    },
    schema: agentStatusListingSchema,
    repeatable: true,
  });
  const rows = matchingRows(agentStatusSchema, (entities ?? []).slice(0, MAX_READ));
  return {
    agents: rows.flatMap(({ userId, userName, managerId: reportsTo }) =>
      userId
        ? [
            {
              userId: userId.toLowerCase(),
              name: userName || null,
              managerId: reportsTo?.toLowerCase() || null,
            },
          ]
        : [],
    ),
    partialConversations: rows
      .flatMap((row) => (row.sessions ?? []).flatMap((session) => partialOf(row, session)))
      .slice(0, MAX_ROWS),
    partial: (entities ?? []).length >= MAX_AGENTS,
  };
}

type Row = { userId?: string | null | undefined; userName?: string | null | undefined };
type Session = NonNullable<Zod<typeof agentStatusSchema>['sessions']>[number];
type Zod<S extends { _zod: { output: unknown } }> = S['_zod']['output'];

function partialOf({ userId, userName }: Row, session: Session): PartialConversation[] {
  if (!session.conversationId || !userId) return [];
  const id = session.conversationId.toLowerCase();
  const person = { userId: userId.toLowerCase(), name: userName || null };
  const how = watchingOfSegment(session.segmentType);
  // A watcher is not the agent, and an agent in after-call work is no longer in the conversation.
  if (how) return [{ id, watchers: [{ ...person, how }] }];
  const state = stateOfSegment(session.segmentType);
  if (!state) return [];
  return [
    {
      id,
      state,
      ...sinceOfSegment(session.segmentType, session.segmentStart),
      media: mediaOfType(session.mediaType),
      startedAt: timeOf(session.sessionStart),
      queueId: session.routedQueueId?.toLowerCase() || null,
      agent: person,
    },
  ];
}

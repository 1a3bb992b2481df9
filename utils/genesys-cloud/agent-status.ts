import type { GenesysCloudClient } from './client';
import { mediaOfType, type PartialConversation, stateOfSegment, timeOf } from './partial-conversation';
import { agentStatusListingSchema, agentStatusSchema, MOST_ROWS, matchingRows } from './schemas';
import { watchingOfSegment } from './watching';

/** Agents one answer holds at most; there is no second page. */
const MOST_AGENTS = 50;
/** Agents that are read of one answer, whatever it holds: their names are remembered. */
const MOST_READ = 500;

/** What the agents of an answer are in, and who they are. */
export type AgentStatus = {
  /** `managerId` is the user that the agent reports to. Names may be missing. */
  agents: { userId: string; name: string | null; managerId: string | null }[];
  partialConversations: PartialConversation[];
  /** True when there may be more agents than one answer holds. */
  partial: boolean;
};

/**
 * Agents and the conversations they are in: `POST /api/v2/analytics/agents/status/query`,
 * permission `analytics:agentState:view`.
 * @param managerId only those who report to this user; `null` for whoever the platform puts first
 * @param order by name; the other end of the alphabet shows others where there are more than an
 *   answer holds
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
  const rows = matchingRows(agentStatusSchema, (entities ?? []).slice(0, MOST_READ));
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
      .slice(0, MOST_ROWS),
    partial: (entities ?? []).length >= MOST_AGENTS,
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
  // Who looks in is not the agent; and somebody who writes up a conversation is not in it any more.
  if (how) return [{ id, watchers: [{ ...person, how }] }];
  const state = stateOfSegment(session.segmentType);
  if (!state) return [];
  return [
    {
      id,
      state,
      media: mediaOfType(session.mediaType),
      startedAt: timeOf(session.sessionStart),
      queueId: session.routedQueueId?.toLowerCase() || null,
      agent: person,
    },
  ];
}

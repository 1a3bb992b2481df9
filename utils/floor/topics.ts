import type { FloorRow } from './model';

/** Up to this many topics, everything in the list is followed; beyond that, what is on screen. */
const FOLLOW_ALL_UP_TO = 200;

/**
 * Chooses the topics to subscribe to: the user's own conversations, then those of the agents on
 * screen (of their queues for waiting customers), those of pinned agents and, while the floor is
 * small, everything in the list, the team and the queues that were seen before. So a conversation
 * that begins is reported, although its agent and queue have no other. Following a small floor
 * costs little; on a large one, every change would reach every supervisor.
 * @param refused topics that the platform has refused
 */
export function chooseTopics({
  userId,
  shown,
  pinned,
  rows,
  team = [],
  queueIds = [],
  refused,
  limit,
}: {
  userId: string;
  shown: readonly FloorRow[];
  pinned: readonly string[];
  rows: readonly FloorRow[];
  /** User ids of those who report to the user. */
  team?: readonly string[];
  /** Queues that any conversation was seen in. */
  queueIds?: readonly string[];
  refused: ReadonlySet<string>;
  limit: number;
}): string[] {
  const first = [userTopic(userId), ...shown.flatMap(topicsOf), ...pinned.map(userTopic)];
  const listed = new Set([...first, ...rows.flatMap(topicsOf), ...rows.flatMap(queueTopics)]);
  const all = new Set([...listed, ...team.map(userTopic), ...queueIds.map(queueTopic)]);
  const chosen = [all, listed].find(({ size }) => size <= FOLLOW_ALL_UP_TO) ?? new Set(first);
  return [...chosen].filter((topic) => !refused.has(topic)).slice(0, limit);
}

function topicsOf(row: FloorRow): string[] {
  return row.agent ? [userTopic(row.agent.userId)] : queueTopics(row);
}

/** The topic of all conversations of a user. */
export const userTopic = (userId: string) => `v2.users.${userId}.conversations`;
const queueTopic = (queueId: string) => `v2.routing.queues.${queueId}.conversations`;
const queueTopics = ({ queueId }: FloorRow) => (queueId === null ? [] : [queueTopic(queueId)]);

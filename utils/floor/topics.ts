import type { FloorRow } from './model';

/** Up to this many topics, everything in the list is followed; beyond that, what is on screen. */
const FOLLOW_ALL_UP_TO = 200;

/**
 * Chooses the topics to subscribe to: the user's own conversations, then those of the agents on
 * screen (of their queues for waiting customers), those of pinned agents and, while the floor is
 * small, everything in the list. Following a small floor costs little; on a large one, every change
 * would reach every supervisor.
 * @param refused topics that the platform has refused
 */
export function chooseTopics({
  userId,
  shown,
  pinned,
  rows,
  refused,
  limit,
}: {
  userId: string;
  shown: readonly FloorRow[];
  pinned: readonly string[];
  rows: readonly FloorRow[];
  refused: ReadonlySet<string>;
  limit: number;
}): string[] {
  const first = [userTopic(userId), ...shown.flatMap(topicsOf), ...pinned.map(userTopic)];
  const all = new Set([...first, ...rows.flatMap(topicsOf), ...rows.flatMap(queueTopics)]);
  const chosen = all.size <= FOLLOW_ALL_UP_TO ? all : new Set(first);
  return [...chosen].filter((topic) => !refused.has(topic)).slice(0, limit);
}

function topicsOf(row: FloorRow): string[] {
  return row.agent ? [userTopic(row.agent.userId)] : queueTopics(row);
}

/** The topic of all conversations of a user. */
export const userTopic = (userId: string) => `v2.users.${userId}.conversations`;
const queueTopics = ({ queueId }: FloorRow) =>
  queueId === null ? [] : [`v2.routing.queues.${queueId}.conversations`];

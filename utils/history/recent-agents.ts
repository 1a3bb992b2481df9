import type { HistoryRow } from './model';

/** An agent of past sessions, with the last of them. */
export type RecentAgent = {
  userId: string;
  name: string | null;
  customerName: string | null;
  /** When the last session began, in milliseconds since the epoch. */
  startedAt: number;
};

/** The most agents to return. */
const MAX_AGENTS = 20;

/**
 * Returns the agents of past sessions, the one watched last first.
 * @param rows the sessions, newest first
 */
export function recentAgents(rows: readonly HistoryRow[]): RecentAgent[] {
  const agents = new Map<string, RecentAgent>();
  for (const { agent, customerName, startedAt } of rows) {
    const userId = agent.userId.toLowerCase();
    if (!agents.has(userId)) agents.set(userId, { userId, name: agent.name, customerName, startedAt });
  }
  return [...agents.values()].slice(0, MAX_AGENTS);
}

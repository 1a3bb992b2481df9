import { sessionsItem } from '../cobrowse/state';
import { foldHistory } from '../history/fold';
import type { HistoryRow } from '../history/model';
import { type RecentAgent, recentAgents } from '../history/recent-agents';
import { historyRecords } from '../history/state';

/**
 * Calls back with the agents of past sessions, the one watched last first, and again whenever a
 * session begins or ends. Returns a function that stops it.
 */
export function connectRecent(onAgents: (agents: RecentAgent[]) => void): () => void {
  return connectPast((rows) => onAgents(recentAgents(rows)));
}

/**
 * Calls back with all sessions of the history, newest first, and again whenever one begins or ends;
 * with none if the history cannot be read. Returns a function that stops it.
 */
export function connectPast(onRows: (rows: HistoryRow[]) => void): () => void {
  let latest = 0;
  async function read() {
    latest += 1;
    const mine = latest;
    const rows = await historyRecords
      .readAll()
      .then((records) => foldHistory(records).rows)
      // Without a history there is nobody to show.
      .catch(() => []);
    if (mine === latest) onRows(rows);
  }
  const stops = [historyRecords, sessionsItem].map((item) => item.watch(() => void read()));
  void read();
  return () => {
    latest = Number.POSITIVE_INFINITY;
    for (const stop of stops) stop();
  };
}

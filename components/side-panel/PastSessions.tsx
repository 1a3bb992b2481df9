import { useEffect, useMemo, useState } from 'preact/hooks';
import type { FloorRow } from '@/utils/floor/model';
import type { HistoryRow } from '@/utils/history/model';
import { t } from '@/utils/i18n/messages';
import { formatLength } from '../common/time';
import { purposeName } from '../common/wording';
import { customerOf } from '../conversation-list/row-wording';
import { formatWhen } from './when';

/**
 * Calls back with all sessions of the history, newest first, and whenever it changes; returns a
 * function that stops it.
 */
export type WatchPast = (onRows: (rows: HistoryRow[]) => void) => () => void;

/** How many to list; the history page has all. */
const LISTED = 5;

/** The user's own past sessions with the agent of a row. */
export function PastSessions({
  row,
  userId,
  watchPast,
  onHistory,
}: {
  row: FloorRow;
  /** The signed-in user: one browser may keep the sessions of several. */
  userId: string;
  watchPast: WatchPast;
  onHistory: () => void;
}) {
  const [rows, setRows] = useState<HistoryRow[] | null>(null);
  useEffect(() => watchPast(setRows), [watchPast]);
  // Once, not with each row that is selected.
  const byAgent = useMemo(() => rows && endedByAgent(rows, userId), [rows, userId]);
  if (!row.agent || !byAgent) return null;
  const past = byAgent.get(row.agent.userId.toLowerCase()) ?? [];
  return (
    <div class="drawer-past">
      <div class="line">
        <h3 class="drawer-past-title grow">{t('panel_past')}</h3>
        {past.length > LISTED && (
          <button type="button" class="button button-quiet button-small" onClick={onHistory}>
            {t('panel_past_all')}
          </button>
        )}
      </div>
      {past.length === 0 && <p class="drawer-none">{t('panel_past_none')}</p>}
      <ul>
        {past.slice(0, LISTED).map((session) => {
          const words = wordsOf(session);
          return (
            <li key={session.sessionId} class="drawer-session">
              <time dateTime={new Date(session.startedAt).toISOString()}>
                {formatWhen(session.startedAt)}
              </time>
              <span class="grow ellipsis" title={words} dir="auto">
                {words}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Customer, length and purpose, as far as they are known. */
function wordsOf(session: HistoryRow): string {
  const { startedAt, endedAt, purpose } = session;
  return [
    `\u2068${customerOf(session)}\u2069`,
    // If the clock was set back meanwhile, the length is unknown.
    endedAt !== null && endedAt >= startedAt && formatLength(endedAt - startedAt),
    purpose && purposeName(purpose),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The user's sessions that have ended, by the agent's user id, newest first. */
function endedByAgent(rows: readonly HistoryRow[], userId: string): Map<string, HistoryRow[]> {
  const found = new Map<string, HistoryRow[]>();
  for (const row of rows) {
    if (row.howEnded === null || row.supervisor.userId.toLowerCase() !== userId) continue;
    const agentId = row.agent.userId.toLowerCase();
    const known = found.get(agentId);
    if (known) known.push(row);
    else found.set(agentId, [row]);
  }
  return found;
}

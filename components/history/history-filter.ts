import type { HistoryRow } from '@/utils/history/model';
import { controlName, purposeName } from '../common/wording';
import { HOW_ENDED_NAMES } from './wording';

/** Which sessions are shown. */
export type HistoryFilter = {
  /** Every word of it must occur somewhere in the session. */
  text: string;
  /** Days back from now; `null` for all. */
  days: number | null;
};

const DAY_MS = 24 * 60 * 60_000;
const DATE = new Intl.DateTimeFormat([], { dateStyle: 'medium', timeStyle: 'short' });

/** A session with its searchable text. */
export type SearchableRow = { row: HistoryRow; text: string };

/** Returns live sessions first, then the newest, each with its searchable text. */
export function toSearchable(rows: HistoryRow[]): SearchableRow[] {
  const isLive = ({ howEnded }: HistoryRow) => howEnded === null;
  const ordered = [...rows.filter(isLive), ...rows.filter((row) => !isLive(row))];
  return ordered.map((row) => ({ row, text: textOf(row) }));
}

/** Returns the matching sessions. */
export function filterRows(all: SearchableRow[], { text, days }: HistoryFilter, now: number): HistoryRow[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const since = days === null ? Number.NEGATIVE_INFINITY : now - days * DAY_MS;
  return all
    .filter((one) => one.row.startedAt >= since && words.every((word) => one.text.includes(word)))
    .map(({ row }) => row);
}

function textOf(row: HistoryRow): string {
  return fold(
    [
      row.supervisor.name,
      row.supervisor.userId,
      row.agent.name,
      row.agent.userId,
      row.customerName,
      row.queueName,
      row.conversationId,
      row.sessionId,
      row.service,
      row.purpose && purposeName(row.purpose),
      controlName(row.settings.allowRemoteControl),
      row.howEnded === null ? 'Live' : HOW_ENDED_NAMES[row.howEnded],
      DATE.format(row.startedAt),
      ...row.notes.map(({ text }) => text),
      ...row.correlationIds,
    ].join('\n'),
  );
}

/** Ignores case and accents. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

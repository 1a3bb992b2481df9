import type { HistoryRow, HowEnded } from '@/utils/history/model';
import { language } from '@/utils/i18n/messages';
import { controlName, purposeName } from '../common/wording';
import { outcomeName } from './history-wording';

/** Which sessions are shown. `null` filters nothing. */
export type HistoryFilter = {
  /** Every word of it must occur somewhere in the session. */
  text: string;
  /** Days back from now. */
  days: number | null;
  /** User id. */
  agent: string | null;
  outcome: HowEnded | 'live' | null;
  /** Empty for sessions without a purpose. */
  purpose: string | null;
};

export const EVERYTHING: HistoryFilter = { text: '', days: null, agent: null, outcome: null, purpose: null };

const DAY_MS = 24 * 60 * 60_000;

/** A session with its searchable text. */
export type SearchableRow = { row: HistoryRow; text: string };

/** Returns live sessions first, then the newest, each with its searchable text. */
export function toSearchable(rows: HistoryRow[]): SearchableRow[] {
  const isLive = ({ howEnded }: HistoryRow) => howEnded === null;
  const ordered = [...rows.filter(isLive), ...rows.filter((row) => !isLive(row))];
  // Making a format is slow, and there may be thousands of sessions.
  const date = new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' });
  return ordered.map((row) => ({ row, text: textOf(row, date) }));
}

/** Returns the matching sessions. */
export function filterRows(all: SearchableRow[], filter: HistoryFilter, now: number): HistoryRow[] {
  const { text, days, agent, outcome, purpose } = filter;
  const words = fold(text).split(/\s+/).filter(Boolean);
  const since = days === null ? Number.NEGATIVE_INFINITY : now - days * DAY_MS;
  return all
    .filter(
      ({ row, text: searched }) =>
        row.startedAt >= since &&
        (agent === null || row.agent.userId === agent) &&
        (outcome === null || outcomeOf(row) === outcome) &&
        (purpose === null || (row.purpose ?? '') === purpose) &&
        words.every((word) => searched.includes(word)),
    )
    .map(({ row }) => row);
}

/** How a session ended, or `live`. */
export const outcomeOf = ({ howEnded }: HistoryRow): HowEnded | 'live' => howEnded ?? 'live';

/** One value that sessions can be filtered by, and how many have it. */
export type FacetChoice<T extends string> = { value: T; name: string; count: number };

/** Returns the values that occur, most frequent first. */
export function choicesOf<T extends string>(
  rows: readonly HistoryRow[],
  pick: (row: HistoryRow) => T,
  nameOf: (row: HistoryRow) => string,
): FacetChoice<T>[] {
  const choices = new Map<T, FacetChoice<T>>();
  for (const row of rows) {
    const value = pick(row);
    const known = choices.get(value);
    if (known) known.count += 1;
    else choices.set(value, { value, name: nameOf(row), count: 1 });
  }
  return [...choices.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, language()));
}

function textOf(row: HistoryRow, date: Intl.DateTimeFormat): string {
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
      outcomeName(row.howEnded),
      date.format(row.startedAt),
      ...row.notes.map(({ text }) => text),
      ...row.correlationIds,
    ].join('\n'),
  );
}

/** Ignores case and accents. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

import type { HistoryRow } from '@/utils/history/model';
import { language, t } from '@/utils/i18n/messages';

/** Sessions of one calendar day here, or those that are live now. */
export type DayGroup = { key: string; name: string; rows: HistoryRow[] };

/** A calendar day of the computer's time zone, as `2026-03-04`. */
export function dayOf(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Returns the day before another one. Noon, so that a change to summer time does not matter. */
export function dayBefore(day: string, days = 1): string {
  const date = new Date(`${day}T12:00:00`);
  date.setDate(date.getDate() - days);
  return dayOf(date.getTime());
}

/** Groups sessions, which are live ones first, then the newest, by their day. */
export function groupByDay(rows: readonly HistoryRow[], now: number): DayGroup[] {
  const today = dayOf(now);
  const names: Record<string, string> = {
    [today]: t('history_today'),
    [dayBefore(today)]: t('history_yesterday'),
  };
  const date = new Intl.DateTimeFormat(language(), {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  });
  const groups: DayGroup[] = [];
  for (const row of rows) {
    const key = row.howEnded === null ? 'live' : dayOf(row.startedAt);
    const last = groups.at(-1);
    if (last?.key === key) last.rows.push(row);
    else {
      const name = key === 'live' ? t('history_live_now') : (names[key] ?? date.format(row.startedAt));
      groups.push({ key, name, rows: [row] });
    }
  }
  return groups;
}

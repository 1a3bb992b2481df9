import { useMemo } from 'preact/hooks';
import type { HistoryRow } from '@/utils/history/model';
import { formatNumber, language, t, tPlural } from '@/utils/i18n/messages';
import { purposeName } from '../common/wording';
import { dayBefore, dayOf } from './days';
import { choicesOf } from './history-filter';
import './SessionCharts.css';

/** Days in the chart: the last of them is today. */
const DAYS = 14;
/** The purposes that occur most; the others would be lines of one session. */
const PURPOSES = 5;

/**
 * The shown sessions per day and by purpose: lists whose bars are decoration, so that they are read
 * out like any list.
 */
export function SessionCharts({ rows, now }: { rows: readonly HistoryRow[]; now: number }) {
  const today = dayOf(now);
  const days = useMemo(() => countPerDay(rows, today), [rows, today]);
  const purposes = useMemo(
    () =>
      choicesOf(
        rows,
        ({ purpose }) => purpose ?? '',
        ({ purpose }) => (purpose ? purposeName(purpose) : t('history_purpose_none')),
      ).slice(0, PURPOSES),
    [rows],
  );
  const most = Math.max(1, ...days.map(({ count }) => count));
  const mostOfPurpose = Math.max(1, ...purposes.map(({ count }) => count));
  const short = new Intl.DateTimeFormat(language(), { day: 'numeric', month: 'short' });
  const noon = (day: string) => new Date(`${day}T12:00:00`);

  return (
    <section class="card charts" aria-label={t('history_chart')}>
      <div class="chart">
        <h2 class="chart-title" id="chart-days">
          {t('history_chart_days')}
        </h2>
        <ol class="bars" aria-labelledby="chart-days">
          {days.map(({ day, count }, index) => (
            <li key={day} title={tPlural('history_chart_day', count, { day: short.format(noon(day)) })}>
              <span class="visually-hidden">
                {tPlural('history_chart_day', count, { day: short.format(noon(day)) })}
              </span>
              <span class="bar-count" aria-hidden="true">
                {count > 0 && formatNumber(count)}
              </span>
              <span
                class={count === 0 ? 'bar bar-empty' : 'bar'}
                style={{ height: `${Math.round((count / most) * 48)}px` }}
              />
              <span class="bar-day" aria-hidden="true">
                {/* Every day would not fit; the ends and the middle say enough. */}
                {[0, 6, DAYS - 1].includes(index) && short.format(noon(day))}
              </span>
            </li>
          ))}
        </ol>
      </div>
      <div class="chart">
        <h2 class="chart-title" id="chart-purposes">
          {t('history_chart_purposes')}
        </h2>
        <ul class="purpose-bars" aria-labelledby="chart-purposes">
          {purposes.map(({ value, name, count }) => (
            <li key={value}>
              <span class="purpose-bar-name" dir="auto">
                {name}
              </span>
              <span class="purpose-bar">
                <span
                  class="bar"
                  style={{ inlineSize: `${Math.max(2, Math.round((count / mostOfPurpose) * 100))}%` }}
                />
              </span>
              <span class="purpose-bar-count">{formatNumber(count)}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** Counts the sessions of each of the last days, oldest first, days without one included. */
function countPerDay(rows: readonly HistoryRow[], today: string): { day: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { startedAt } of rows) {
    const day = dayOf(startedAt);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return Array.from({ length: DAYS }, (_, index) => {
    const day = dayBefore(today, DAYS - 1 - index);
    return { day, count: counts.get(day) ?? 0 };
  });
}

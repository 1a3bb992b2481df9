import { useMemo } from 'preact/hooks';
import type { HistoryRow } from '@/utils/history/model';
import { t, tPlural } from '@/utils/i18n/messages';
import { groupByDay } from './days';
import { type RowActions, SessionRow } from './SessionRow';

/** One page of sessions, grouped by day. Narrow windows omit what the details of a row contain. */
export function HistoryTable({
  rows,
  now,
  bySupervisor,
  actions,
}: {
  rows: HistoryRow[];
  now: number;
  /** Whether sessions of more than one supervisor are recorded here. */
  bySupervisor: boolean;
  actions: RowActions;
}) {
  const groups = useMemo(() => groupByDay(rows, now), [rows, now]);
  const columns = [
    { name: t('history_column_time'), class: 'col-started' },
    ...(bySupervisor ? [{ name: t('history_column_supervisor'), class: 'col-supervisor' }] : []),
    { name: t('history_column_agent'), class: 'col-agent' },
    { name: t('history_column_customer'), class: 'col-conversation' },
    { name: t('history_column_purpose'), class: 'col-purpose' },
    { name: t('history_column_access'), class: 'col-access' },
    { name: t('history_column_length'), class: 'col-length' },
    { name: t('history_column_outcome'), class: 'col-ended' },
  ];
  return (
    <table class="history-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.name} scope="col" class={column.class}>
              {column.name}
            </th>
          ))}
          <th scope="col" class="col-details">
            <span class="visually-hidden">{t('history_column_actions')}</span>
          </th>
        </tr>
      </thead>
      {groups.map(({ key, name, rows: ofDay }) => [
        <tbody key={key} class="history-day">
          <tr>
            <th scope="colgroup" colSpan={columns.length + 1}>
              {name}
              <span class="history-day-count">{tPlural('history_sessions', ofDay.length)}</span>
            </th>
          </tr>
        </tbody>,
        ...ofDay.map((row) => (
          <SessionRow
            key={row.sessionId}
            row={row}
            columns={columns.length + 1}
            bySupervisor={bySupervisor}
            actions={actions}
          />
        )),
      ])}
    </table>
  );
}

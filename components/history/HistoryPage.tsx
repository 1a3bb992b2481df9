import { CircleAlert, LoaderCircle } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { HistoryRow } from '@/utils/history/model';
import { formatNumber, t, tPlural } from '@/utils/i18n/messages';
import type { HistoryActions, HistoryState } from '@/utils/pages/connect-history';
import { isOff } from '@/utils/settings/policy';
import { Announcer } from '../common/Announcer';
import { useSpoken } from '../common/announce';
import { Icon } from '../common/Icon';
import { ProductMark } from '../common/ProductMark';
import { useSteadyPage } from '../common/use-steady-page';
import { ExportButtons } from './ExportButtons';
import { HistoryFilterFields } from './HistoryFilterFields';
import { HistoryTable } from './HistoryTable';
import { EVERYTHING, filterRows, type HistoryFilter, toSearchable } from './history-filter';
import { agentOf, countOf } from './history-wording';
import { Pager } from './Pager';
import { RecordCard } from './RecordCard';
import { SessionCharts } from './SessionCharts';
import { useDay } from './use-day';
import { WatchNotice, type WatchState } from './WatchNotice';
import { WriteErrorNotice } from './WriteErrorNotice';
import './HistoryPage.css';

/** Rows per page: enough to read, few enough to draw at once. */
const ROWS_PER_PAGE = 50;
/** Fewer sessions than this are read faster than their chart. */
const WORTH_A_CHART = 3;

/** All sessions: to read, search, watch again, check and export. */
export function HistoryPage({
  state,
  actions,
}: {
  state: HistoryState | 'reading' | 'unreadable';
  actions: HistoryActions;
}) {
  const page = useSteadyPage();
  return (
    <div class="history" ref={page}>
      <header class="history-head">
        <ProductMark size={32} />
        <div>
          <h1>{t('history_title')}</h1>
          <p class="hint">{t('history_about')}</p>
        </div>
      </header>
      <main tabIndex={-1} data-focus-home="">
        {state === 'reading' && <Reading />}
        {state === 'unreadable' && <Unreadable />}
        {typeof state === 'object' && <Sessions state={state} actions={actions} />}
      </main>
      <Announcer />
    </div>
  );
}

function Sessions({ state, actions }: { state: HistoryState; actions: HistoryActions }) {
  const { rows, record } = state;
  const [filter, setFilter] = useState(EVERYTHING);
  const [page, setPage] = useState(0);
  const [watch, setWatch] = useState<WatchState | null>(null);
  const day = useDay();
  const now = Date.now();
  const searchable = useMemo(() => toSearchable(rows), [rows, day]);
  const found = useMemo(() => filterRows(searchable, filter, Date.now()), [searchable, filter]);
  // The own name on every line says nothing.
  const bySupervisor = useMemo(() => new Set(rows.map((row) => row.supervisor.userId)).size > 1, [rows]);

  const pages = Math.max(1, Math.ceil(found.length / ROWS_PER_PAGE));
  const current = Math.min(page, pages - 1);
  const shown = found.slice(current * ROWS_PER_PAGE, (current + 1) * ROWS_PER_PAGE);
  const all = found.length === rows.length;
  // What a check has found comes first; a record that nothing is known against can wait below.
  const isAlarming = record.notes.length > 0 || state.unreadable > 0 || record.jumpMs > 0;

  function changeFilter(part: Partial<HistoryFilter>) {
    setFilter({ ...filter, ...part });
    setPage(0);
  }

  async function watchAgain(row: HistoryRow) {
    const agent = agentOf(row);
    const again = () => void watchAgain(row);
    setWatch({ agent, outcome: 'starting', again });
    const outcome = await actions.watchAgain(row.agent.userId);
    setWatch({ agent, outcome, again });
  }

  const recordCard = <RecordCard key="record" state={state} actions={actions} />;
  return (
    <>
      {state.trouble && <WriteErrorNotice trouble={state.trouble} />}
      {isAlarming && recordCard}
      {watch && <WatchNotice state={watch} actions={actions} onDismiss={() => setWatch(null)} />}
      {rows.length >= WORTH_A_CHART && found.length > 0 && <SessionCharts rows={found} now={now} />}
      <section class="card" aria-label={t('history_sessions')}>
        {rows.length > 0 && (
          <>
            <div class="history-bar">
              <HistoryFilterFields rows={rows} filter={filter} onChange={changeFilter} />
              {!isOff(state.policy, 'history-export') && (
                <ExportButtons
                  disabled={found.length === 0}
                  onCsv={() => actions.exportCsv(found)}
                  onJson={() => actions.exportJson(found, all)}
                />
              )}
            </div>
            <Count>
              {all
                ? countOf(found.length)
                : tPlural('history_shown', rows.length, { shown: formatNumber(found.length) })}
            </Count>
          </>
        )}
        {found.length > 0 ? (
          <HistoryTable
            rows={shown}
            now={now}
            bySupervisor={bySupervisor}
            actions={{
              copyText: actions.copyText,
              watchAgain: watch?.outcome === 'starting' ? null : (row) => void watchAgain(row),
              openInGenesys: actions.openInGenesys,
            }}
          />
        ) : rows.length > 0 ? (
          <div class="history-empty">
            <p class="history-empty-title">{t('history_none_match')}</p>
            <button type="button" class="button" onClick={() => changeFilter(EVERYTHING)}>
              {t('history_show_all')}
            </button>
          </div>
        ) : (
          <div class="history-empty">
            <p class="history-empty-title">{t('history_none')}</p>
            <p class="hint">{t('history_none_about')}</p>
          </div>
        )}
        {pages > 1 && (
          <Pager page={current} pages={pages} per={ROWS_PER_PAGE} total={found.length} onTurn={setPage} />
        )}
      </section>
      {!isAlarming && recordCard}
    </>
  );
}

function Count({ children }: { children: ComponentChildren }) {
  const spoken = useSpoken();
  return (
    <p class="history-count" ref={spoken}>
      {children}
    </p>
  );
}

/** Shown only if reading takes long enough to notice. */
function Reading() {
  const spoken = useSpoken();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p class="history-reading" ref={spoken}>
      {slow && (
        <>
          <Icon node={LoaderCircle} class="spin" />
          {t('history_loading')}
        </>
      )}
    </p>
  );
}

function Unreadable() {
  return (
    <div class="failure" role="alert">
      <Icon node={CircleAlert} size={18} class="failure-icon" />
      <div class="failure-body">
        <p class="failure-title">{t('history_unreadable')}</p>
        <p class="failure-help">{t('history_unreadable_help')}</p>
        <div class="failure-actions">
          <button
            type="button"
            class="button button-small button-primary"
            onClick={() => window.location.reload()}
          >
            {t('history_reload')}
          </button>
        </div>
      </div>
    </div>
  );
}

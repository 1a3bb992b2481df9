import { CircleAlert, LoaderCircle } from 'lucide';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { HistoryActions, HistoryState } from '@/utils/pages/connect-history';
import { isOff } from '@/utils/settings/policy';
import { Icon } from '../common/Icon';
import { ProductMark } from '../common/ProductMark';
import { useSteadyPage } from '../common/use-steady-page';
import { ExportButtons } from './ExportButtons';
import { HistoryFilterFields } from './HistoryFilterFields';
import { HistoryTable } from './HistoryTable';
import { filterRows, type HistoryFilter, toSearchable } from './history-filter';
import { Pager } from './Pager';
import { RecordCard } from './RecordCard';
import { WriteErrorNotice } from './WriteErrorNotice';
import { countOf } from './wording';
import './HistoryPage.css';

/** Rows per page: enough to read, few enough to draw at once. */
const ROWS_PER_PAGE = 50;

const EVERYTHING: HistoryFilter = { text: '', days: null };

/** All sessions: to read, search, check and export. */
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
        <ProductMark size={40} />
        <div>
          <h1>History</h1>
          <p class="hint">All cobrowse sessions started from this browser. Stored only on this computer.</p>
        </div>
      </header>
      <main tabIndex={-1} data-focus-home="">
        {state === 'reading' && <Reading />}
        {state === 'unreadable' && <Unreadable />}
        {typeof state === 'object' && <Sessions state={state} actions={actions} />}
      </main>
    </div>
  );
}

function Sessions({ state, actions }: { state: HistoryState; actions: HistoryActions }) {
  const { rows } = state;
  const [filter, setFilter] = useState(EVERYTHING);
  const [page, setPage] = useState(0);
  const searchable = useMemo(() => toSearchable(rows), [rows]);
  const found = useMemo(() => filterRows(searchable, filter, Date.now()), [searchable, filter]);

  const pages = Math.max(1, Math.ceil(found.length / ROWS_PER_PAGE));
  const current = Math.min(page, pages - 1);
  const shown = found.slice(current * ROWS_PER_PAGE, (current + 1) * ROWS_PER_PAGE);
  const all = found.length === rows.length;

  function changeFilter(part: Partial<HistoryFilter>) {
    setFilter({ ...filter, ...part });
    setPage(0);
  }

  return (
    <>
      {state.trouble && <WriteErrorNotice trouble={state.trouble} />}
      <RecordCard state={state} actions={actions} />
      <section class="card" aria-label="Sessions">
        {rows.length > 0 && (
          <>
            <div class="history-bar">
              <HistoryFilterFields filter={filter} onChange={changeFilter} />
              {!isOff(state.policy, 'history-export') && (
                <ExportButtons
                  disabled={found.length === 0}
                  onCsv={() => actions.exportCsv(found)}
                  onJson={() => actions.exportJson(found, all)}
                />
              )}
            </div>
            <p class="history-count" role="status">
              {all ? countOf(found.length) : `${found.length.toLocaleString()} of ${countOf(rows.length)}`}
            </p>
          </>
        )}
        {found.length > 0 ? (
          <HistoryTable rows={shown} onCopy={actions.copyText} />
        ) : rows.length > 0 ? (
          <div class="history-empty">
            <p class="history-empty-title">No sessions match</p>
            <button type="button" class="button" onClick={() => changeFilter(EVERYTHING)}>
              Show all
            </button>
          </div>
        ) : (
          <div class="history-empty">
            <p class="history-empty-title">No sessions yet</p>
            <p class="hint">Each cobrowse session that you start or join is recorded here.</p>
          </div>
        )}
        {pages > 1 && (
          <Pager page={current} pages={pages} per={ROWS_PER_PAGE} total={found.length} onTurn={setPage} />
        )}
      </section>
    </>
  );
}

/** Shown only if reading takes long enough to notice. */
function Reading() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p class="history-reading" role="status">
      {slow && (
        <>
          <Icon node={LoaderCircle} class="spin" />
          Loading history…
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
        <p class="failure-title">The history could not be loaded.</p>
        <p class="failure-help">The browser did not return the stored data. Reload the page.</p>
        <div class="failure-actions">
          <button
            type="button"
            class="button button-small button-primary"
            onClick={() => window.location.reload()}
          >
            Reload
          </button>
        </div>
      </div>
    </div>
  );
}

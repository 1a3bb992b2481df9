import { ArrowDown } from 'lucide';
import type { ComponentProps } from 'preact';
import { t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { Clock } from '../conversation-list/ConversationRow';
import { MarkedText } from '../conversation-list/MarkedText';
import type { RowColumns } from '../conversation-list/row-columns';
import './FloorColumns.css';

/** The columns *Queue* and *Hold*, which a wide panel has. */
export const FLOOR_COLUMNS: RowColumns = { Heads, Cells };

/** The names of the columns; the one of *Hold* sorts by it, and goes back to the usual order. */
function Heads({ sort, onSort }: ComponentProps<RowColumns['Heads']>) {
  const isByHold = sort === 'hold';
  return (
    <div class="column-heads">
      <span class="column-who ellipsis">{t('panel_column_agent')}</span>
      <span class="column-queue ellipsis">{t('panel_column_queue')}</span>
      <button
        type="button"
        class="column-hold column-sort"
        aria-pressed={isByHold}
        title={t('panel_column_hold_sort')}
        onClick={() => onSort(isByHold ? 'attention' : 'hold')}
      >
        {t('panel_column_hold')}
        {isByHold && <Icon node={ArrowDown} size={12} />}
      </button>
      <span class="column-facts ellipsis">{t('panel_column_time')}</span>
    </div>
  );
}

/** A row’s queue and time on hold. The row is spoken as a whole, with both. */
function Cells({ row, words, limits }: ComponentProps<RowColumns['Cells']>) {
  const { queueName, state, stateSince } = row;
  return (
    <>
      <span class="column-queue" title={queueName ?? undefined}>
        {/* A name in the other direction begins where its column does. */}
        {queueName && (
          <span class="ellipsis" dir="auto">
            <MarkedText text={queueName} words={words} />
          </span>
        )}
      </span>
      <span class="column-hold">
        {state === 'on-hold' && stateSince !== undefined && <Clock row={row} limits={limits} />}
      </span>
    </>
  );
}

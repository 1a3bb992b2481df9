import { ArrowUpDown, Bookmark, ListFilter } from 'lucide';
import type { RefObject } from 'preact';
import { SORTS, type Sort } from '@/utils/floor/list-view';
import { formatNumber, t, tPlural } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { sortName } from './arrange-rows';
import './ListToolbar.css';

/** The tools beside the search box: filters, sort order and views. */
export function ListToolbar({
  filterOpener,
  viewOpener,
  openPanel,
  chosen,
  sort,
  onPanel,
  onSort,
}: {
  filterOpener: RefObject<HTMLButtonElement | null>;
  viewOpener: RefObject<HTMLButtonElement | null>;
  openPanel: 'filters' | 'view' | null;
  /** How many filters are set. */
  chosen: number;
  sort: Sort;
  onPanel: (panel: 'filters' | 'view' | null) => void;
  onSort: (sort: Sort) => void;
}) {
  const toggle = (panel: 'filters' | 'view') => onPanel(openPanel === panel ? null : panel);
  return (
    <div class="toolbar">
      <button
        ref={filterOpener}
        type="button"
        class={`icon-button toolbar-button ${chosen > 0 ? 'toolbar-active' : ''}`}
        aria-label={chosen > 0 ? tPlural('list_filters_active', chosen) : t('list_filters')}
        title={t('list_filters')}
        aria-haspopup="dialog"
        aria-expanded={openPanel === 'filters'}
        onClick={() => toggle('filters')}
      >
        <Icon node={ListFilter} />
        {chosen > 0 && <span class="toolbar-count">{formatNumber(chosen)}</span>}
      </button>
      <span
        class="icon-button toolbar-button toolbar-sort"
        title={t('common_label_value', { label: t('list_sort'), value: sortName(sort) })}
      >
        <Icon node={ArrowUpDown} />
        <select
          class="toolbar-select"
          aria-label={t('list_sort')}
          value={sort}
          onChange={({ currentTarget }) => onSort(SORTS.find((each) => each === currentTarget.value) ?? sort)}
        >
          {SORTS.map((each) => (
            <option key={each} value={each}>
              {sortName(each)}
            </option>
          ))}
        </select>
      </span>
      <button
        ref={viewOpener}
        type="button"
        class="icon-button toolbar-button"
        aria-label={t('list_view')}
        title={t('list_view')}
        aria-haspopup="dialog"
        aria-expanded={openPanel === 'view'}
        onClick={() => toggle('view')}
      >
        <Icon node={Bookmark} />
      </button>
    </div>
  );
}

import { ListFilter } from 'lucide';
import { useId } from 'preact/hooks';
import { type Scope, SORTS, type Sort } from '@/utils/floor/list-view';
import { Icon } from '../common/Icon';
import { SCOPE_NAMES } from './list-filters';
import { SORT_NAMES } from './sort-rows';
import './ListToolbar.css';

/** The row under the filter box: more filters, scope and sort order. */
export function ListToolbar({
  panelId,
  panelOpen,
  chosen,
  scopes,
  scope,
  sort,
  onTogglePanel,
  onScope,
  onSort,
}: {
  /** The panel with the filters, below. */
  panelId: string;
  panelOpen: boolean;
  /** How many filters are set. */
  chosen: number;
  /** The available scopes; a single one is not offered as a choice. */
  scopes: Scope[];
  scope: Scope;
  sort: Sort;
  onTogglePanel: () => void;
  onScope: (scope: Scope) => void;
  onSort: (sort: Sort) => void;
}) {
  const name = useId();
  const alone = scopes.length < 2;
  return (
    <div class="toolbar">
      <button
        type="button"
        class={`toolbar-filters ${panelOpen ? 'toolbar-filters-open' : ''}`}
        aria-label={chosen > 0 ? `Filters, ${chosen} active` : 'Filters'}
        title="Filters"
        aria-expanded={panelOpen}
        aria-controls={panelId}
        onClick={onTogglePanel}
      >
        <Icon node={ListFilter} size={14} />
        {alone && 'Filters'}
        {chosen > 0 && <span class="toolbar-count">{chosen}</span>}
      </button>
      {!alone && (
        <div class="segmented" role="radiogroup" aria-label="Whose conversations">
          {scopes.map((each) => (
            <label class="segment" key={each}>
              <input type="radio" name={name} checked={each === scope} onChange={() => onScope(each)} />
              {SCOPE_NAMES[each]}
            </label>
          ))}
        </div>
      )}
      <select
        class="toolbar-sort"
        aria-label="Sort"
        title="Sort"
        value={sort}
        onChange={({ currentTarget }) => onSort(SORTS.find((each) => each === currentTarget.value) ?? sort)}
      >
        {SORTS.map((each) => (
          <option key={each} value={each}>
            {SORT_NAMES[each]}
          </option>
        ))}
      </select>
    </div>
  );
}

import { X } from 'lucide';
import { formatList, formatNumber, t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import type { ActiveFilter } from './active-filters';
import './FilterChips.css';

/** How many filters stand in the box; the others are a number. */
const SHOWN = 1;

/** The active filters, at the end of the box, each with a button that removes it. */
export function FilterChips({
  filters,
  onRemove,
}: {
  filters: readonly ActiveFilter[];
  onRemove: (filter: ActiveFilter) => void;
}) {
  if (filters.length === 0) return null;
  const others = filters.length - SHOWN;
  return (
    <span class="filter-chips">
      {filters.slice(0, SHOWN).map((filter) => {
        const { label, names } = filter;
        return (
          <button
            type="button"
            class="filter-chip"
            key={filter.key}
            aria-label={t('list_remove_filter', { filter: label, values: formatList(names) })}
            title={t('common_label_value', { label, value: formatList(names) })}
            onClick={() => onRemove(filter)}
          >
            <span class="ellipsis" dir="auto">
              {names[0]}
            </span>
            {names.length > 1 && <span>+{formatNumber(names.length - 1)}</span>}
            <Icon node={X} size={12} />
          </button>
        );
      })}
      {others > 0 && (
        <span
          class="chip"
          title={filters
            .slice(SHOWN)
            .map(({ label, names }) => t('common_label_value', { label, value: formatList(names) }))
            .join('\n')}
        >
          +{formatNumber(others)}
        </span>
      )}
    </span>
  );
}

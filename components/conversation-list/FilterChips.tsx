import { X } from 'lucide';
import { Icon } from '../common/Icon';
import type { ActiveFilter } from './active-filters';
import './FilterChips.css';

/** The active filters, each with a button that removes it. */
export function FilterChips({
  filters,
  onRemove,
  onClear,
}: {
  filters: ActiveFilter[];
  onRemove: (filter: ActiveFilter) => void;
  onClear: () => void;
}) {
  if (filters.length === 0) return null;
  return (
    <div class="filter-chips">
      {filters.map((filter) => (
        <button
          type="button"
          class="filter-chip"
          key={filter.key}
          aria-label={`Remove filter ${filter.label} ${filter.name}`}
          title={`${filter.label}: ${filter.name}`}
          onClick={() => onRemove(filter)}
        >
          <span class="ellipsis" dir="auto">
            {filter.name}
          </span>
          <Icon node={X} size={12} />
        </button>
      ))}
      <button type="button" class="filter-clear" onClick={onClear}>
        Clear filters
      </button>
    </div>
  );
}

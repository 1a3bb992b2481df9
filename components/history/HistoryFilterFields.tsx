import { Search, X } from 'lucide';
import { useRef } from 'preact/hooks';
import { Icon } from '../common/Icon';
import type { HistoryFilter } from './history-filter';

const PERIODS: { days: number | null; name: string }[] = [
  { days: null, name: 'All time' },
  { days: 7, name: 'Last 7 days' },
  { days: 30, name: 'Last 30 days' },
  { days: 90, name: 'Last 90 days' },
];

/** The search text, and how far back. */
export function HistoryFilterFields({
  filter,
  onChange,
}: {
  filter: HistoryFilter;
  onChange: (part: Partial<HistoryFilter>) => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  return (
    <>
      <div class="history-search">
        <Icon node={Search} class="history-search-icon" />
        <input
          ref={box}
          class="history-search-box"
          type="text"
          autocomplete="off"
          spellcheck={false}
          aria-label="Search sessions"
          placeholder="Search by name, ID, queue, purpose"
          value={filter.text}
          onInput={({ currentTarget }) => onChange({ text: currentTarget.value })}
          onKeyDown={({ key }) => key === 'Escape' && onChange({ text: '' })}
        />
        {filter.text !== '' && (
          <button
            type="button"
            class="icon-button"
            aria-label="Clear search"
            title="Clear search"
            onClick={() => {
              onChange({ text: '' });
              box.current?.focus();
            }}
          >
            <Icon node={X} size={16} />
          </button>
        )}
      </div>
      <select
        class="select"
        aria-label="Period"
        value={String(filter.days)}
        onChange={({ currentTarget }) =>
          onChange({ days: currentTarget.value === 'null' ? null : Number(currentTarget.value) })
        }
      >
        {PERIODS.map(({ days, name }) => (
          <option key={name} value={String(days)}>
            {name}
          </option>
        ))}
      </select>
    </>
  );
}

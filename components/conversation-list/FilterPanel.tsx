import { useId, useMemo } from 'preact/hooks';
import type { FloorRow } from '@/utils/floor/model';
import { type Choices, FILTER_KEYS, FILTERS, hasChoices, type Option, optionsOf } from './list-filters';
import { formatCount } from './row-wording';
import './FilterPanel.css';

/** A filter each for queue, agent, media and state, with the values in the list. */
export function FilterPanel({
  id,
  rows,
  chosen,
  agentName,
  onChoose,
  onClear,
  onClose,
}: {
  id: string;
  rows: readonly FloorRow[];
  chosen: Choices;
  /** The name of the chosen agent, who may no longer be in any conversation. */
  agentName: string;
  onChoose: (news: Partial<Choices>) => void;
  onClear: () => void;
  onClose: () => void;
}) {
  const options = useMemo(() => optionsOf(rows, chosen, agentName), [rows, chosen, agentName]);
  return (
    <fieldset
      class="filter-panel"
      id={id}
      aria-label="Filters"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      {FILTER_KEYS.map((key) => (
        <Choice
          key={key}
          {...FILTERS[key]}
          options={options[key]}
          value={chosen[key]}
          onChoose={(value) => onChoose({ [key]: value })}
        />
      ))}
      {hasChoices(chosen) && (
        <button type="button" class="filter-clear" onClick={onClear}>
          Clear filters
        </button>
      )}
    </fieldset>
  );
}

function Choice({
  label,
  all,
  options,
  value,
  onChoose,
}: {
  label: string;
  /** Shown while nothing is chosen. */
  all: string;
  options: readonly Option[];
  value: string | null;
  onChoose: (value: string | null) => void;
}) {
  const id = useId();
  return (
    <div class="choice">
      <label class="choice-label" htmlFor={id}>
        {label}
      </label>
      <select
        class="select choice-select"
        id={id}
        // The first option means no choice; use the index, because a value could be any text.
        value={String(options.findIndex((option) => option.value === value))}
        onChange={({ currentTarget }) => onChoose(options[Number(currentTarget.value)]?.value ?? null)}
      >
        <option value="-1">{all}</option>
        {options.map((option, index) => (
          <option key={option.value} value={String(index)}>
            {option.name} ({formatCount(option.count)})
          </option>
        ))}
      </select>
    </div>
  );
}

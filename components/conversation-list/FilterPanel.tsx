import { ChevronDown } from 'lucide';
import type { RefObject } from 'preact';
import { useId, useMemo, useState } from 'preact/hooks';
import type { FloorRow } from '@/utils/floor/model';
import { formatNumber, t, tPlural } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { Popover } from '../common/Popover';
import {
  type Choices,
  countLeftOut,
  FILTER_KEYS,
  filterName,
  hasChoices,
  type Look,
  type Option,
  optionsOf,
  type Scoped,
} from './list-filters';
import './FilterPanel.css';

/** With more values than this, they can be searched; no more than the second are drawn. */
const SEARCHED_FROM = 8;
const SHOWN_AT_MOST = 50;

/**
 * The filters, over the list: several values each of queue, agent, media and state, with how many
 * rows each would add.
 */
export function FilterPanel({
  opener,
  rows,
  look,
  scoped,
  agentName,
  onChoose,
  onClear,
  onClose,
}: {
  opener: RefObject<HTMLElement | null>;
  rows: readonly FloorRow[];
  look: Look;
  scoped: Scoped;
  /** The name of a chosen agent, who may no longer be in any conversation. */
  agentName: (userId: string) => string;
  onChoose: (news: Partial<Look>) => void;
  onClear: () => void;
  onClose: () => void;
}) {
  const options = useMemo(() => optionsOf(rows, look, scoped, agentName), [rows, look, scoped]);
  const parked = useMemo(() => countLeftOut(rows, { ...look, showParked: false, typed: '' }), [rows, look]);
  return (
    <Popover label={t('list_filters')} opener={opener} onClose={onClose} class="filter-panel">
      {FILTER_KEYS.map((key) => (
        <Choice
          key={key}
          label={filterName(key)}
          options={options[key]}
          onToggle={(value) => onChoose(toggled(look, key, value))}
        />
      ))}
      <label class="filter-value filter-parked">
        <input
          type="checkbox"
          checked={look.showParked}
          onChange={({ currentTarget }) => onChoose({ showParked: currentTarget.checked })}
        />
        <span class="grow">{t('list_filter_show_parked')}</span>
        <span class="filter-count">{formatNumber(parked)}</span>
      </label>
      {hasChoices(look) && (
        <button type="button" class="button button-small filter-clear" onClick={onClear}>
          {t('list_clear_filters')}
        </button>
      )}
    </Popover>
  );
}

function toggled(look: Look, key: keyof Choices, value: string): Partial<Look> {
  const chosen: readonly string[] = look[key];
  const after = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
  return { [key]: after };
}

function Choice({
  label,
  options,
  onToggle,
}: {
  label: string;
  options: readonly Option[];
  onToggle: (value: string) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const chosen = options.filter(({ isChosen }) => isChosen).length;
  const [opened] = useState(chosen > 0);
  const wanted = typed.trim().toLocaleLowerCase();
  // Chosen values stay in sight, whatever is typed.
  const found = options.filter(
    ({ name, isChosen }) => isChosen || wanted === '' || name.toLocaleLowerCase().includes(wanted),
  );
  const shown = found.slice(0, SHOWN_AT_MOST);
  return (
    <details class="filter" open={opened}>
      <summary class="filter-name">
        <span class="grow">{label}</span>
        {chosen > 0 && <span class="filter-chosen">{formatNumber(chosen)}</span>}
        <Icon node={ChevronDown} size={14} class="filter-chevron" />
      </summary>
      {options.length > SEARCHED_FROM && (
        <input
          class="text-input filter-search"
          type="search"
          aria-label={t('list_filter_find', { what: label })}
          placeholder={t('list_filter_find', { what: label })}
          value={typed}
          dir="auto"
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      )}
      <fieldset aria-labelledby={id}>
        <legend class="visually-hidden" id={id}>
          {label}
        </legend>
        {shown.map(({ value, name, count, isChosen }) => (
          <label class="filter-value" key={value}>
            <input type="checkbox" checked={isChosen} onChange={() => onToggle(value)} />
            <span class="grow ellipsis" dir="auto" title={name}>
              {name}
            </span>
            <span class={`filter-count ${count === 0 ? 'filter-count-none' : ''}`}>
              {formatNumber(count)}
            </span>
          </label>
        ))}
        {found.length > shown.length && (
          <p class="hint">{tPlural('list_filter_more', found.length - shown.length)}</p>
        )}
        {found.length === 0 && <p class="hint">{t('list_filter_none')}</p>}
      </fieldset>
    </details>
  );
}

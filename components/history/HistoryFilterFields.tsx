import { Search, X } from 'lucide';
import { useMemo, useRef } from 'preact/hooks';
import type { HistoryRow } from '@/utils/history/model';
import { formatNumber, t, tPlural } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { purposeName } from '../common/wording';
import { choicesOf, type FacetChoice, type HistoryFilter, outcomeOf } from './history-filter';
import { agentOf, outcomeName } from './history-wording';

/** How far back, in days. */
const PERIODS = [null, 7, 30, 90];

/** The search text, how far back, and the values that occur among the sessions. */
export function HistoryFilterFields({
  rows,
  filter,
  onChange,
}: {
  rows: readonly HistoryRow[];
  filter: HistoryFilter;
  onChange: (part: Partial<HistoryFilter>) => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  const { agents, outcomes, purposes } = useMemo(
    () => ({
      agents: choicesOf(rows, ({ agent }) => agent.userId, agentOf),
      outcomes: choicesOf(rows, outcomeOf, ({ howEnded }) => outcomeName(howEnded)),
      purposes: choicesOf(rows, ({ purpose }) => purpose ?? '', purposeOf),
    }),
    [rows],
  );
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
          dir="auto"
          aria-label={t('history_search')}
          placeholder={t('history_search_hint')}
          value={filter.text}
          onInput={({ currentTarget }) => onChange({ text: currentTarget.value })}
          onKeyDown={({ key }) => key === 'Escape' && onChange({ text: '' })}
        />
        {filter.text !== '' && (
          <button
            type="button"
            class="icon-button"
            aria-label={t('history_search_clear')}
            title={t('history_search_clear')}
            onClick={() => {
              onChange({ text: '' });
              box.current?.focus();
            }}
          >
            <Icon node={X} size={16} />
          </button>
        )}
      </div>
      <div class="history-facets">
        <select
          class="select"
          aria-label={t('history_period')}
          value={String(filter.days)}
          onChange={({ currentTarget: { value } }) =>
            onChange({ days: value === 'null' ? null : Number(value) })
          }
        >
          {PERIODS.map((days) => (
            <option key={String(days)} value={String(days)}>
              {days === null ? t('history_period_all') : tPlural('history_period_days', days)}
            </option>
          ))}
        </select>
        <Facet
          label={t('history_facet_agent')}
          all={t('history_facet_agent_all')}
          choices={agents}
          value={filter.agent}
          onChange={(agent) => onChange({ agent })}
        />
        <Facet
          label={t('history_facet_outcome')}
          all={t('history_facet_outcome_all')}
          choices={outcomes}
          value={filter.outcome}
          onChange={(outcome) => onChange({ outcome })}
        />
        <Facet
          label={t('history_facet_purpose')}
          all={t('history_facet_purpose_all')}
          choices={purposes}
          value={filter.purpose}
          onChange={(purpose) => onChange({ purpose })}
        />
      </div>
    </>
  );
}

const purposeOf = ({ purpose }: HistoryRow) => (purpose ? purposeName(purpose) : t('history_purpose_none'));

/** One select; nothing while there is nothing to choose between. */
function Facet<T extends string>({
  label,
  all,
  choices,
  value,
  onChange,
}: {
  label: string;
  all: string;
  choices: FacetChoice<T>[];
  value: T | null;
  onChange: (value: T | null) => void;
}) {
  if (choices.length < 2 && value === null) return null;
  // The value may be any text, so the choices are numbered; the first filters nothing.
  const chosen = choices.findIndex((choice) => choice.value === value) + 1;
  return (
    <select
      class="select"
      aria-label={label}
      value={String(chosen)}
      onChange={({ currentTarget }) => onChange(choices[Number(currentTarget.value) - 1]?.value ?? null)}
    >
      <option value="0">{all}</option>
      {choices.map(({ value: each, name, count }, index) => (
        <option key={each} value={String(index + 1)}>
          {t('history_facet_count', { name, count: formatNumber(count) })}
        </option>
      ))}
    </select>
  );
}

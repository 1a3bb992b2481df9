import { formatList, t } from '@/utils/i18n/messages';
import {
  type Choices,
  FILTER_KEYS,
  filterName,
  type Look,
  mediaChoice,
  scopeName,
  stateChoice,
} from './list-filters';

/** An active filter as shown to the user. */
export type ActiveFilter = {
  key: keyof Choices;
  label: string;
  /** The chosen values, by name. */
  names: string[];
};

/** Returns the active filters, in the order of the panel. */
export function activeFilters(
  { queueNames, agentUserIds, media, states }: Choices,
  agentName: (userId: string) => string,
): ActiveFilter[] {
  const names: Record<keyof Choices, string[]> = {
    queueNames: [...queueNames],
    agentUserIds: agentUserIds.map(agentName),
    media: media.map(mediaChoice),
    states: states.map(stateChoice),
  };
  return FILTER_KEYS.flatMap((key) =>
    names[key].length === 0 ? [] : [{ key, label: filterName(key), names: names[key] }],
  );
}

/** Describes everything that narrows the list besides the typed text, in one line. */
export function filtersInWords(look: Look, agentName: (userId: string) => string): string {
  const words = activeFilters(look, agentName).map(({ label, names }) =>
    t('common_label_value', { label, value: formatList(names) }),
  );
  if (look.scope !== 'all') words.push(scopeName(look.scope));
  return words.join(' · ');
}

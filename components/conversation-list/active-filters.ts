import {
  type Choices,
  FILTER_KEYS,
  FILTERS,
  type Look,
  mediaChoice,
  SCOPE_NAMES,
  stateChoice,
} from './list-filters';

/** An active filter as shown to the user. */
export type ActiveFilter = { key: keyof Choices; label: string; name: string };

/** Returns the active filters, in the order of the panel. */
export function activeFilters(
  { queueName, agentUserId, media, state }: Choices,
  agentName: string,
): ActiveFilter[] {
  const names: Record<keyof Choices, string | null> = {
    queueName,
    agentUserId: agentUserId === null ? null : agentName,
    media: media === null ? null : mediaChoice(media),
    state: state === null ? null : stateChoice(state),
  };
  return FILTER_KEYS.flatMap((key) => {
    const name = names[key];
    return name === null ? [] : [{ key, label: FILTERS[key].label, name }];
  });
}

/** Describes everything that narrows the list besides the typed text, in one line. */
export function filtersInWords(look: Look, agentName: string): string {
  const words = activeFilters(look, agentName).map(({ label, name }) => `${label}: ${name}`);
  if (look.scope !== 'all') words.push(SCOPE_NAMES[look.scope]);
  return words.join(' · ');
}

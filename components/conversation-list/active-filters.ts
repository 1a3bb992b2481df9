import { type Choices, type Look, mediaChoice, SCOPE_NAMES, stateChoice } from './list-filters';

/** A filter with a choice made, as the user reads it. */
export type ActiveFilter = { key: keyof Choices; label: string; name: string };

/** The filters with a choice made, in the order of the panel. */
export function activeFilters(
  { queueName, agentUserId, media, state }: Choices,
  agentName: string,
): ActiveFilter[] {
  const filters: ActiveFilter[] = [];
  if (queueName !== null) filters.push({ key: 'queueName', label: 'Queue', name: queueName });
  if (agentUserId !== null) filters.push({ key: 'agentUserId', label: 'Agent', name: agentName });
  if (media !== null) filters.push({ key: 'media', label: 'Media', name: mediaChoice(media) });
  if (state !== null) filters.push({ key: 'state', label: 'State', name: stateChoice(state) });
  return filters;
}

/** Everything that narrows the list besides what is typed, in one line. */
export function filtersInWords(look: Look, agentName: string): string {
  const words = activeFilters(look, agentName).map(({ label, name }) => `${label}: ${name}`);
  if (look.scope !== 'all') words.push(SCOPE_NAMES[look.scope]);
  return words.join(' · ');
}

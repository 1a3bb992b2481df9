import { DEFAULT_LIST_VIEW, type ListView, type Scope } from '@/utils/floor/list-view';
import type { FloorRow } from '@/utils/floor/model';
import type { ConversationState, Media } from '@/utils/genesys-cloud/conversation-model';
import { MEDIA_NAMES, STATE_NAMES } from './row-wording';
import { searchRows } from './search-rows';

/** The filters and the sort order of the list, without scroll position and selection. */
export type Look = Omit<ListView, 'scrollTop' | 'selectedId'>;

/** The filters that have a list of values. */
export type Choices = Pick<Look, 'queueName' | 'agentUserId' | 'media' | 'state'>;

/** The label of each filter, and its text while nothing is chosen; in the panel's order. */
export const FILTERS: Readonly<Record<keyof Choices, { label: string; all: string }>> = {
  queueName: { label: 'Queue', all: 'All queues' },
  agentUserId: { label: 'Agent', all: 'All agents' },
  media: { label: 'Media', all: 'All media' },
  state: { label: 'State', all: 'All states' },
};
export const FILTER_KEYS = Object.keys(FILTERS) as (keyof Choices)[];

export const SCOPE_NAMES: Record<Scope, string> = { all: 'All', team: 'My team', mine: 'Mine' };

export const NO_CHOICES: Choices = { queueName: null, agentUserId: null, media: null, state: null };

/** Returns the filters of a stored view. */
export function lookOf({ scrollTop: _scrollTop, selectedId: _selectedId, ...look }: ListView): Look {
  return look;
}

/** Removes all filters, but keeps the user's sort order. */
export function withoutFilters({ sort }: Look): Look {
  return { ...lookOf(DEFAULT_LIST_VIEW), sort };
}

/** Whether filters may hide rows. */
export function isFiltered({ typed, scope, ...look }: Look): boolean {
  return typed.trim() !== '' || scope !== 'all' || hasChoices(look);
}

/** Whether any of the filters is set. */
export function hasChoices({ queueName, agentUserId, media, state }: Choices): boolean {
  return queueName !== null || agentUserId !== null || media !== null || state !== null;
}

/** Returns the rows that match. If nothing is filtered, returns the same array. */
export function filterRows(
  rows: readonly FloorRow[],
  look: Look,
  team: ReadonlySet<string>,
  liveIds: ReadonlySet<string>,
): readonly FloorRow[] {
  const { scope, queueName, agentUserId, media, state } = look;
  const chosen =
    scope === 'all' && !hasChoices(look)
      ? rows
      : rows.filter(
          (row) =>
            (scope !== 'mine' || row.mine) &&
            (scope !== 'team' || peopleIn(row).some(({ userId }) => team.has(userId))) &&
            (queueName === null || row.queueName === queueName) &&
            (agentUserId === null || peopleIn(row).some(({ userId }) => userId === agentUserId)) &&
            (media === null || row.media === media) &&
            (state === null || row.state === state),
        );
  return searchRows(chosen, look.typed, liveIds);
}

/** The agent, and colleagues in the conversation. */
const peopleIn = ({ agent, alsoThere = [] }: FloorRow) => (agent ? [agent, ...alsoThere] : alsoThere);

/** One value of a filter, with the number of rows that it alone would match. */
export type Option<V extends string = string> = { value: V; name: string; count: number };

export type Options = { [Filter in keyof Choices]: Option<NonNullable<Choices[Filter]>>[] };

/** A medium as a filter value. */
export const mediaChoice = (media: Media) => (media === 'other' ? 'Other' : MEDIA_NAMES[media]);

/** A state as a filter value. */
export const stateChoice = (state: ConversationState) => STATE_NAMES[state] || 'Other';

/**
 * Returns the values to choose from: only those in the rows, and the chosen ones. Sorted by name.
 */
export function optionsOf(rows: readonly FloorRow[], chosen: Choices, agentName: string): Options {
  const queues = new Tally<string>();
  const agents = new Tally<string>();
  const media = new Tally<Media>();
  const states = new Tally<ConversationState>();
  for (const row of rows) {
    if (row.queueName) queues.add(row.queueName, row.queueName);
    for (const { userId, name } of peopleIn(row)) agents.add(userId, name ?? 'Unknown agent');
    media.add(row.media, mediaChoice(row.media));
    states.add(row.state, stateChoice(row.state));
  }
  if (chosen.queueName !== null) queues.add(chosen.queueName, chosen.queueName, 0);
  if (chosen.agentUserId !== null) agents.add(chosen.agentUserId, agentName, 0);
  if (chosen.media !== null) media.add(chosen.media, mediaChoice(chosen.media), 0);
  if (chosen.state !== null) states.add(chosen.state, stateChoice(chosen.state), 0);
  return {
    queueName: queues.byName(),
    agentUserId: agents.byName(),
    media: media.byName(),
    state: states.byName(),
  };
}

/** Counts rows by one of their values. */
class Tally<V extends string> {
  readonly #options = new Map<V, Option<V>>();

  add(value: V, name: string, more = 1): void {
    const known = this.#options.get(value);
    if (known) known.count += more;
    else this.#options.set(value, { value, name, count: more });
  }

  byName(): Option<V>[] {
    return [...this.#options.values()].sort((a, b) => compare(a.name, b.name));
  }
}

const { compare } = new Intl.Collator(undefined, { numeric: true });

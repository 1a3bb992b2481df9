import { DEFAULT_LIST_VIEW, type ListFilters, type ListView, type Scope } from '@/utils/floor/list-view';
import type { FloorRow } from '@/utils/floor/model';
import type { ConversationState, Media } from '@/utils/genesys-cloud/conversation-model';
import { t } from '@/utils/i18n/messages';
import { compareNames } from './arrange-rows';
import { agentOf, mediaName, stateName } from './row-wording';
import { searchRows } from './search-rows';

/** The filters and the sort order of the list, without scroll position and selection. */
export type Look = Omit<ListView, 'scrollTop' | 'selectedId'>;

/** The filters that have a list of values. */
export type Choices = Pick<Look, 'queueNames' | 'agentUserIds' | 'media' | 'states'>;

/** In the order of the panel. */
export const FILTER_KEYS = ['queueNames', 'agentUserIds', 'media', 'states'] as const;

/** The name of a filter. */
export function filterName(key: keyof Choices): string {
  const names: Record<keyof Choices, () => string> = {
    queueNames: () => t('list_filter_queue'),
    agentUserIds: () => t('list_filter_agent'),
    media: () => t('list_filter_media'),
    states: () => t('list_filter_state'),
  };
  return names[key]();
}

export function scopeName(scope: Scope): string {
  const names: Record<Scope, () => string> = {
    attention: () => t('list_scope_attention'),
    team: () => t('list_scope_team'),
    mine: () => t('list_scope_mine'),
    all: () => t('list_scope_all'),
  };
  return names[scope]();
}

export const NO_CHOICES: Choices = { queueNames: [], agentUserIds: [], media: [], states: [] };

/** Returns the filters of a stored view. */
export function lookOf({ scrollTop: _scrollTop, selectedId: _selectedId, ...look }: ListView): Look {
  return look;
}

/** What a saved view keeps of the look. */
export function filtersOf({ typed: _typed, collapsed: _collapsed, ...filters }: Look): ListFilters {
  return filters;
}

/** Removes all filters, but keeps how the user wants the list arranged. */
export function withoutFilters({ sort, byAgent, collapsed }: Look): Look {
  return { ...lookOf(DEFAULT_LIST_VIEW), sort, byAgent, collapsed };
}

/** Whether filters that the user has set may hide rows. */
export function isFiltered({ typed, scope, ...look }: Look): boolean {
  return typed.trim() !== '' || scope !== 'all' || hasChoices(look);
}

/** Whether any of the filters is set. */
export function hasChoices(choices: Choices): boolean {
  return FILTER_KEYS.some((key) => choices[key].length > 0);
}

/** An email that waits for its agent to come back to it: nobody works on it now. */
const isParkedEmail = ({ media, state }: FloorRow) => media === 'email' && state === 'parked';

/** Whether parked emails are left out: unless wanted, chosen as a state, or searched for. */
const leavesOutParked = ({ showParked, states, typed }: Look) =>
  !showParked && !states.includes('parked') && typed.trim() === '';

/** How many parked emails the look leaves out of these rows. */
export function countLeftOut(rows: readonly FloorRow[], look: Look): number {
  return leavesOutParked(look) ? rows.filter(isParkedEmail).length : 0;
}

/** Whether a row passes each filter. */
type Test = (row: FloorRow) => boolean;

function testsOf(look: Look): Record<keyof Choices, Test | null> {
  const setOf = (values: readonly string[]) => new Set(values);
  const [queues, agents] = [setOf(look.queueNames), setOf(look.agentUserIds)];
  const [media, states] = [setOf(look.media), setOf(look.states)];
  return {
    queueNames: queues.size === 0 ? null : (row) => row.queueName !== null && queues.has(row.queueName),
    agentUserIds: agents.size === 0 ? null : (row) => peopleIn(row).some(({ userId }) => agents.has(userId)),
    media: media.size === 0 ? null : (row) => media.has(row.media),
    states: states.size === 0 ? null : (row) => states.has(row.state),
  };
}

/** What scopes go by: the agents of the user's team, and the rows that need the user, by id. */
export type Scoped = {
  team: ReadonlySet<string>;
  attention: Pick<ReadonlyMap<string, unknown>, 'has'>;
};

/** What hides rows besides the choices and the typed text. */
function generalTest(look: Look, { team, attention }: Scoped): Test | null {
  const { scope } = look;
  const leavesOut = leavesOutParked(look);
  if (scope === 'all' && !leavesOut) return null;
  return (row) =>
    !(leavesOut && isParkedEmail(row)) &&
    (scope !== 'mine' || row.mine) &&
    (scope !== 'attention' || attention.has(row.id)) &&
    (scope !== 'team' || peopleIn(row).some(({ userId }) => team.has(userId)));
}

/** Returns the rows that match the filters. If nothing is filtered, returns the same array. */
export function filterRows(rows: readonly FloorRow[], look: Look, scoped: Scoped): readonly FloorRow[] {
  const tests = [generalTest(look, scoped), ...Object.values(testsOf(look))].filter((test) => test !== null);
  const [first] = tests;
  if (!first) return rows;
  const found = rows.filter((row) => tests.every((test) => test(row)));
  return found.length === rows.length ? rows : found;
}

/** Counts the rows that need the user, whatever else is filtered. */
export function countNeeding(rows: readonly FloorRow[], look: Look, scoped: Scoped): number {
  const { showParked } = look;
  return filterRows(rows, { ...withoutFilters(look), showParked, scope: 'attention' }, scoped).length;
}

/** The agent, and colleagues in the conversation. */
const peopleIn = ({ agent, alsoThere = [] }: FloorRow) => (agent ? [agent, ...alsoThere] : alsoThere);

/** One value of a filter, with the number of rows that it would add to the other filters. */
export type Option = { value: string; name: string; count: number; isChosen: boolean };

export type Options = Record<keyof Choices, Option[]>;

/** A medium as a filter value. */
export const mediaChoice = (media: Media) =>
  media === 'other' ? t('list_filter_unnamed') : mediaName(media);

/** A state as a filter value. */
export const stateChoice = (state: ConversationState) => stateName(state) || t('list_filter_unnamed');

/**
 * Returns the values to choose from: those in the rows, and the chosen ones, sorted by name. Each
 * counts the rows that match it and all other filters, so that no combination surprises.
 * @param agentNames names of chosen agents, who may no longer be in any conversation
 */
export function optionsOf(
  rows: readonly FloorRow[],
  look: Look,
  scoped: Scoped,
  agentNames: (userId: string) => string,
): Options {
  const tests = testsOf(look);
  const general = generalTest(look, scoped);
  const searched = searchRows(rows, look.typed);
  const tallies: Record<keyof Choices, Tally> = {
    queueNames: new Tally(),
    agentUserIds: new Tally(),
    media: new Tally(),
    states: new Tally(),
  };
  for (const row of searched) {
    if (general && !general(row)) continue;
    const failed = FILTER_KEYS.filter((key) => tests[key]?.(row) === false);
    // A filter counts what the others let through.
    const counts = (key: keyof Choices) => failed.length === 0 || (failed.length === 1 && failed[0] === key);
    if (row.queueName) tallies.queueNames.add(row.queueName, row.queueName, counts('queueNames'));
    for (const { userId, name } of peopleIn(row))
      tallies.agentUserIds.add(
        userId,
        name ?? agentOf({ agent: { userId, name, unnamed: true } }),
        counts('agentUserIds'),
      );
    tallies.media.add(row.media, mediaChoice(row.media), counts('media'));
    tallies.states.add(row.state, stateChoice(row.state), counts('states'));
  }
  for (const name of look.queueNames) tallies.queueNames.add(name, name, false);
  for (const userId of look.agentUserIds) tallies.agentUserIds.add(userId, agentNames(userId), false);
  for (const media of look.media) tallies.media.add(media, mediaChoice(media), false);
  for (const state of look.states) tallies.states.add(state, stateChoice(state), false);
  return {
    queueNames: tallies.queueNames.byName(look.queueNames),
    agentUserIds: tallies.agentUserIds.byName(look.agentUserIds),
    media: tallies.media.byName(look.media),
    states: tallies.states.byName(look.states),
  };
}

/** Counts rows by one of their values. */
class Tally {
  readonly #options = new Map<string, { name: string; count: number }>();

  add(value: string, name: string, counts: boolean): void {
    const known = this.#options.get(value);
    if (!known) this.#options.set(value, { name, count: Number(counts) });
    else if (counts) known.count += 1;
  }

  byName(chosen: readonly string[]): Option[] {
    return [...this.#options]
      .map(([value, { name, count }]) => ({ value, name, count, isChosen: chosen.includes(value) }))
      .sort((a, b) => compareNames(a.name, b.name));
  }
}

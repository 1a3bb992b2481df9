import { describe, expect, it } from 'vitest';
import {
  countLeftOut,
  countNeeding,
  filterRows,
  type Look,
  lookOf,
  optionsOf,
} from '@/components/conversation-list/list-filters';
import { DEFAULT_LIST_VIEW } from '@/utils/floor/list-view';
import { idOf } from '../../setup/app-fixtures';
import { conversation } from './fake-app';

const rows = [
  conversation(1, { mine: true }),
  conversation(2, { queueName: 'Retention', media: 'chat' }),
  conversation(3, { agent: null, state: 'waiting', queueName: null }),
  conversation(4, { queueName: 'Queue 10', agent: { userId: idOf(904), name: null } }),
];
const look = (changes: Partial<Look> = {}): Look => ({ ...lookOf(DEFAULT_LIST_VIEW), ...changes });
const scoped = (team: string[] = [], needing: string[] = []) => ({
  team: new Set(team),
  attention: new Set(needing),
});
const left = (changes: Partial<Look>, team: string[] = [], all = rows) =>
  filterRows(all, look(changes), scoped(team)).map(({ id }) => Number(id.slice(-3)));
const options = (changes: Partial<Look> = {}, agentName = '') =>
  optionsOf(rows, look(changes), scoped(), () => agentName);

describe('filterRows', () => {
  it.each<[Partial<Look>, number[]]>([
    [{}, [1, 2, 3, 4]],
    [{ queueNames: ['Retention'] }, [2]],
    [{ queueNames: ['Retention', 'Queue 10'] }, [2, 4]],
    [{ media: ['voice'] }, [1, 3, 4]],
    [{ agentUserIds: [idOf(901)] }, [1]],
    [{ agentUserIds: [idOf(901), idOf(902)] }, [1, 2]],
    [{ states: ['waiting'] }, [3]],
    [{ scope: 'mine' }, [1]],
    [{ media: ['voice'], states: ['connected'], queueNames: ['Queue 10'] }, [4]],
    [{ queueNames: ['Nowhere'] }, []],
  ])('leaves what %o asks for', (changes, numbers) => {
    expect(left(changes)).toEqual(numbers);
  });

  it('takes as the team’s what the team’s agents are in', () => {
    expect(left({ scope: 'team' }, [idOf(902), idOf(999)])).toEqual([2]);
  });

  it('takes those that need the supervisor, and counts them whatever else is filtered', () => {
    const needing = scoped([], [idOf(2), idOf(4)]);
    const found = filterRows(rows, look({ scope: 'attention', media: ['voice'] }), needing);
    expect(found.map(({ id }) => id)).toEqual([idOf(4)]);
    expect(countNeeding(rows, look({ scope: 'mine', media: ['voice'], typed: 'x' }), needing)).toBe(2);
  });

  it('returns the same list if nothing is filtered', () => {
    expect(filterRows(rows, look(), scoped())).toBe(rows);
  });

  it('leaves parked emails out unless they are wanted, chosen or searched for', () => {
    const parked = conversation(5, { media: 'email', state: 'parked' });
    const all = [...rows, parked, conversation(6, { media: 'message', state: 'parked' })];
    expect(left({}, [], all)).toEqual([1, 2, 3, 4, 6]);
    expect(countLeftOut(all, look())).toBe(1);
    for (const wanted of [{ showParked: true }, { typed: 'customer' }]) {
      expect(left(wanted, [], all)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(countLeftOut(all, look(wanted))).toBe(0);
    }
    expect(left({ states: ['parked'] }, [], all)).toEqual([5, 6]);
  });
});

describe('optionsOf', () => {
  it('offers what the rows have, by name and with how many of them have it', () => {
    const { queueNames, agentUserIds, media, states } = options();
    expect(queueNames.map(({ name, count }) => `${name} ${count}`)).toEqual([
      'Billing 1',
      'Queue 10 1',
      'Retention 1',
    ]);
    expect(agentUserIds.map(({ name }) => name)).toEqual(['Agent 1', 'Agent 2', 'Unknown agent']);
    expect(media).toEqual([
      { value: 'chat', name: 'Chat', count: 1, isChosen: false },
      { value: 'voice', name: 'Voice', count: 3, isChosen: false },
    ]);
    expect(states.map(({ name }) => name)).toEqual(['Connected', 'Waiting']);
  });

  it('keeps what is chosen, also when no row has it any more', () => {
    const chosen = {
      queueNames: ['Gone'],
      agentUserIds: [idOf(77)],
      media: ['email' as const],
      states: ['parked' as const],
    };
    const { queueNames, agentUserIds, media, states } = options(chosen, 'Dana Whitfield');
    const kept = { count: 0, isChosen: true };
    expect(queueNames).toContainEqual({ value: 'Gone', name: 'Gone', ...kept });
    expect(agentUserIds).toContainEqual({ value: idOf(77), name: 'Dana Whitfield', ...kept });
    expect(media).toContainEqual({ value: 'email', name: 'Email', ...kept });
    expect(states).toContainEqual({ value: 'parked', name: 'Parked', ...kept });
  });

  it('counts what the other filters, the scope and the typed text leave', () => {
    const counts = (changes: Partial<Look>) =>
      options(changes).queueNames.map(({ name, count }) => `${name} ${count}`);
    expect(counts({ media: ['chat'] })).toEqual(['Billing 0', 'Queue 10 0', 'Retention 1']);
    expect(counts({ queueNames: ['Billing'] })).toEqual(['Billing 1', 'Queue 10 1', 'Retention 1']);
    expect(counts({ scope: 'mine' })).toEqual(['Billing 1']);
    expect(counts({ typed: 'customer 4' })).toEqual(['Queue 10 1']);
  });
});

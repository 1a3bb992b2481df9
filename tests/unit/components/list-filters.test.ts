import { describe, expect, it } from 'vitest';
import {
  filterRows,
  type Look,
  lookOf,
  NO_CHOICES,
  optionsOf,
} from '@/components/conversation-list/list-filters';
import { DEFAULT_LIST_VIEW } from '@/utils/floor/list-view';
import { conversation, idOf } from './fake-app';

const rows = [
  conversation(1, { mine: true }),
  conversation(2, { queueName: 'Retention', media: 'chat' }),
  conversation(3, { agent: null, state: 'waiting', queueName: null }),
  conversation(4, { queueName: 'Queue 10', agent: { userId: idOf(904), name: null } }),
];
const look = (changes: Partial<Look> = {}): Look => ({ ...lookOf(DEFAULT_LIST_VIEW), ...changes });
const left = (changes: Partial<Look>, team: string[] = []) =>
  filterRows(rows, look(changes), new Set(team), new Set()).map(({ id }) => Number(id.slice(-3)));

describe('filterRows', () => {
  it.each<[Partial<Look>, number[]]>([
    [{}, [1, 2, 3, 4]],
    [{ queueName: 'Retention' }, [2]],
    [{ media: 'voice' }, [1, 3, 4]],
    [{ agentUserId: idOf(901) }, [1]],
    [{ state: 'waiting' }, [3]],
    [{ scope: 'mine' }, [1]],
    [{ media: 'voice', state: 'connected', typed: 'customer 4' }, [4]],
    [{ queueName: 'Nowhere' }, []],
  ])('leaves what %o asks for', (changes, numbers) => {
    expect(left(changes)).toEqual(numbers);
  });

  it('takes as the team’s what the team’s agents are in', () => {
    expect(left({ scope: 'team' }, [idOf(902), idOf(999)])).toEqual([2]);
  });

  it('returns the same list if nothing is filtered', () => {
    expect(filterRows(rows, look(), new Set(), new Set())).toBe(rows);
  });
});

describe('optionsOf', () => {
  it('offers what the rows have, by name and with how many of them have it', () => {
    const { queueName, agentUserId, media, state } = optionsOf(rows, NO_CHOICES, '');
    expect(queueName.map(({ name, count }) => `${name} ${count}`)).toEqual([
      'Billing 1',
      'Queue 10 1',
      'Retention 1',
    ]);
    expect(agentUserId.map(({ name }) => name)).toEqual(['Agent 1', 'Agent 2', 'Unknown agent']);
    expect(media).toEqual([
      { value: 'chat', name: 'Chat', count: 1 },
      { value: 'voice', name: 'Voice', count: 3 },
    ]);
    expect(state.map(({ name }) => name)).toEqual(['Connected', 'Waiting']);
  });

  it('keeps what is chosen, also when no row has it any more', () => {
    const chosen = { queueName: 'Gone', agentUserId: idOf(77), media: 'email', state: 'parked' } as const;
    const { queueName, agentUserId, media, state } = optionsOf(rows, chosen, 'Dana Whitfield');
    expect(queueName).toContainEqual({ value: 'Gone', name: 'Gone', count: 0 });
    expect(agentUserId).toContainEqual({ value: idOf(77), name: 'Dana Whitfield', count: 0 });
    expect(media).toContainEqual({ value: 'email', name: 'Email', count: 0 });
    expect(state).toContainEqual({ value: 'parked', name: 'Parked', count: 0 });
  });
});

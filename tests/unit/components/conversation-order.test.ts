import { describe, expect, it } from 'vitest';
import { filterConversations, sortConversations } from '@/components/popup/conversation-order';
import { conversation, idOf } from './fake-app';

describe('sortConversations', () => {
  it('puts the longest first, ties by id, unknown starts last', () => {
    const rows = [
      conversation(9, { startedAt: null }),
      conversation(3, { startedAt: 5 }),
      conversation(2, { startedAt: 5 }),
      conversation(4, { startedAt: 1 }),
    ];
    expect(sortConversations(rows).map(({ id }) => id)).toEqual([idOf(4), idOf(2), idOf(3), idOf(9)]);
  });
});

describe('filterConversations', () => {
  const rows = [
    conversation(1, { agent: { userId: idOf(90), name: 'Jürgen Müller' }, media: 'chat', state: 'on-hold' }),
    conversation(2, { agent: null, state: 'waiting', queueName: 'Retention' }),
  ];

  it.each([
    ['muller', [1]],
    ['CHAT', [1]],
    ['on hold', [1]],
    ['jurgen billing', [1]],
    ['retention', [2]],
    ['no agent', [2]],
    [idOf(2), [2]],
    ['customer', [1, 2]],
    ['  ', [1, 2]],
    ['customer nobody', []],
  ])('finds by “%s”', (typed, numbers) => {
    expect(filterConversations(rows, typed).map(({ id }) => id)).toEqual(numbers.map(idOf));
  });
});

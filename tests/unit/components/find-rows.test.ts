import { describe, expect, it } from 'vitest';
import { findRows } from '@/components/popup/find-rows';
import { conversation, idOf } from './fake-app';

const rows = [
  conversation(1, { agent: { userId: idOf(90), name: 'Jürgen Müller' }, media: 'chat', state: 'on-hold' }),
  conversation(2, {
    agent: null,
    state: 'waiting',
    queueName: 'Retention',
    watchers: [
      { userId: idOf(5), name: 'Femi Okoro', how: 'monitoring' },
      { userId: null, name: null, how: 'coaching' },
    ],
  }),
];
const found = (typed: string, liveIds?: ReadonlySet<string>) =>
  findRows(rows, typed, liveIds).map(({ id }) => Number(id.slice(-3)));

describe('findRows', () => {
  it.each([
    ['muller', [1]],
    ['CHAT', [1]],
    ['on hold', [1]],
    ['jurgen billing', [1]],
    ['retention', [2]],
    ['no agent', [2]],
    ['okoro', [2]],
    ['monitoring', [2]],
    ['femi RETENTION', [2]],
    [idOf(2), [2]],
    ['customer', [1, 2]],
    ['  ', [1, 2]],
    ['customer nobody', []],
  ])('finds by “%s”', (typed, numbers) => {
    expect(found(typed)).toEqual(numbers);
  });

  it('finds by a colleague who was called in', () => {
    const row = conversation(3, { alsoThere: [{ userId: idOf(91), name: 'Bruno Costa' }] });
    expect(findRows([row], 'bruno')).toEqual([row]);
  });

  it('finds the user’s own live sessions by “live”', () => {
    expect(found('live', new Set([idOf(2)]))).toEqual([2]);
    expect(found('live')).toEqual([]);
  });

  it('takes a row as changed only when it is another object', () => {
    const changed = [rows[0], { ...conversation(2), customerName: 'Somebody Else' }].flatMap(
      (row) => row ?? [],
    );
    expect(findRows(changed, 'somebody else')).toEqual([changed[1]]);
  });

  it('hands back the very same list where nothing is typed', () => {
    expect(findRows(rows, ' ')).toBe(rows);
  });
});

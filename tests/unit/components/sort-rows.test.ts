import { describe, expect, it } from 'vitest';
import { sortRows } from '@/components/conversation-list/sort-rows';
import { conversation, idOf } from './fake-app';

const rows = [
  conversation(9, { startedAt: null }),
  conversation(3, { startedAt: 5 }),
  conversation(2, { startedAt: 5, state: 'on-hold' }),
  conversation(4, { startedAt: 1 }),
  conversation(6, { startedAt: 9, state: 'on-hold' }),
];
const sorted = (
  ...[sort, pinned]: Parameters<typeof sortRows> extends [unknown, ...infer Rest] ? Rest : never
) => sortRows(rows, sort, pinned).map(({ id }) => Number(id.slice(-3)));

describe('sortRows', () => {
  it('puts the longest first, ties by id, unknown starts last', () => {
    expect(sorted('longest')).toEqual([4, 2, 3, 6, 9]);
  });

  it('puts the newest first, unknown starts last nevertheless', () => {
    expect(sorted('newest')).toEqual([6, 2, 3, 4, 9]);
  });

  it('puts those on hold first, the longest first among them and among the others', () => {
    expect(sorted('on-hold')).toEqual([2, 6, 4, 3, 9]);
  });

  it('puts the conversations of pinned agents before all others, in the same order', () => {
    expect(sorted('longest', [idOf(909), idOf(903)])).toEqual([3, 9, 4, 2, 6]);
    expect(sorted('on-hold', [idOf(904), idOf(906)])).toEqual([6, 4, 2, 3, 9]);
  });

  it('leaves the rows it was given alone', () => {
    const before = [...rows];
    sortRows(rows, 'newest');
    expect(rows).toEqual(before);
  });
});

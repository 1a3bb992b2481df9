import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geometryOf } from '@/components/conversation-list/list-geometry';
import { type ListRows, listOfParts, wholeList } from '@/components/conversation-list/list-rows';
import type { SectionKey } from '@/utils/floor/list-view';
import { conversation } from './fake-app';

const HEIGHTS = { row: 48, heading: 24 };
const rowsOf = (count: number) => Array.from({ length: count }, (_, number) => conversation(number));
const list = (counts: Partial<Record<SectionKey, number>>, collapsed: SectionKey[] = []) =>
  listOfParts(
    Object.entries(counts).map(([key, count]) => ({ key: key as SectionKey, rows: rowsOf(count) })),
    collapsed,
  );
const tops = (rows: ListRows) => {
  const { topOf } = geometryOf(rows, HEIGHTS);
  return Array.from({ length: rows.total }, (_, index) => topOf(index));
};

describe('the geometry of a list', () => {
  it('without headings is rows below each other', () => {
    expect(tops(wholeList(rowsOf(3)))).toEqual([4, 52, 100]);
    expect(geometryOf(wholeList(rowsOf(3)), HEIGHTS).height).toBe(152);
    expect(geometryOf(wholeList([]), HEIGHTS).height).toBe(0);
  });

  it('with sections has a heading above the first row of each', () => {
    const rows = list({ pinned: 1, attention: 2, everyone: 2 });
    expect(tops(rows)).toEqual([24, 96, 144, 216, 264]);
    const { headings, height, sizeOf } = geometryOf(rows, HEIGHTS);
    expect(headings.map(({ key, top }) => [key, top])).toEqual([
      ['pinned', 0],
      ['attention', 72],
      ['everyone', 192],
    ]);
    expect(height).toBe(312);
    expect([0, 1, 2, 3].map(sizeOf)).toEqual([72, 72, 48, 72]);
  });

  it('keeps the headings of collapsed sections, and their counts', () => {
    const rows = list({ pinned: 3, attention: 2, everyone: 1 }, ['pinned', 'attention']);
    expect(tops(rows)).toEqual([72]);
    const { headings, sizeOf } = geometryOf(rows, HEIGHTS);
    expect(headings.map(({ count, isCollapsed, top, height }) => [count, isCollapsed, top, height])).toEqual([
      [3, true, 0, 24],
      [2, true, 24, 24],
      [1, false, 48, 72],
    ]);
    expect(sizeOf(0)).toBe(120);
  });

  it('needs no heading for everyone alone, which cannot be collapsed', () => {
    expect(list({ everyone: 3 }, ['everyone'])).toMatchObject({ total: 3, sections: [] });
  });

  it('finds the row at any height, whatever is collapsed', () => {
    const keys: SectionKey[] = ['pinned', 'attention', 'recent', 'everyone'];
    fc.assert(
      fc.property(
        fc.array(fc.nat(6), { minLength: 4, maxLength: 4 }),
        fc.subarray(keys),
        (counts, collapsed) => {
          const named = Object.fromEntries(
            keys.map((key, at) => [key, counts[at] ?? 0]).filter(([, count]) => count),
          );
          const rows = list(named, collapsed);
          const { topOf, indexAt, height } = geometryOf(rows, HEIGHTS);
          for (let index = 0; index < rows.total; index += 1) {
            expect(indexAt(topOf(index))).toBe(index);
            expect(indexAt(topOf(index) + 47)).toBe(index);
            expect(topOf(index) + 48).toBeLessThanOrEqual(height);
            if (index > 0) expect(topOf(index) - topOf(index - 1)).toBeGreaterThanOrEqual(48);
          }
        },
      ),
    );
  });
});

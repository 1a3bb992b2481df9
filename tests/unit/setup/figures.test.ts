import { expect, it } from 'vitest';
import { type Figure, figureRows, figureTable, isReached } from '../../benchmarks/support/figures.ts';

const click: Figure = {
  name: 'Click',
  unit: 'ms',
  ours: 270,
  baseline: { name: 'bare extension', value: 250 },
  goal: 1.15,
};
const share: Figure = { name: 'Share', unit: '%', ours: 1.2, goal: 1 };

it('compares a figure with its baseline by their ratio, and one without a baseline by its value', () => {
  expect(figureRows([click, share]).slice(1)).toEqual([
    ['Click', '270 ms', 'bare extension', '250 ms', '1.08', '≤ 1.15', 'reached'],
    ['Share', '1.20 %', '', '', '', '≤ 1.00 %', 'missed'],
  ]);
});

it('judges a figure as it is printed', () => {
  expect(isReached({ ...click, ours: 288.5 })).toBe(true);
  expect(isReached({ ...click, ours: 290 })).toBe(false);
  expect(isReached({ name: 'No goal', unit: 'count', ours: 3 })).toBeNull();
});

it('prints all figures as one table', () => {
  expect(figureTable([click]).split('\n')).toHaveLength(3);
});

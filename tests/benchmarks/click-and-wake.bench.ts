import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordFigures } from './support/figures.ts';
import { printTable } from './support/print-table.ts';
import { rounds } from './support/rounds.ts';
import { openSideBySide, type SideBySide } from './support/side-by-side.ts';
import { median, quantile } from './support/statistics.ts';

const ROUNDS = rounds(25, 15);
const LATENCY_MS = 100;
/** The first rounds warm everything up. */
const WARM_UP = 2;

let all: SideBySide;
beforeAll(async () => {
  all = await openSideBySide({ latencyMs: LATENCY_MS });
});
afterAll(() => all?.close());

/** Measures each side in each round, so that all meet the same moments of this computer. */
async function interleaved<Side>(
  sides: readonly Side[],
  measure: (side: Side) => Promise<number>,
): Promise<number[][]> {
  const values = sides.map((): number[] => []);
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1)
    for (const [index, side] of sides.entries()) {
      const value = await measure(side);
      if (round >= WARM_UP) values[index]?.push(value);
    }
  return values;
}

/** The rows of one figure, the bare extension's first; the ratios are to it. */
function rowsOf(what: string, names: readonly string[], values: readonly number[][]): string[][] {
  const bare = median(values[0] ?? []);
  return names.map((name, index) => {
    const own = values[index] ?? [];
    const ms = median(own);
    return [`${what}: ${name}`, ms.toFixed(1), quantile(own, 0.9).toFixed(1), (ms / bare).toFixed(2)];
  });
}

test('click → join page asked for, and worker wake → first answer', async () => {
  const clicks = await interleaved([all.bare, all.ours, all.tutorial], async (side) => {
    const conversation = await all.addConversation();
    await side.lookAt(conversation);
    const ms = await side.click(conversation);
    await all.tidy(conversation);
    return ms;
  });
  await all.closePopup();
  const wakes = await interleaved([all.bare, all.ours, all.sdk], async (side) => {
    await all.stopWorkers();
    return await side.ask();
  });
  const heaps: number[] = [];
  for (const side of [all.bare, all.ours, all.sdk]) {
    await side.ask();
    heaps.push((await side.heap()) / 1e6);
  }

  expect(clicks.map(({ length }) => length)).toEqual([ROUNDS, ROUNDS, ROUNDS]);
  const [bareClick = Number.NaN, click = Number.NaN, tutorialClick = Number.NaN] = clicks.map(median);
  const [bareWake = Number.NaN, wake = Number.NaN, sdkWake = Number.NaN] = wakes.map(median);
  const [bareHeap = Number.NaN, heap = Number.NaN, sdkHeap = Number.NaN] = heaps;
  const bare = (value: number) => ({ name: 'bare extension', value });
  const sdk = (value: number) => ({ name: 'bare extension on the official SDK', value });
  const press = 'Click → join page asked for';
  const woken = 'Worker wake → first answer';
  const memory = 'Worker memory after a wake';
  recordFigures('click-and-wake', [
    { name: press, unit: 'ms', ours: click, baseline: bare(bareClick), goal: 1.15 },
    {
      name: press,
      unit: 'ms',
      ours: click,
      baseline: { name: 'the tutorial’s five calls in a row', value: tutorialClick },
      goal: 0.6,
    },
    { name: woken, unit: 'ms', ours: wake, baseline: bare(bareWake), goal: 1.5 },
    { name: woken, unit: 'ms', ours: wake, baseline: sdk(sdkWake) },
    { name: memory, unit: 'MB', ours: heap, baseline: bare(bareHeap) },
    { name: memory, unit: 'MB', ours: heap, baseline: sdk(sdkHeap) },
  ]);
  printTable(`Click and wake (${LATENCY_MS} ms of latency)`, [
    ['', 'median ms', '90 %', 'ratio'],
    ...rowsOf('click → join page', ['bare', 'ours', 'tutorial'], clicks),
    ...rowsOf('wake → answer', ['bare', 'ours', 'official SDK'], wakes),
  ]);
});

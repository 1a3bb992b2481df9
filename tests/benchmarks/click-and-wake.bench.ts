import { afterAll, beforeAll, expect, test } from 'vitest';
import { printTable } from './support/print-table.ts';
import { rounds } from './support/rounds.ts';
import { openSideBySide, type SideBySide } from './support/side-by-side.ts';
import { median, quantile } from './support/statistics.ts';

const ROUNDS = rounds(25, 15);
const LATENCY_MS = 100;

let both: SideBySide;
beforeAll(async () => {
  both = await openSideBySide({ latencyMs: LATENCY_MS });
});
afterAll(() => both?.close());

/** One line: medians, slow rounds, and the ratio. */
const line = (what: string, bare: number[], ours: number[]) => [
  what,
  `${median(bare).toFixed(1)} (${quantile(bare, 0.9).toFixed(1)})`,
  `${median(ours).toFixed(1)} (${quantile(ours, 0.9).toFixed(1)})`,
  (median(ours) / median(bare)).toFixed(2),
];

test('click → join page asked for, and worker wake → first answer, against a bare extension', async () => {
  const sides = [both.bare, both.ours];
  const clicks = sides.map((): number[] => []);
  const wakes = sides.map((): number[] => []);
  for (let round = 0; round < ROUNDS + 2; round += 1)
    for (const [index, side] of sides.entries()) {
      const conversation = await both.addConversation();
      await side.lookAt(conversation);
      const ms = await side.click(conversation);
      // The first rounds warm everything up.
      if (round >= 2) clicks[index]?.push(ms);
      await both.tidy(conversation);
    }
  for (let round = 0; round < ROUNDS + 2; round += 1)
    for (const [index, side] of sides.entries()) {
      await both.stopWorkers();
      const ms = await side.ask();
      if (round >= 2) wakes[index]?.push(ms);
    }
  const [bareClicks = [], ourClicks = []] = clicks;
  const [bareWakes = [], ourWakes = []] = wakes;
  expect(ourClicks).toHaveLength(ROUNDS);
  printTable(`Click and wake (${LATENCY_MS} ms of latency; goals 1.15 and 1.5)`, [
    ['', 'bare ms (90 %)', 'ours ms (90 %)', 'ratio'],
    line('click → join page asked for', bareClicks, ourClicks),
    line('worker wake → first answer', bareWakes, ourWakes),
  ]);
});

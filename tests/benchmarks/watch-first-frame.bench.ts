import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasNetworkInterface } from '../setup/network.ts';
import { recordFigures } from './support/figures.ts';
import { printTable } from './support/print-table.ts';
import { rounds } from './support/rounds.ts';
import { median, quantile } from './support/statistics.ts';
import { openWatching, type Watching } from './support/watching.ts';

const ROUNDS = rounds(15, 5);
const LATENCY_MS = 100;

let watching: Watching;
beforeAll(async () => {
  if (hasNetworkInterface()) watching = await openWatching({ latencyMs: LATENCY_MS });
});
afterAll(() => watching?.close());

const line = (what: string, times: number[], baseline: number[]) => [
  what,
  median(times).toFixed(0),
  quantile(times, 0.9).toFixed(0),
  (median(times) / median(baseline)).toFixed(2),
];

test.skipIf(!hasNetworkInterface())(
  'click → first frame of an agent’s screens, against a bare viewer',
  async () => {
    const [agent, other] = watching.agents;
    const bare: number[] = [];
    const first: number[] = [];
    const second: number[] = [];
    for (let round = 0; round < ROUNDS + 1; round += 1) {
      const bareMs = await watching.watchBare(agent);
      await watching.stop();
      const firstMs = await watching.watch(agent);
      const secondMs = await watching.watch(other);
      await watching.stop();
      // The first round warms everything up.
      if (round === 0) continue;
      bare.push(bareMs);
      first.push(firstMs);
      second.push(secondMs);
    }
    expect(second).toHaveLength(ROUNDS);
    recordFigures('watch-first-frame', [
      {
        name: 'Click → first frame of an agent’s screens',
        unit: 'ms',
        ours: median(first),
        baseline: { name: 'bare viewer', value: median(bare) },
        goal: 1.2,
      },
      {
        name: 'Click → first frame of a second agent',
        unit: 'ms',
        ours: median(second),
        baseline: { name: 'the first agent', value: median(first) },
        goal: 0.6,
      },
    ]);
    printTable(`Click → first frame (${LATENCY_MS} ms of latency; goals 1.2 and 0.6)`, [
      ['', 'median ms', '90 %', 'ratio'],
      line('bare viewer', bare, bare),
      line('ours, page closed', first, bare),
      line('ours, page open, another agent (to page closed)', second, first),
    ]);
  },
);

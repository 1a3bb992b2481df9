import type { CDPSession } from 'playwright-core';
import { test } from 'vitest';
import { openWorld } from '../e2e/support/world.ts';
import { type Figure, recordFigures } from './support/figures.ts';
import { printTable } from './support/print-table.ts';
import { rounds } from './support/rounds.ts';
import { median, quantile } from './support/statistics.ts';

const SIZES = [50, 500, 5_000];
const TYPED = ['billing', 'maria kow', 'connected', 'zzz'].slice(0, rounds(4, 2));

/** What the page's main thread has done so far, in milliseconds. */
async function workDone(client: CDPSession): Promise<{ script: number; all: number }> {
  const { metrics } = await client.send('Performance.getMetrics');
  const of = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000;
  return { script: of('ScriptDuration'), all: of('TaskDuration') };
}

test('filter keystroke → repaint, against a list of fifty', async () => {
  const table: string[][] = [
    ['conversations', 'script ms', 'script 95 %', 'all work ms', 'all 95 %', 'ratio of script to 50 rows'],
  ];
  const figures: Figure[] = [];
  let baseline = 0;
  for (const size of SIZES) {
    const world = await openWorld({
      simulator: { conversations: size, agents: Math.max(6, size / 5), conversationsVisible: 'own' },
    });
    const popup = await world.openPopup();
    await popup.rows.first().waitFor();
    await popup.page.getByText(/Refreshing/).waitFor({ state: 'hidden' });
    const client = await world.context.newCDPSession(popup.page);
    await client.send('Performance.enable');
    const script: number[] = [];
    const all: number[] = [];
    for (const text of TYPED) {
      for (const key of [...[...text], ...[...text].map(() => 'Backspace')]) {
        const before = await workDone(client);
        await popup.filter.press(key === ' ' ? 'Space' : key);
        await popup.page.evaluate(
          () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
        );
        const after = await workDone(client);
        script.push(after.script - before.script);
        all.push(after.all - before.all);
      }
    }
    baseline ||= median(script);
    table.push([
      String(size),
      median(script).toFixed(1),
      quantile(script, 0.95).toFixed(1),
      median(all).toFixed(1),
      quantile(all, 0.95).toFixed(1),
      (median(script) / baseline).toFixed(2),
    ]);
    figures.push({
      name: `Key press in the filter → repaint (script), ${size} conversations`,
      unit: 'ms',
      ours: median(script),
      baseline: { name: `${SIZES[0]} conversations`, value: baseline },
    });
    await world.close();
  }
  recordFigures('filter-keystroke', figures.slice(1));
  printTable('Filter keystroke → repaint (main thread)', table);
});

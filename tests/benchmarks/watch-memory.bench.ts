import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { workerHeap } from '../e2e/support/worker-heap.ts';
import { hasNetworkInterface } from '../setup/network.ts';
import { recordFigures } from './support/figures.ts';
import { printTable } from './support/print-table.ts';
import { extensionProcessMemory } from './support/process-memory.ts';
import { rounds } from './support/rounds.ts';
import { openWatching } from './support/watching.ts';

const MINUTES = rounds(30, 1);
/** Measured so often in this time, besides the beginning. */
const PARTS = 6;
/** By the end of this part the browser has filled the buffers that it keeps for video. */
const WARM_PART = 2;
/** Decoders and code have warmed up by then, in milliseconds. */
const WARM_UP_MS = 10_000;

test.skipIf(!hasNetworkInterface())(
  'memory while two agents are watched',
  async () => {
    const watching = await openWatching({});
    const { world } = watching;
    for (const agent of watching.agents) {
      await world.control.setAgentScreens(agent.userId, 2);
      await watching.watch(agent);
    }
    const page = watching.screensPage();
    // As for a supervisor who watches: nothing is drawn in a hidden tab.
    await page.bringToFront();
    const session = await world.context.newCDPSession(page);
    const browser = world.context.browser();
    const table = [['', 'page', 'worker', 'extension process', 'frames']];
    const first: number[] = [];
    let warm: number[] = [];
    let last: number[] = [];
    let framesBefore = 0;
    const measure = async (when: string) => {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const bytes = [usedSize, await workerHeap(world), browser && (await extensionProcessMemory(browser))];
      const frames = await page.evaluate(() =>
        [...document.querySelectorAll('video')].reduce(
          (sum, video) => sum + video.getVideoPlaybackQuality().totalVideoFrames,
          0,
        ),
      );
      last = bytes.map((size) => size ?? Number.NaN);
      const cells = bytes.map((size, index) => {
        if (size === null) return 'unknown';
        first[index] ??= size;
        return `${(size / 1e6).toFixed(1)} MB (${(size / first[index]).toFixed(2)})`;
      });
      // Nothing is measured of pictures that have stopped.
      expect(frames).toBeGreaterThan(framesBefore);
      framesBefore = frames;
      table.push([when, ...cells, String(frames)]);
    };
    await sleep(WARM_UP_MS);
    await measure('fresh');
    for (let part = 1; part <= PARTS; part += 1) {
      await sleep((MINUTES * 60_000) / PARTS);
      await measure(`after ${((MINUTES * part) / PARTS).toFixed(1)} min`);
      if (part === WARM_PART) warm = last;
    }
    await watching.close();
    recordFigures(
      'watch-memory',
      ['page', 'worker', 'extension process'].flatMap((what, index) => {
        const [begun, ended] = [warm[index], last[index]];
        if (begun === undefined || ended === undefined) return [];
        return {
          name: `Memory of the ${what} after ${MINUTES} min of watching two agents`,
          unit: 'MB' as const,
          ours: ended / 1e6,
          baseline: { name: `after ${((MINUTES * WARM_PART) / PARTS).toFixed(1)} min`, value: begun / 1e6 },
          goal: 1.05,
        };
      }),
    );
    printTable('Memory while two agents with two screens each are watched (goal: flat)', table);
  },
  (MINUTES + 5) * 60_000,
);

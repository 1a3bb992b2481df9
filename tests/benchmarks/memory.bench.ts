import { test } from 'vitest';
import { workerHeap } from '../e2e/support/worker-heap.ts';
import { printTable } from './support/print-table.ts';
import { rounds } from './support/rounds.ts';
import { openSideBySide } from './support/side-by-side.ts';

const STARTS = rounds(200, 40);

test('memory of worker and popup, fresh and after many starts', async () => {
  const both = await openSideBySide({});
  const session = await both.world.context.newCDPSession(both.ours.page);
  const popupHeap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const measure = async () => [await workerHeap(both.world), await popupHeap()];
  const table = [['', 'worker', 'popup']];
  const note = async (when: string) =>
    table.push([when, ...(await measure()).map((bytes) => `${(bytes / 1e6).toFixed(2)} MB`)]);
  await note('fresh');
  for (let start = 1; start <= STARTS; start += 1) {
    const conversation = await both.addConversation();
    await both.ours.click(conversation);
    await both.tidy(conversation);
    if (start === Math.round(STARTS / 2) || start === STARTS) await note(`after ${start} starts`);
  }
  await both.close();
  printTable('Memory', table);
});

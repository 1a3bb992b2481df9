import { test } from 'vitest';
import { workerHeap } from '../e2e/support/worker-heap.ts';
import { type Figure, recordFigures } from './support/figures.ts';
import { printTable } from './support/print-table.ts';
import { rounds } from './support/rounds.ts';
import { openSideBySide } from './support/side-by-side.ts';

const STARTS = rounds(200, 40);

/** What must not grow with the number of starts. The history does, and may. */
const KINDS: { name: string; unit: Figure['unit'] }[] = [
  { name: 'Worker’s memory', unit: 'MB' },
  { name: 'Popup’s memory', unit: 'MB' },
  { name: 'Session storage', unit: 'kB' },
  { name: 'Alarms', unit: 'count' },
];

test('memory, session storage and alarms, fresh and after many starts', async () => {
  const both = await openSideBySide({});
  const session = await both.world.context.newCDPSession(both.popup);
  const popupHeap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const stored = () =>
    both.world.worker().evaluate(async () => ({
      bytes: await chrome.storage.session.getBytesInUse(null),
      alarms: (await chrome.alarms.getAll()).length,
    }));
  const taken: number[][] = [];
  const measure = async () => {
    const { bytes, alarms } = await stored();
    taken.push([(await workerHeap(both.world)) / 1e6, (await popupHeap()) / 1e6, bytes / 1e3, alarms]);
  };
  await measure();
  for (let start = 1; start <= STARTS; start += 1) {
    const conversation = await both.addConversation();
    await both.ours.click(conversation);
    await both.tidy(conversation);
    if (start === Math.round(STARTS / 2) || start === STARTS) await measure();
  }
  await both.close();
  const [fresh = [], half = [], end = []] = taken;
  // What a first start loads stays. Flat means that the second half of the starts adds nothing.
  recordFigures(
    'memory',
    KINDS.map(({ name, unit }, index): Figure => {
      const [before = Number.NaN, ours = Number.NaN] = [half[index], end[index]];
      const figure = { name: `${name} after ${STARTS} starts`, unit, ours };
      // Of what is counted, there may be none.
      if (unit === 'count') return { ...figure, goal: before };
      return { ...figure, baseline: { name: `after ${STARTS / 2} starts`, value: before }, goal: 1.1 };
    }),
  );
  const cells = (when: string, values: number[]) => [when, ...values.map((value) => value.toFixed(2))];
  printTable('After many starts', [
    ['', ...KINDS.map(({ name, unit }) => `${name}, ${unit}`)],
    cells('fresh', fresh),
    cells(`${STARTS / 2} starts`, half),
    cells(`${STARTS} starts`, end),
  ]);
});

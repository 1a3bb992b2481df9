import { test } from 'vitest';
import { recordFigures } from './support/figures.ts';
import { printTable } from './support/print-table.ts';
import { rounds } from './support/rounds.ts';
import { openSideBySide } from './support/side-by-side.ts';
import { median } from './support/statistics.ts';
import {
  countStorageOperations,
  type StorageOperation,
  storageOperations,
} from './support/storage-operations.ts';

const ROUNDS = rounds(15, 7);

test('storage operations of a warm worker, from a press to its join page', async () => {
  const both = await openSideBySide({});
  const counted: StorageOperation[][] = [];
  for (let round = 0; round < ROUNDS + 2; round += 1) {
    const conversation = await both.addConversation();
    await both.ours.lookAt(conversation);
    await countStorageOperations(both.world.worker());
    const ms = await both.ours.click(conversation);
    const operations = await storageOperations(both.world.worker());
    if (round >= 2) counted.push(operations.filter(({ at }) => at <= ms));
    await both.tidy(conversation);
  }
  await both.close();
  const number = (kind: RegExp) =>
    median(counted.map((all) => all.filter(({ what }) => kind.test(what)).length));
  const count = (kind: RegExp) => String(number(kind));
  recordFigures('storage-operations', [
    {
      name: 'Storage operations from a press to its join page',
      unit: 'count',
      ours: number(/get$|set$|remove$/),
      goal: 12,
    },
  ]);
  printTable('Storage operations from a press to its join page (goal 12)', [
    ['area', 'reads', 'writes'],
    ...['session', 'local', 'managed'].map((area) => [
      area,
      count(new RegExp(`^${area}\\.get`)),
      count(new RegExp(`^${area}\\.(set|remove)`)),
    ]),
    ['all', count(/get$/), count(/set$|remove$/)],
  ]);
  // Lists the operations, to show which could be saved.
  if (process.env.OPERATIONS)
    printTable(
      'The last press',
      (counted.at(-1) ?? []).map(({ what, keys, at }) => [`${at.toFixed(1)} ms`, what, keys]),
    );
});

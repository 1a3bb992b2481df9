import { expect, it } from 'vitest';
import { createFloorSigns } from '@/utils/background/floor-signs';
import type { FloorRow } from '@/utils/floor/model';
import { conversation } from '../components/fake-app';

const bucketOf = (id: string) => Number(id.at(-1));
const idsOf = (rows: FloorRow[]) => rows.map(({ id }) => id.slice(-1)).sort();

it('reads once, then follows the changes, also those that arrive during the read', async () => {
  let reads = 0;
  let finish: (rows: FloorRow[]) => void = () => undefined;
  const signs = createFloorSigns({
    bucketOf,
    all: () => {
      reads += 1;
      return new Promise((resolve) => {
        finish = resolve;
      });
    },
  });
  // Before the first use nothing is kept, so there is nothing to change.
  signs.note(new Map([[7, [conversation(7)]]]));
  const first = signs.all();
  signs.note(new Map([[2, []]]));
  finish([conversation(1), conversation(2)]);
  expect(idsOf(await first)).toEqual(['1']);
  signs.note(new Map([[3, [conversation(3)]]]));
  expect(idsOf(await signs.all())).toEqual(['1', '3']);
  expect(reads).toBe(1);
});

it('reads again after a read that failed', async () => {
  let fails = true;
  const signs = createFloorSigns({
    bucketOf,
    all: async () => {
      if (fails) throw new Error('The storage is away.');
      return [conversation(1)];
    },
  });
  await expect(signs.all()).rejects.toThrow('away');
  fails = false;
  expect(idsOf(await signs.all())).toEqual(['1']);
});

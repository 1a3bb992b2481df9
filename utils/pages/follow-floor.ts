import type { Floor, FloorRow } from '../floor/model';
import { firstScreenItem, floorHeadItem, floorLiveItem, floorRows } from '../floor/state';
import { afterNextPaint } from './after-next-paint';
import { follow } from './follow';

/**
 * Reads the floor and follows it. Calls back first with the rows that were last on screen, which
 * are read quickly, then with all, then at each change. Returns a function that stops it.
 * @param whenPainted calls back when the first rows have been painted: thousands of rows are not
 *   read before that
 */
export function followFloor(
  onFloor: (floor: Floor) => void,
  whenPainted: (goOn: () => void) => void = afterNextPaint,
): () => void {
  const buckets = new Map<number, FloorRow[]>();
  const known: Partial<Floor> = { rows: [], whole: false };
  let stopped = false;

  function applyNews(news: Partial<Floor>) {
    Object.assign(known, news);
    if (!stopped && isKnown(known)) onFloor({ ...known });
  }

  function applyBuckets(changed: ReadonlyMap<number, FloorRow[]>) {
    for (const [bucket, rows] of changed) buckets.set(bucket, keepSame(buckets.get(bucket) ?? [], rows));
    if (known.whole) applyNews({ rows: [...buckets.values()].flat() });
  }

  const overtaken = new Set<number>();
  const stopRows = floorRows.watch((changed) => {
    if (!known.whole) for (const bucket of changed.keys()) overtaken.add(bucket);
    applyBuckets(changed);
  });
  const stops = [
    stopRows,
    follow(floorHeadItem, (head) => applyNews({ head })),
    follow(floorLiveItem, (live) => applyNews({ live })),
    follow(firstScreenItem, (firstScreen) => {
      const isFirst = known.firstScreen === undefined;
      applyNews({ firstScreen });
      if (!isFirst) return;
      if (firstScreen === null) void readRows();
      else whenPainted(() => void readRows());
    }),
  ];

  async function readRows() {
    const rows = await floorRows.all();
    const read = Map.groupBy(rows, ({ id }) => floorRows.bucketOf(id));
    // A change that overtook the first read is newer.
    for (const bucket of overtaken) read.delete(bucket);
    known.whole = true;
    applyBuckets(read);
  }

  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}

function isKnown(known: Partial<Floor>): known is Floor {
  return known.head !== undefined && known.live !== undefined && known.firstScreen !== undefined;
}

/**
 * Returns the new rows, but the same object for each unchanged one, so that it is not drawn again.
 */
function keepSame(before: FloorRow[], after: FloorRow[]): FloorRow[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return after.map((row) => {
    const old = known.get(row.id);
    return old && JSON.stringify(old) === JSON.stringify(row) ? old : row;
  });
}

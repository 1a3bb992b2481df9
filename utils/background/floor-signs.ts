import type { FloorRow } from '../floor/model';
import type { StoredRows } from '../storage/stored-rows';

/**
 * The rows of the floor in memory, for counting what needs attention: read once, then kept up to
 * date by the change events, which bring what has changed.
 */
export type FloorSigns = {
  all(): Promise<FloorRow[]>;
  /** Takes over rows that have changed. */
  note(buckets: ReadonlyMap<number, FloorRow[]>): void;
};

/** Creates the signs; nothing is read before the first use. */
export function createFloorSigns(rows: Pick<StoredRows<FloorRow>, 'all' | 'bucketOf'>): FloorSigns {
  let kept: Promise<Map<number, FloorRow[]>> | null = null;
  /** Changes that arrived during the first read, and are newer. */
  const newer = new Map<number, FloorRow[]>();

  async function read(): Promise<Map<number, FloorRow[]>> {
    const buckets = new Map<number, FloorRow[]>();
    for (const row of await rows.all()) {
      const bucket = rows.bucketOf(row.id);
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), row]);
    }
    for (const [bucket, changed] of newer) buckets.set(bucket, changed);
    return buckets;
  }

  return {
    async all() {
      kept ??= read().catch((error: unknown) => {
        kept = null;
        throw error;
      });
      return [...(await kept).values()].flat();
    },
    note(changed) {
      if (kept === null) return;
      for (const [bucket, rowsOfBucket] of changed) newer.set(bucket, rowsOfBucket);
      void kept.then(
        (buckets) => {
          for (const [bucket, rowsOfBucket] of changed) buckets.set(bucket, rowsOfBucket);
          newer.clear();
        },
        () => undefined,
      );
    },
  };
}

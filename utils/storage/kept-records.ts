import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';
import { needsKeeping, type RecordKind, readRecord, toStored } from './versions';

/**
 * What the settings page shows about one record that could not be fully read. Contains none of its
 * values, so no secret either.
 */
export type RecordReport = {
  /** Name of the stored item. */
  name: string;
  /** Whether a newer version of the extension wrote it. */
  isNewer: boolean;
  /** Paths of what could not be read; `['']` if nothing could. */
  lost: string[];
  /** Paths of what was read and is kept. */
  kept: string[];
  /** Whether a copy of its old values is kept. */
  hasCopy: boolean;
};

/** One record as it was found, kept under `kept/` and its name. */
const keptRecordSchema = lazySchema(() =>
  z.object({
    /** When it was found, in milliseconds since the epoch. */
    at: z.number(),
    isNewer: z.boolean(),
    lost: z.array(z.string()),
    kept: z.array(z.string()),
    /** As it was stored; missing if it contains a secret. */
    raw: z.optional(z.unknown()),
    isDismissed: z.boolean(),
  }),
);
type KeptRecord = z.output<typeof keptRecordSchema>;

/** The most copies per item: a disk that keeps damaging it must not fill up with copies. */
const MAX_KEPT = 5;

/**
 * Keeps what this version cannot read of one item on disk. Callers that write the item must queue
 * up.
 */
export type RecordKeeper<S extends z.ZodMiniType> = {
  read(stored: unknown): z.output<S>;
  /**
   * Returns what to write, by key, to replace `stored` with a value: the record, and a copy of the
   * old one if anything would be lost. One call to the browser writes both or none.
   */
  toWrite(value: z.output<S>, stored: unknown): Promise<Record<string, unknown>>;
  /**
   * Keeps what cannot be read of the stored record, and returns the reports that were not
   * dismissed.
   */
  review(): Promise<RecordReport[]>;
  /** Dismisses the reports. The copies stay. */
  dismiss(): Promise<void>;
  /** Key of the copies, which are deleted when the item is cleared. */
  copiesKey: string;
};

/** The disk: `storage.local`. Reads one key at a time, writes several in one call. */
export type Disk = {
  read(key: string): Promise<unknown>;
  write(values: Record<string, unknown>): Promise<void>;
};

/** Creates the keeper of the item that is stored under a name. */
export function createRecordKeeper<S extends z.ZodMiniType>(
  name: string,
  kind: RecordKind<S>,
  disk: Disk,
): RecordKeeper<S> {
  const copiesKey = `kept/${name}`;

  async function copies(): Promise<KeptRecord[]> {
    const parsed = z.safeParse(z.array(keptRecordSchema), await disk.read(copiesKey));
    return parsed.success ? parsed.data : [];
  }

  /** Returns the copies including this record; `null` if it needs no copy. */
  async function withCopyOf(stored: unknown): Promise<KeptRecord[] | null> {
    const reading = readRecord(kind, stored);
    if (!needsKeeping(reading)) return null;
    const { lost, kept, isNewer } = reading;
    const raw = kind.isSecret ? {} : { raw: stored };
    const before = await copies();
    const last = before.at(-1);
    if (last && isSame(last, { lost, isNewer, ...raw })) return null;
    return [...before, { at: Date.now(), isNewer, lost, kept, ...raw, isDismissed: false }].slice(-MAX_KEPT);
  }

  return {
    copiesKey,
    read: (stored) => readRecord(kind, stored).value,
    async toWrite(value, stored) {
      const withCopy = await withCopyOf(stored);
      return {
        [name]: toStored(kind, value, stored),
        ...(withCopy && { [copiesKey]: withCopy }),
      };
    },
    async review() {
      const withCopy = await withCopyOf(await disk.read(name));
      if (withCopy) await disk.write({ [copiesKey]: withCopy });
      return (withCopy ?? (await copies()))
        .filter(({ isDismissed }) => !isDismissed)
        .map(({ isNewer, lost, kept, raw }) => ({ name, isNewer, lost, kept, hasCopy: raw !== undefined }));
    },
    async dismiss() {
      const all = await copies();
      if (all.some(({ isDismissed }) => !isDismissed))
        await disk.write({ [copiesKey]: all.map((one) => ({ ...one, isDismissed: true })) });
    },
  };
}

/**
 * Whether a record was kept already. A record of a newer version changes with each save by this
 * version; it counts as the same while the same parts of it cannot be read.
 */
function isSame(last: KeptRecord, next: Pick<KeptRecord, 'lost' | 'isNewer' | 'raw'>): boolean {
  if (last.isNewer !== next.isNewer || last.lost.join() !== next.lost.join()) return false;
  return next.isNewer || JSON.stringify(last.raw) === JSON.stringify(next.raw);
}

import * as z from 'zod/mini';
import { createSerializer } from '../concurrency/serialize';
import { isKept, readStored, watchStored, writeStored } from './areas';
import { takeEarly } from './early-read';
import { createRecordKeeper, type Disk, type RecordKeeper } from './kept-records';
import type { RecordKind } from './versions';

/** When a stored item is emptied. Sign-out empties everything about a person or a session. */
export type ClearedOn = 'sign-out' | 'never';

/** One stored value: read through its schema, written whole, watched. */
export type StoredItem<T> = {
  key: string;
  clearedOn: ClearedOn;
  /** What stands for nothing stored. */
  fallback: T;
  /**
   * The stored value; the fallback when there is none or it does not match its schema any more. Of
   * an item on disk, what can be read is kept, field by field.
   */
  get(): Promise<T>;
  /**
   * What the page asked for before its code was loaded, the first time only; `null` where it did
   * not. May be older than a change that came since.
   */
  getEarly(): Promise<T> | null;
  set(value: T): Promise<void>;
  /**
   * Reads, changes and writes as one step: updates of one item queue up, so that none is lost. Only
   * the background writes, so a queue in this context is enough. Answers the new value; nothing is
   * written when `change` returns the value it was given.
   */
  update(change: (current: T) => T): Promise<T>;
  /**
   * As `update`, but whoever calls does not wait for the browser where the value is kept in memory.
   * For what may be lost with the worker, as nothing may that a call depends on.
   */
  updateSoon(change: (current: T) => T): Promise<T>;
  clear(): Promise<void>;
  /** Calls back with each new value, from whatever context it was written; returns how to stop. */
  watch(onChange: (value: T) => void): () => void;
  /** What of it cannot be read; missing where the item is in memory only. */
  records?: Pick<RecordKeeper<z.ZodMiniType>, 'review' | 'dismiss'>;
};

/**
 * How the record of an item on disk is told from those of other versions, and read where it is
 * damaged.
 */
type RecordRules<S extends z.ZodMiniType> = Omit<RecordKind<S>, 'schema' | 'fallback'>;

const disk: Disk = {
  read: (key) => readStored('local', key),
  write: (values) => writeStored('local', values),
};

/**
 * Declares a stored item. `schema` guards every read: what is on disk may be older or newer than
 * this code.
 */
export function defineStoredItem<S extends z.ZodMiniType>(
  options: { schema: S; fallback: z.output<S>; clearedOn: ClearedOn } & (
    | { key: `session:${string}` }
    | { key: `local:${string}`; record: RecordRules<S> }
  ),
): StoredItem<z.output<S>> {
  type T = z.output<S>;
  const [area, name] = splitKey(options.key);
  const keeper =
    'record' in options
      ? createRecordKeeper(
          name,
          { schema: options.schema, fallback: options.fallback, ...options.record },
          disk,
        )
      : null;
  const parse = (stored: unknown): T => {
    if (keeper) return keeper.read(stored);
    if (stored === null || stored === undefined) return options.fallback;
    const parsed = z.safeParse(options.schema, stored);
    return parsed.success ? parsed.data : options.fallback;
  };
  const serialize = createSerializer();
  async function write(value: T): Promise<void> {
    if (!keeper) await writeStored(area, { [name]: value });
    else await disk.write(await keeper.toWrite(value, await disk.read(name)));
  }
  const get = async () => parse(await readStored(area, name));
  /** The new value, and when the browser has it. */
  function change(to: (current: T) => T): Promise<{ after: T; written: Promise<void> | undefined }> {
    return serialize(async () => {
      const before = await get();
      const after = to(before);
      const written = after === before ? undefined : write(after);
      // Whoever is next reads what was just written: where it is in memory, before the browser has
      // it.
      if (written && (keeper || !isKept(area, name))) await written;
      return { after, written };
    });
  }
  let isFirst = true;
  return {
    key: options.key,
    clearedOn: options.clearedOn,
    fallback: options.fallback,
    get,
    getEarly() {
      const early = isFirst ? takeEarly(area, name) : null;
      isFirst = false;
      return early?.then(parse) ?? null;
    },
    // On disk a write reads first, so that nothing is written over unseen, and waits for its turn.
    set: (value) => (keeper ? serialize(() => write(value)) : write(value)),
    async update(to) {
      const { after, written } = await change(to);
      await written;
      return after;
    },
    async updateSoon(to) {
      const { after, written } = await change(to);
      written?.catch(() => undefined);
      return after;
    },
    clear: () =>
      keeper
        ? serialize(() => writeStored(area, { [name]: undefined, [keeper.copiesKey]: undefined }))
        : writeStored(area, { [name]: undefined }),
    watch: (onChange) => watchStored(area, name, (value) => onChange(parse(value))),
    ...(keeper && {
      records: { review: () => serialize(keeper.review), dismiss: () => serialize(keeper.dismiss) },
    }),
  };
}

/** The area and the name of a key. */
export function splitKey(key: string): ['session' | 'local', string] {
  const [area, ...name] = key.split(':');
  return [area === 'local' ? 'local' : 'session', name.join(':')];
}

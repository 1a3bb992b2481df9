import * as z from 'zod/mini';
import { createSerializer } from '../concurrency/serialize';
import type { PlainCheck } from '../schema/plain';
import { isKept, readStored, watchStored, writeStored, writeStoredSoon } from './areas';
import { takeEarly } from './early-read';
import { createRecordKeeper, type Disk } from './kept-records';
import type { ClearedOn, Store } from './store';
import type { RecordKind } from './versions';

/**
 * How a record on disk is told apart from those of other versions, and how it is read if it is
 * damaged.
 */
type RecordRules<S extends z.ZodMiniType> = Omit<RecordKind<S>, 'schema' | 'fallback'>;

/**
 * A shape that has never needed a migration: later fields are optional or have a default in the
 * schema. Fixtures of all shapes are in tests/unit/background/earlier-records.ts.
 */
export const FIRST_VERSION = { version: 1, migrations: {} };

const disk: Disk = {
  read: (key) => readStored('local', key),
  write: (values) => writeStored('local', values),
};

/**
 * Declares a stored item. `schema` checks every read: the stored data may be older or newer than
 * this code. `isPlain` accepts what needs no schema.
 */
export function defineStoredItem<S extends z.ZodMiniType>(
  options: { schema: S; fallback: z.output<S>; clearedOn: ClearedOn } & (
    | { key: `session:${string}`; isPlain?: PlainCheck }
    | { key: `local:${string}`; record: RecordRules<S> }
  ),
): Store<z.output<S>> {
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
    // Most items are empty most of the time: that needs no schema.
    if (isEmpty(stored) && isEmpty(options.fallback)) return options.fallback;
    if ('isPlain' in options && options.isPlain?.(stored)) return stored as T;
    const parsed = z.safeParse(options.schema, stored);
    return parsed.success ? parsed.data : options.fallback;
  };
  const serialize = createSerializer();
  async function write(value: T): Promise<void> {
    if (!keeper) await writeStored(area, { [name]: value });
    else await disk.write(await keeper.toWrite(value, await disk.read(name)));
  }
  const writeSoon = (value: T) => writeStoredSoon(area, { [name]: value });
  const get = async () => parse(await readStored(area, name));
  /** Returns the new value, and a promise that resolves when the browser has stored it. */
  function change(
    to: (current: T) => T,
    writes: (after: T) => Promise<void> = write,
  ): Promise<{ after: T; written: Promise<void> | undefined }> {
    return serialize(async () => {
      const before = await get();
      const after = to(before);
      const written = after === before ? undefined : writes(after);
      // The next caller reads what was just written: from memory, even before the browser has
      // stored it.
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
    // On disk, a write reads first, so that nothing is overwritten unseen, and waits for its turn.
    set: (value) => (keeper ? serialize(() => write(value)) : write(value)),
    async update(to) {
      const { after, written } = await change(to);
      await written;
      return after;
    },
    async updateSoon(to) {
      const { after, written } = await change(to, keeper ? write : writeSoon);
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

/** Whether a value is a list or an object, with nothing in it. */
function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (const _name in value) return false;
  return true;
}

/** Splits a key into area and name. */
export function splitKey(key: string): ['session' | 'local', string] {
  const [area, ...name] = key.split(':');
  return [area === 'local' ? 'local' : 'session', name.join(':')];
}

import * as z from 'zod/mini';
import { createSerializer } from '../concurrency/serialize';
import { isKept, readStored, watchStored, writeStored } from './areas';
import { takeEarly } from './early-read';
import { createRecordKeeper, type Disk } from './kept-records';
import type { ClearedOn, Store } from './store';
import type { RecordKind } from './versions';

/**
 * How the record of an item on disk is told from those of other versions, and read where it is
 * damaged.
 */
type RecordRules<S extends z.ZodMiniType> = Omit<RecordKind<S>, 'schema' | 'fallback'>;

/**
 * A shape that has never needed a migration: what was added since is optional or has a default in
 * the schema. Fixtures of all shapes are in tests/unit/background/earlier-records.ts.
 */
export const FIRST_VERSION = { version: 1, migrations: {} };

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

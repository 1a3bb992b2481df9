import * as z from 'zod/mini';
import { browser } from '#imports';
import { createSerializer } from '../concurrency/serialize';
import { fnv1a } from '../hash/fnv-1a';
import { limitCache, readStored, writeStored } from './areas';

/**
 * Rows are spread over this many keys, so that a change of one row writes and sends a few
 * kilobytes, not the whole list.
 */
const BUCKETS = 128;
/**
 * The space for all rows, in bytes as {@link roomOf} estimates them: `storage.session` holds 10 MB,
 * and starts must be stored too. 5,000 rows of a real floor take about 6 MB.
 */
const ROOM = 7_500_000;
/** The space for one bucket, when rows are added without reading the other buckets. */
const ROOM_IN_BUCKET = 72_000;
/** How many buckets stay in memory: those of the conversations in use. */
const MAX_KEPT = 16;

/** Many rows in `storage.session`, found by id. */
export type StoredRows<T> = {
  all(): Promise<T[]>;
  find(ids: readonly string[]): Promise<Map<string, T>>;
  /**
   * Changes rows as one step; changes queue up. A row without space is not added. `change` gets a
   * row, or `undefined` if there is none, and returns the row to keep (the same object: nothing is
   * written) or `undefined` to remove it.
   */
  patch(ids: readonly string[], change: (id: string, row: T | undefined) => T | undefined): Promise<void>;
  /**
   * Changes all rows as one step. Rows that stay the same object are not written again. Returns how
   * many were omitted at the end because there is no space for them.
   */
  replace(change: (rows: ReadonlyMap<string, T>) => ReadonlyMap<string, T>): Promise<number>;
  clear(): Promise<void>;
  /**
   * Calls back with the rows of each bucket that changed; returns a function that stops watching.
   */
  watch(onChange: (buckets: ReadonlyMap<number, T[]>) => void): () => void;
  /** Returns the bucket of a row, for code that follows changes. */
  bucketOf(id: string): number;
};

/**
 * Declares rows below `session:{name}/`, under `keys`. A stored row that does not match its schema
 * is skipped.
 */
export function defineStoredRows<S extends z.ZodMiniType<{ id: string }>>(
  name: string,
  schema: S,
): StoredRows<z.output<S>> & { keys: readonly string[] } {
  type T = z.output<S>;
  type Stored = Record<string, unknown>;
  const { session, onChanged } = browser.storage;
  const prefix = `${name}/`;
  const keyOf = (bucket: number) => prefix + bucket;
  const few = limitCache('session', MAX_KEPT);
  const allKeys = Array.from({ length: BUCKETS }, (_, bucket) => keyOf(bucket));

  const parse = (stored: unknown): T[] =>
    Array.isArray(stored)
      ? stored.flatMap((row) => {
          const parsed = z.safeParse(schema, row);
          return parsed.success ? [parsed.data] : [];
        })
      : [];
  const toMap = (stored: Stored, keys: readonly string[]): Map<string, T> =>
    new Map(keys.flatMap((key) => parse(stored[key])).map((row) => [row.id, row]));
  const readAll = async (): Promise<Map<string, T>> => toMap(await session.get(allKeys), allKeys);
  async function read(keys: readonly string[]): Promise<Map<string, T>> {
    if (keys.length > MAX_KEPT) return toMap(await session.get([...keys]), keys);
    const stored = await Promise.all(
      keys.map(async (key) => [key, await readStored('session', key)] as const),
    );
    few.noteRead(keys);
    return toMap(Object.fromEntries(stored), keys);
  }

  /** Writes the buckets with rows that are not the same objects as before. */
  async function write(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): Promise<void> {
    const touched = new Set<number>();
    for (const [id, row] of after) if (before.get(id) !== row) touched.add(bucketOf(id));
    for (const id of before.keys()) if (!after.has(id)) touched.add(bucketOf(id));
    const buckets = new Map<number, T[]>([...touched].map((bucket) => [bucket, []]));
    for (const row of after.values()) buckets.get(bucketOf(row.id))?.push(row);
    if (buckets.size === 0) return;
    const stored = [...buckets].map(([bucket, rows]) => [keyOf(bucket), rows.length > 0 ? rows : undefined]);
    await writeStored('session', Object.fromEntries(stored), 'if known');
  }

  const serialize = createSerializer();

  return {
    all: async () => [...(await readAll()).values()],
    async find(ids) {
      const rows = await read(keysOf(ids));
      return new Map(
        ids.flatMap((id) => {
          const row = rows.get(id);
          return row ? [[id, row] as const] : [];
        }),
      );
    },
    patch: (ids, change) =>
      serialize(async () => {
        const before = await read(keysOf(ids));
        const after = new Map(before);
        const hasRoom = roomBeside(before);
        for (const id of ids) {
          const row = change(id, after.get(id));
          if (row && (after.has(id) || hasRoom(row))) after.set(id, row);
          else if (!row) after.delete(id);
        }
        await write(before, after);
      }),
    replace: (change) =>
      serialize(async () => {
        const before = await readAll();
        const wanted = change(before);
        const after = withinRoom(wanted);
        await write(before, after);
        return wanted.size - after.size;
      }),
    clear: () =>
      serialize(() =>
        writeStored('session', Object.fromEntries(allKeys.map((key) => [key, undefined])), 'if known'),
      ),
    watch(onChange) {
      const listen = (changes: Record<string, { newValue?: unknown }>, area: string) => {
        if (area !== 'session') return;
        const buckets = new Map(
          Object.entries(changes).flatMap(([key, { newValue }]) =>
            key.startsWith(prefix) ? [[Number(key.slice(prefix.length)), parse(newValue)] as const] : [],
          ),
        );
        if (buckets.size > 0) onChange(buckets);
      };
      onChanged.addListener(listen);
      return () => onChanged.removeListener(listen);
    },
    bucketOf,
    keys: allKeys,
  };

  /**
   * Returns a function that checks whether its bucket has space for one more row, and takes that
   * space. Counts the existing rows once, for the first row.
   */
  function roomBeside(rows: ReadonlyMap<string, T>): (row: T) => boolean {
    let taken: number[] | undefined;
    return (row) => {
      if (!taken) {
        taken = Array<number>(BUCKETS).fill(0);
        for (const other of rows.values()) {
          const bucket = bucketOf(other.id);
          taken[bucket] = (taken[bucket] ?? 0) + roomOf(other);
        }
      }
      const bucket = bucketOf(row.id);
      const room = (taken[bucket] ?? 0) + roomOf(row);
      if (room > ROOM_IN_BUCKET) return false;
      taken[bucket] = room;
      return true;
    };
  }

  /** Returns the first rows that fit into the space. */
  function withinRoom(rows: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
    let room = 0;
    const kept = new Map<string, T>();
    for (const [id, row] of rows) {
      room += roomOf(row);
      if (room > ROOM) break;
      kept.set(id, row);
    }
    return kept;
  }

  function keysOf(ids: readonly string[]): string[] {
    return [...new Set(ids.map((id) => keyOf(bucketOf(id))))];
  }
}

function bucketOf(id: string): number {
  return fnv1a(id) % BUCKETS;
}

/**
 * Estimates the bytes that the browser counts for a value, as measured with rows in Chromium: more
 * than its JSON.
 */
function roomOf(value: unknown): number {
  if (typeof value === 'string') return 30 + value.length;
  if (typeof value !== 'object' || value === null) return 30;
  let room = 30;
  for (const [name, inside] of Object.entries(value)) room += 30 + name.length + roomOf(inside);
  return room;
}

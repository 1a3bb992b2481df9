import * as z from 'zod/mini';
import { isKept, readStored, watchStored, writeStored } from './areas';
import { takeEarly } from './early-read';

/** When a stored item is emptied. Sign-out empties everything about a person or a session. */
export type ClearedOn = 'sign-out' | 'never';

/** One stored value: read through its schema, written whole, watched. */
export type StoredItem<T> = {
  key: string;
  clearedOn: ClearedOn;
  /** What stands for nothing stored. */
  fallback: T;
  /** The stored value, or the fallback when there is none or it does not match its schema any more. */
  get(): Promise<T>;
  /** What the page asked for before its code was loaded, the first time only; `null` where it did not. May be older than a change that came since. */
  getEarly(): Promise<T> | null;
  set(value: T): Promise<void>;
  /**
   * Reads, changes and writes as one step: updates of one item queue up, so that none is lost. Only the background writes, so a
   * queue in this context is enough. Answers the new value; nothing is written when `change` returns the value it was given.
   */
  update(change: (current: T) => T): Promise<T>;
  /**
   * As `update`, but whoever calls does not wait for the browser where the value is kept in memory. For what may be lost with the
   * worker, as nothing may that a call depends on.
   */
  updateSoon(change: (current: T) => T): Promise<T>;
  clear(): Promise<void>;
  /** Calls back with each new value, from whatever context it was written; returns how to stop. */
  watch(onChange: (value: T) => void): () => void;
};

/** Declares a stored item. `schema` guards every read: what is on disk may be older or newer than this code. */
export function defineStoredItem<S extends z.ZodMiniType>(options: {
  key: `session:${string}` | `local:${string}`;
  schema: S;
  fallback: z.output<S>;
  clearedOn: ClearedOn;
}): StoredItem<z.output<S>> {
  type T = z.output<S>;
  const parse = (stored: unknown): T => {
    if (stored === null || stored === undefined) return options.fallback;
    const parsed = z.safeParse(options.schema, stored);
    return parsed.success ? parsed.data : options.fallback;
  };
  let queue: Promise<unknown> = Promise.resolve();
  const [area, name] = splitKey(options.key);
  const get = async () => parse(await readStored(area, name));
  const set = (value: T) => writeStored(area, { [name]: value });
  function inTurn(change: (current: T) => T): Promise<{ after: T; written: Promise<void> | undefined }> {
    const step = queue.then(async () => {
      const before = await get();
      const after = change(before);
      const written = after === before ? undefined : set(after);
      // Whoever is next reads what was just written: where it is in memory, before the browser has it.
      if (written && !isKept(area, name)) await written;
      return { after, written };
    });
    queue = step.catch(() => undefined);
    return step;
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
    set,
    async update(change) {
      const { after, written } = await inTurn(change);
      await written;
      return after;
    },
    async updateSoon(change) {
      const { after, written } = await inTurn(change);
      written?.catch(() => undefined);
      return after;
    },
    clear: () => writeStored(area, { [name]: undefined }),
    watch: (onChange) => watchStored(area, name, (value) => onChange(parse(value))),
  };
}

/** The area and the name of a key. */
export function splitKey(key: string): ['session' | 'local', string] {
  const [area, ...name] = key.split(':');
  return [area === 'local' ? 'local' : 'session', name.join(':')];
}

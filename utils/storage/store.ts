import type { ZodMiniType } from 'zod/mini';
import type { RecordKeeper } from './kept-records';

/** When a stored item is cleared. A sign-out clears everything about a person or a session. */
export type ClearedOn = 'sign-out' | 'never';

/**
 * One stored value: read through its schema, written as a whole, watched. Code that needs less
 * takes a `Pick` of it, so that a test can pass a value in memory.
 */
export type Store<T> = {
  key: string;
  clearedOn: ClearedOn;
  /** The value if nothing is stored. */
  fallback: T;
  /**
   * Returns the stored value; the fallback if there is none or if it does not match its schema. For
   * an item on disk, keeps every field that can be read.
   */
  get(): Promise<T>;
  /**
   * Returns what the page requested before its code was loaded, the first time only; `null` if it
   * did not. May be older than a recent change.
   */
  getEarly(): Promise<T> | null;
  set(value: T): Promise<void>;
  /**
   * Reads, changes and writes as one step: updates of one item queue up, so that none is lost. Only
   * the background writes, so a queue in this context is enough. Returns the new value; writes
   * nothing if `change` returns the value it was given.
   */
  update(change: (current: T) => T): Promise<T>;
  /**
   * Like `update`, but does not wait for the browser if the value is kept in memory: it is stored
   * with the next write, a fraction of a second later at most. Only for values that may be lost
   * with the worker and that no call depends on.
   */
  updateSoon(change: (current: T) => T): Promise<T>;
  clear(): Promise<void>;
  /**
   * Calls back with each new value, whichever context wrote it; returns a function that stops
   * watching.
   */
  watch(onChange: (value: T) => void): () => void;
  /** What of it cannot be read; missing if the item is only in memory. */
  records?: Pick<RecordKeeper<ZodMiniType>, 'review' | 'dismiss'>;
};

/** A store for code that reads and changes it, but does not watch it. */
export type ReadWriteStore<T> = Pick<Store<T>, 'get' | 'set' | 'update'>;

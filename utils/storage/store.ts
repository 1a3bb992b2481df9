import type { ZodMiniType } from 'zod/mini';
import type { RecordKeeper } from './kept-records';

/** When a stored item is emptied. Sign-out empties everything about a person or a session. */
export type ClearedOn = 'sign-out' | 'never';

/**
 * One stored value: read through its schema, written whole, watched. Who needs less of it takes a
 * `Pick` of it, so that a test can give a value in memory.
 */
export type Store<T> = {
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
  records?: Pick<RecordKeeper<ZodMiniType>, 'review' | 'dismiss'>;
};

/** A store to read and to change, by whoever does not watch it. */
export type ReadWriteStore<T> = Pick<Store<T>, 'get' | 'set' | 'update'>;

import { createSerializer } from '../concurrency/serialize';
import { fail } from '../errors/failure';
import type { ReadWriteStore, Store } from '../storage/store';
import type { StoredRows } from '../storage/stored-rows';
import { epochItem, identityItem } from './state';

/**
 * The time during which one person, or nobody, is signed in. Work for a person keeps the epoch in
 * which it began, and reads and writes through it: once the epoch is over, that work finds empty
 * stores and writes nothing.
 */
export type Epoch = {
  /**
   * Random per sign-in, and stored, so that a new worker continues in the same epoch. `null` while
   * nobody is signed in: there is nothing that would belong to them.
   */
  id(): string | null;
  /**
   * Assigns the epoch to a person who became known without a sign-in of their own; it is theirs
   * from its beginning.
   */
  name(): Promise<void>;
  isOpen(): boolean;
  /** Throws `signed-out` once the epoch is over. */
  require(): void;
  /**
   * Runs a write, or throws `signed-out`. The next epoch waits until the writes of this one are
   * done.
   */
  write<T>(work: () => Promise<T>): Promise<T>;
};

/** The only place that changes who is signed in. */
export type Epochs = {
  /** Returns the open epoch. Waits while one person replaces another. */
  current(): Promise<Epoch>;
  /**
   * Returns the open epoch, or the one that has just ended while the next is not open yet: events
   * that arrive now belong to it.
   */
  latest(): Promise<Epoch>;
  /**
   * Ends the epoch, waits for its last writes, does `work` while none is open, and opens the next
   * one, whether `work` succeeds or not. One change at a time.
   * @param work receives a function that stores the next epoch's id. Call it after all data is
   *   deleted and before the identity is written: pages then know the epoch when they learn who is
   *   signed in
   * @param isNeeded called when it is this change's turn; `false` keeps the epoch, and failures are
   *   thrown on
   * @param clears whether `work` deletes the person's data: if the worker dies, the next one
   *   repeats that
   */
  change(
    work: (name: () => Promise<void>) => Promise<void>,
    options?: { isNeeded?: (present: Epoch) => Promise<boolean>; clears?: boolean },
  ): Promise<void>;
};

type OwnEpoch = Epoch & { end(): void; settled(): Promise<void> };

/**
 * Creates the epochs.
 * @param finishLeaving deletes the previous person's data again, if a worker's death may have
 *   interrupted that
 */
export function createEpochs(finishLeaving: () => Promise<void>): Epochs {
  let present: Promise<OwnEpoch> | null = null;
  let ended: OwnEpoch | null = null;
  const serialize = createSerializer();

  async function takeUp(): Promise<OwnEpoch> {
    const stored = await epochItem.get();
    if (stored && !stored.leaving) return createEpoch(stored.id);
    if (stored) {
      // Events that arrive meanwhile were sent to the worker that died: they belong to the person
      // who was signing out.
      ended = createEpoch(stored.id);
      ended.end();
      await finishLeaving();
    }
    const next = createEpoch(null);
    if ((await identityItem.get()) !== null) await next.name();
    ended = null;
    return next;
  }

  function current(): Promise<OwnEpoch> {
    if (present) return present;
    const taken = takeUp();
    present = taken;
    // If this read fails, the next one may succeed.
    taken.catch(() => {
      if (present === taken) present = null;
    });
    return taken;
  }

  async function latest(): Promise<OwnEpoch> {
    const open = current();
    // Long enough for a new worker to see whether somebody was signing out.
    await Promise.race([open, epochItem.get()]);
    return ended ?? (await open);
  }

  async function changeNow(
    epoch: OwnEpoch,
    clears: boolean,
    work: (name: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const opening = Promise.withResolvers<OwnEpoch>();
    // Callers that wait for it get the error. If there is none, the rejection must not count as
    // unhandled.
    opening.promise.catch(() => undefined);
    const next = createEpoch(null);
    epoch.end();
    ended = epoch;
    present = opening.promise;
    try {
      const id = epoch.id();
      if (clears && id !== null) await epochItem.set({ id, leaving: true });
      await epoch.settled();
      await work(next.name);
    } finally {
      try {
        if ((await identityItem.get()) !== null) await next.name();
        opening.resolve(next);
      } catch (error) {
        present = null;
        opening.reject(error);
      }
      ended = null;
    }
  }

  return {
    current,
    latest,
    change: (work, { isNeeded, clears = false } = {}) =>
      serialize(async () => {
        const epoch = await current();
        if (isNeeded && !(await isNeeded(epoch))) return;
        await changeNow(epoch, clears, work);
      }),
  };
}

function createEpoch(stored: string | null): OwnEpoch {
  let id = stored;
  let open = true;
  const underWay = new Set<Promise<unknown>>();
  const require = () => {
    if (!open) throw fail('signed-out');
  };
  async function write<T>(work: () => Promise<T>): Promise<T> {
    require();
    const writing = work();
    underWay.add(writing);
    try {
      return await writing;
    } finally {
      underWay.delete(writing);
    }
  }
  return {
    id: () => id,
    async name() {
      const given = id ?? crypto.randomUUID();
      id = given;
      await write(() => epochItem.set({ id: given, leaving: false }));
    },
    isOpen: () => open,
    require,
    write,
    end() {
      open = false;
    },
    async settled() {
      await Promise.allSettled([...underWay]);
    },
  };
}

/**
 * Wraps a stored item for the work of one epoch: once the epoch is over, it is empty and rejects
 * writes.
 */
export function itemOf<T>(epoch: Epoch, item: Store<T>): ReadWriteStore<T> {
  return {
    async get() {
      const value = await item.get();
      return epoch.isOpen() ? value : item.fallback;
    },
    set: (value) => epoch.write(() => item.set(value)),
    update: (change) => epoch.write(() => item.update(change)),
  };
}

/** Wraps stored rows for the work of one epoch. */
export function rowsOf<T>(epoch: Epoch, rows: StoredRows<T>): StoredRows<T> {
  return {
    ...rows,
    async all() {
      const all = await rows.all();
      return epoch.isOpen() ? all : [];
    },
    async find(ids) {
      const found = await rows.find(ids);
      return epoch.isOpen() ? found : new Map();
    },
    patch: (ids, change) => epoch.write(() => rows.patch(ids, change)),
    replace: (change) => epoch.write(() => rows.replace(change)),
    clear: () => epoch.write(() => rows.clear()),
  };
}

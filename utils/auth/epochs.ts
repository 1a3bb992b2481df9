import { createSerializer } from '../concurrency/serialize';
import { fail } from '../errors/failure';
import type { ReadWriteStore, Store } from '../storage/store';
import type { StoredRows } from '../storage/stored-rows';
import { epochItem, identityItem } from './state';

/**
 * The time in which one person, or nobody, is signed in. Whatever is begun for a person keeps the
 * epoch it was begun in, and reads and writes through it: once the epoch is over, its work finds
 * empty stores and writes nothing.
 */
export type Epoch = {
  /**
   * Random for each sign-in, and stored, so that a worker that is started anew goes on in the same
   * epoch. `null` while nobody is signed in: there is nothing that would belong to them.
   */
  id(): string | null;
  /**
   * Who is signed in is known now, without a sign-in of their own: the epoch is theirs from its
   * beginning.
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

/** Who is signed in changes here, and nowhere else. */
export type Epochs = {
  /**
   * The epoch that is open. While one person takes the place of another, the answer waits until
   * that is done.
   */
  current(): Promise<Epoch>;
  /**
   * The epoch that is open, or the one that has just ended while the next one is not open yet:
   * whose is what comes in now.
   */
  latest(): Promise<Epoch>;
  /**
   * Ends the epoch, waits for its last writes, does `work` while none is open, and opens the next
   * one, whether `work` succeeds or not. One change at a time.
   * @param work is given what names the next epoch, once all is empty and before it is said who is
   *   signed in: pages then know the one when they hear of the other
   * @param isNeeded asked when it is this change's turn; `false` leaves the epoch as it is, and a
   *   failure is thrown on
   * @param clears whether `work` empties what the person had: a worker that dies over it leaves
   *   that to the next one
   */
  change(
    work: (name: () => Promise<void>) => Promise<void>,
    options?: { isNeeded?: (present: Epoch) => Promise<boolean>; clears?: boolean },
  ): Promise<void>;
};

type OwnEpoch = Epoch & { end(): void; settled(): Promise<void> };

/**
 * Makes the one keeper of epochs.
 * @param finishLeaving does again what the death of a worker may have cut off: empties what
 *   belonged to the person before
 */
export function createEpochs(finishLeaving: () => Promise<void>): Epochs {
  let present: Promise<OwnEpoch> | null = null;
  let ended: OwnEpoch | null = null;
  const serialize = createSerializer();

  async function takeUp(): Promise<OwnEpoch> {
    const stored = await epochItem.get();
    if (stored && !stored.leaving) return createEpoch(stored.id);
    if (stored) {
      // What comes in meanwhile was sent to the worker that died: it is of the person who was
      // leaving.
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
    // What could not be read now may be read the next time.
    taken.catch(() => {
      if (present === taken) present = null;
    });
    return taken;
  }

  async function latest(): Promise<OwnEpoch> {
    const open = current();
    // Long enough for a new worker to see whether somebody was leaving.
    await Promise.race([open, epochItem.get()]);
    return ended ?? (await open);
  }

  async function changeNow(
    epoch: OwnEpoch,
    clears: boolean,
    work: (name: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const opening = Promise.withResolvers<OwnEpoch>();
    // Whoever waits for it is told there; nobody waiting is no unhandled rejection.
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
 * A stored item as the work of one epoch has it: empty, and closed to writes, once the epoch is
 * over.
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

/** Stored rows as the work of one epoch has them. */
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

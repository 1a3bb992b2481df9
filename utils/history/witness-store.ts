import { createStore, getMany, setMany } from 'idb-keyval';

/** The names of all values in the store. */
const NAMES = ['key', 'origin', 'checkpoint', 'notes', 'clock', 'exported', 'unread'] as const;
type Values = Partial<Record<(typeof NAMES)[number], unknown>>;

let store: ReturnType<typeof createStore> | undefined;
/** Opened at first use: not every browser lets an extension have a database everywhere. */
const opened = () => {
  store ??= createStore('cobrowse-history-witness', 'values');
  return store;
};

/**
 * Key and checkpoint of the history: in a database of this extension, away from the entries in
 * `storage.local`. A database can store a key whose bytes nobody can read. Calls reject if the
 * browser denies access to it, as Firefox does in private windows.
 */
export const historyWitnessStore = {
  async read(): Promise<Values> {
    const values = await getMany<unknown>([...NAMES], opened());
    return Object.fromEntries(NAMES.map((name, index) => [name, values[index]]));
  },
  /** Writes all of them or none. */
  async write(values: Values): Promise<void> {
    await setMany(Object.entries(values), opened());
  },
};

import { browser } from '#imports';
import { limitCache, readStored, readStoredUnder, writeStored } from './areas';

/**
 * Many records in `storage.local` under one prefix, each stored separately. A sign-out does not
 * clear them.
 */
export type StoredRecords = {
  read(names: string[]): Promise<Record<string, unknown>>;
  readAll(): Promise<Record<string, unknown>>;
  /** Uses one call to the browser, which writes all of them or none. */
  write(records: Record<string, unknown>): Promise<void>;
  remove(names: string[]): Promise<void>;
  /**
   * Calls back when any of them changes, in any context; returns a function that stops watching.
   */
  watch(onChange: () => void): () => void;
};

/** How many records stay in memory with `keeps: 'few'`: the latest of the history. */
const MAX_KEPT = 8;

/**
 * Declares the records under `prefix`. Readers must check them: what is on disk may be older, newer
 * or changed by others.
 * @param keeps whether a context that keeps storage in memory keeps all of them after a read
 */
export function defineStoredRecords(prefix: `${string}/`, keeps: 'all' | 'few' = 'few'): StoredRecords {
  const { onChanged } = browser.storage;
  const few = limitCache('local', MAX_KEPT);
  const keyOf = (name: string) => prefix + name;
  const write = (records: [string, unknown][]) =>
    writeStored(
      'local',
      Object.fromEntries(records.map(([name, value]) => [keyOf(name), value])),
      keeps === 'all' ? 'always' : 'if known',
    );
  return {
    async read(names) {
      const records = await Promise.all(
        names.map(async (name) => [name, await readStored('local', keyOf(name))] as const),
      );
      if (keeps === 'few') few.noteRead(names.map(keyOf));
      return Object.fromEntries(records.filter(([, value]) => value !== undefined));
    },
    async readAll() {
      const all = Object.entries(await readStoredUnder('local', prefix, keeps));
      return Object.fromEntries(all.map(([key, value]) => [key.slice(prefix.length), value]));
    },
    write: (records) => write(Object.entries(records)),
    async remove(names) {
      if (names.length > 0) await write(names.map((name) => [name, undefined]));
    },
    watch(onChange) {
      const listen = (changes: Record<string, unknown>, area: string) => {
        if (area === 'local' && Object.keys(changes).some((key) => key.startsWith(prefix))) onChange();
      };
      onChanged.addListener(listen);
      return () => onChanged.removeListener(listen);
    },
  };
}

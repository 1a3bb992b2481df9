import { browser } from '#imports';

/** Many records of `storage.local` under one prefix, each stored by itself. Nothing here is emptied by a sign-out. */
export type StoredShelf = {
  read(names: string[]): Promise<Record<string, unknown>>;
  readAll(): Promise<Record<string, unknown>>;
  /** One call to the browser, which writes all of them or none. */
  write(records: Record<string, unknown>): Promise<void>;
  remove(names: string[]): Promise<void>;
  /** Calls back when any of them changed, from whatever context; returns how to stop. */
  watch(onChange: () => void): () => void;
};

/** Declares the records under `prefix`. Whoever reads checks them: what is on disk may be older, newer or touched by others. */
export function defineStoredShelf(prefix: `${string}/`): StoredShelf {
  const { local, onChanged } = browser.storage;
  const keyOf = (name: string) => prefix + name;
  const byName = (stored: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(stored)
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value]),
    );
  return {
    read: async (names) => byName(await local.get(names.map(keyOf))),
    readAll: async () => byName(await local.get(null)),
    async write(records) {
      await local.set(
        Object.fromEntries(Object.entries(records).map(([name, value]) => [keyOf(name), value])),
      );
    },
    async remove(names) {
      if (names.length > 0) await local.remove(names.map(keyOf));
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

import type { FloorItems } from '@/utils/background/create-floor';
import { DEFAULT_LIST_VIEW } from '@/utils/floor/list-view';
import { type Gone, NO_NAMES } from '@/utils/floor/model';
import type { StoredRows } from '@/utils/storage/stored-rows';

/** A stored value in memory. */
export function memoryItem<T>(initial: T) {
  let value = initial;
  return {
    get: async () => value,
    async set(next: T) {
      value = next;
    },
    async update(change: (value: T) => T) {
      value = change(value);
      return value;
    },
  };
}

function memoryRows<T extends { id: string }>(): StoredRows<T> {
  let rows = new Map<string, T>();
  return {
    all: async () => [...rows.values()],
    find: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const row = rows.get(id);
          return row ? [[id, row] as const] : [];
        }),
      ),
    async patch(ids, change) {
      for (const id of ids) {
        const row = change(id, rows.get(id));
        if (row) rows.set(id, row);
        else rows.delete(id);
      }
    },
    async replace(change) {
      rows = new Map(change(rows));
      return 0;
    },
    async clear() {
      rows.clear();
    },
    watch: () => () => undefined,
    bucketOf: () => 0,
  };
}

/** All stores of the floor in memory, for one supervisor without a browser. */
export function memoryStores(): FloorItems {
  return {
    rows: memoryRows(),
    head: memoryItem<Awaited<ReturnType<FloorItems['head']['get']>>>(null),
    live: memoryItem(false),
    channel: memoryItem<Awaited<ReturnType<FloorItems['channel']['get']>>>(null),
    names: memoryItem(NO_NAMES),
    searchPage: memoryItem(1),
    savedViews: memoryItem<Awaited<ReturnType<FloorItems['savedViews']['get']>>>([]),
    gone: memoryItem<Record<string, Gone>>({}),
    listView: memoryItem(DEFAULT_LIST_VIEW),
    firstScreen: memoryItem<Awaited<ReturnType<FloorItems['firstScreen']['get']>>>(null),
    snapshot: memoryItem<string | null>(null),
    pinnedAgents: memoryItem<string[]>([]),
  };
}

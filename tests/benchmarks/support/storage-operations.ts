import type { Worker } from 'playwright-core';

/**
 * One call of the worker to the browser's storage; its time in milliseconds since counting began.
 */
export type StorageOperation = { what: string; keys: string; at: number };

type Counting = { __operations?: StorageOperation[]; __since?: number };

/** Counts the worker's calls to the browser's storage from now until the worker is stopped. */
export async function countStorageOperations(worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    const counting = globalThis as Counting;
    if (counting.__operations) {
      counting.__operations = [];
      counting.__since = performance.now();
      return;
    }
    counting.__operations = [];
    counting.__since = performance.now();
    const areas = new Set<Record<string, unknown>>();
    for (const api of [chrome, (globalThis as unknown as { browser?: typeof chrome }).browser])
      for (const area of ['session', 'local', 'managed'] as const) {
        const storage = api?.storage[area] as unknown as Record<string, unknown> | undefined;
        if (!storage || areas.has(storage)) continue;
        areas.add(storage);
        for (const name of ['get', 'set', 'remove', 'clear']) {
          const original = storage[name] as (...args: unknown[]) => unknown;
          storage[name] = (...args: unknown[]) => {
            const [keys] = args;
            counting.__operations?.push({
              what: `${area}.${name}`,
              keys: JSON.stringify(name === 'set' ? Object.keys(Object(keys)) : (keys ?? null)).slice(0, 200),
              at: performance.now() - (counting.__since ?? 0),
            });
            return original.apply(storage, args);
          };
        }
      }
  });
}

/** The counted calls. */
export async function storageOperations(worker: Worker): Promise<StorageOperation[]> {
  return await worker.evaluate(() => (globalThis as Counting).__operations ?? []);
}

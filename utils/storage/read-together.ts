import { browser } from '#imports';

type Area = 'session' | 'local';
type Waiting = { key: string; resolve: (stored: unknown) => void; reject: (error: unknown) => void };

const waiting: Record<Area, Waiting[]> = { session: [], local: [] };

/**
 * Returns the stored value of a key, `undefined` if there is none. Keys that are requested together
 * are read in one call to the browser: a page needs a dozen when it opens, and each call is a round
 * trip to another process.
 */
export function readTogether(area: Area, key: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const queue = waiting[area];
    queue.push({ key, resolve, reject });
    if (queue.length === 1) queueMicrotask(() => void readWaiting(area));
  });
}

/** Sends the reads that were requested so far, without waiting for the end of this turn. */
export function sendReads(area: Area): void {
  void readWaiting(area);
}

async function readWaiting(area: Area): Promise<void> {
  const asked = waiting[area];
  if (asked.length === 0) return;
  waiting[area] = [];
  try {
    const stored: Record<string, unknown> = await browser.storage[area].get(asked.map(({ key }) => key));
    for (const { key, resolve } of asked) resolve(stored[key]);
  } catch (error) {
    for (const { reject } of asked) reject(error);
  }
}

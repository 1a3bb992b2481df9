import { vi } from 'vitest';
import type { HurriedClock } from './hurried-clock';

const realFetch = globalThis.fetch;

/** Records every fetch. Returns a function that waits until none is open and none follows. */
export function watchCalls(clock: HurriedClock): () => Promise<void> {
  const underWay = new Set<Promise<unknown>>();
  vi.stubGlobal('fetch', (...call: Parameters<typeof fetch>) => {
    const answer = realFetch(...call);
    const noted = answer.then(
      () => undefined,
      () => undefined,
    );
    underWay.add(noted);
    void noted.then(() => underWay.delete(noted));
    return answer;
  });
  return async () => {
    do {
      await Promise.all(underWay);
      await clock.reallyWait(5);
    } while (underWay.size > 0);
  };
}

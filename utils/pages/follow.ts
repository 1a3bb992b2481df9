import type { Store } from '../storage/store';
import { afterNextPaint } from './after-next-paint';

/** A stored value that can be read and watched. */
export type Followed<T> = Pick<Store<T>, 'get' | 'watch'> & Partial<Pick<Store<T>, 'getEarly'>>;

/**
 * Reads an item and follows it. A change that overtakes the first read wins. An early result is
 * delivered first, and read again after it was painted, because nothing was watched in between.
 */
export function follow<T>(item: Followed<T>, onValue: (value: T) => void): () => void {
  let overtaken = false;
  const stop = item.watch((value) => {
    overtaken = true;
    onValue(value);
  });
  const early = item.getEarly?.();
  if (early) {
    void early.then((first) => {
      if (!overtaken) onValue(first);
      afterNextPaint(() => void readOn(JSON.stringify(first)));
    });
  } else void readOn();
  return stop;

  async function readOn(known?: string) {
    const value = await item.get();
    if (!overtaken && JSON.stringify(value) !== known) onValue(value);
  }
}

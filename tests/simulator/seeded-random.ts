/** A repeatable source of choices: the same seed gives the same sequence on every machine. */
export type SeededRandom = {
  /** A number from 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number between `min` and `max`, both included. */
  int(min: number, max: number): number;
  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean;
  /** One element. Throws a RangeError when the list is empty. */
  pick<T>(list: readonly T[]): T;
  /** A new list with the same elements in another order. */
  shuffle<T>(list: readonly T[]): T[];
  /** A lower-case version-4 UUID. Repeatable, so never a secret. */
  uuid(): string;
};

/**
 * Makes a source of repeatable choices (the public-domain mulberry32 generator).
 * @param seed any whole number; only its lowest 32 bits count
 */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  function int(min: number, max: number): number {
    return min + Math.floor(next() * (max - min + 1));
  }

  function pick<T>(list: readonly T[]): T {
    const index = int(0, list.length - 1);
    if (list.length === 0) throw new RangeError('Cannot pick from an empty list');
    return list[index] as T;
  }

  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick,
    shuffle(list) {
      const rest = [...list];
      const shuffled: typeof rest = [];
      while (rest.length > 0) shuffled.push(...rest.splice(int(0, rest.length - 1), 1));
      return shuffled;
    },
    uuid() {
      const digits = Array.from({ length: 32 }, () => int(0, 15).toString(16));
      digits[12] = '4';
      digits[16] = pick(['8', '9', 'a', 'b']);
      const hex = digits.join('');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
  };
}

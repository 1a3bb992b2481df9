import { describe, expect, it } from 'vitest';
import { createBackOff } from '@/utils/notifications/back-off';
import { TIMINGS } from '@/utils/notifications/timings';

const pauses = (random: () => number) => {
  const backOff = createBackOff({
    firstMs: TIMINGS.firstPauseMs,
    longestMs: TIMINGS.longestPauseMs,
    random,
  });
  return { backOff, first: (n: number) => Array.from({ length: n }, () => backOff.next()) };
};

describe('createBackOff', () => {
  it('doubles its pauses from 1 s up to 60 s', () => {
    expect(pauses(() => 0).first(7)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(pauses(() => 1).first(7)).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('stays at its longest pause for ever', () => {
    expect(
      pauses(() => 1)
        .first(5000)
        .at(-1),
    ).toBe(60_000);
  });

  it('begins with the first pause after a reset', () => {
    const { backOff, first } = pauses(() => 1);
    first(5);
    backOff.reset();
    expect(backOff.next()).toBe(2000);
  });
});

import { describe, expect, it } from 'vitest';
import { createCurrentAgent } from '@/utils/cobrowse/current-agent';
import { conversation, NOW } from './fixtures';

/** Whether the agent of a reading of this age is current. */
const isCurrent = (ageMs: number, { differs = false, isFollowed = false } = {}) =>
  createCurrentAgent({
    differs: async () => differs,
    isFollowed: async () => isFollowed,
    now: () => NOW,
  }).isCurrent({ conversation: conversation(), readAt: NOW - ageMs });

describe('the agent of a reading', () => {
  it.each([
    [0, true],
    [1_000, true],
    [1_001, false],
  ])('that is %d ms old is current: %s', async (age, expected) => {
    expect(await isCurrent(age)).toBe(expected);
  });

  it('is current for longer where every change would have been reported', async () => {
    expect(await isCurrent(5_000, { isFollowed: true })).toBe(true);
    expect(await isCurrent(5_001, { isFollowed: true })).toBe(false);
    expect(await isCurrent(0, { isFollowed: true, differs: true })).toBe(false);
  });

  it('that was read before the clock was set back is not: nobody knows how old it is', async () => {
    expect(await isCurrent(-1)).toBe(false);
    expect(await isCurrent(-60_000, { isFollowed: true })).toBe(false);
  });
});

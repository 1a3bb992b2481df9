import { describe, expect, it } from 'vitest';
import {
  type AttentionFacts,
  attentionOf,
  countAttention,
  isUrgent,
  nextAttentionAt,
} from '@/utils/floor/attention';
import { DEFAULT_ATTENTION } from '@/utils/settings/settings';
import { MINUTE, NOW, SECOND } from './fixtures';

const facts = (changes: Partial<AttentionFacts>): AttentionFacts => ({
  state: 'connected',
  startedAt: NOW - 9 * MINUTE,
  ...changes,
});
const held = (ms: number) => facts({ state: 'on-hold', stateSince: NOW - ms });
const rings = (ms: number) => facts({ state: 'alerting', stateSince: NOW - ms });
const LIMITS = { ...DEFAULT_ATTENTION, handledMinutes: 20 };
const old = facts({ startedAt: NOW - 20 * MINUTE });

describe('attentionOf', () => {
  it.each<[string, AttentionFacts, string | undefined]>([
    ['an ordinary conversation', facts({}), undefined],
    ['a flagged one', facts({ flagged: true }), 'flagged'],
    ['a flagged one that has ended', facts({ flagged: true, state: 'ended' }), undefined],
    ['one on hold just short of the limit', held(2 * MINUTE - 1), undefined],
    ['one on hold for as long as the limit', held(2 * MINUTE), 'on-hold'],
    ['one on hold, nobody knows since when', facts({ state: 'on-hold' }), undefined],
    ['one that rings just short of the limit', rings(30 * SECOND - 1), undefined],
    ['one that rings for as long as the limit', rings(30 * SECOND), 'alerting'],
    ['one that was on hold and is connected', facts({ stateSince: NOW - 9 * MINUTE }), undefined],
    ['one that takes long', old, 'long'],
    ['a long one on hold for a moment', { ...held(1), startedAt: old.startedAt }, 'long'],
    ['a long one on hold for too long', { ...held(3 * MINUTE), startedAt: old.startedAt }, 'on-hold'],
    ['an old email that is parked', { ...old, state: 'parked' }, undefined],
    ['an old conversation that waits', { ...old, state: 'waiting' }, undefined],
    ['one whose start nobody knows', facts({ startedAt: null }), undefined],
  ])('of %s', (_what, row, reason) => {
    expect(attentionOf(row, LIMITS, NOW)?.reason).toBe(reason);
  });

  it('counts nothing whose limit is off, except a flag', () => {
    const off = { holdSeconds: null, alertingSeconds: null, handledMinutes: null };
    const rows = [held(9 * MINUTE), rings(9 * MINUTE), old, facts({ flagged: true })];
    expect(rows.map((row) => attentionOf(row, off, NOW)?.reason)).toEqual([
      undefined,
      undefined,
      undefined,
      'flagged',
    ]);
  });

  it('does not count long conversations unless somebody wants it', () => {
    expect(attentionOf(facts({ startedAt: NOW - 600 * MINUTE }), DEFAULT_ATTENTION, NOW)).toBeNull();
  });
});

describe('isUrgent', () => {
  it.each([
    [5 * MINUTE - 1, false],
    [5 * MINUTE, true],
  ])('after %d ms on hold', (ms, urgent) => {
    expect(isUrgent({ reason: 'on-hold', since: NOW - ms }, LIMITS, NOW)).toBe(urgent);
  });

  it('never of a flag', () => {
    expect(isUrgent({ reason: 'flagged', since: null }, LIMITS, NOW)).toBe(false);
  });
});

describe('countAttention', () => {
  it('counts each conversation once', () => {
    const both = { ...held(3 * MINUTE), flagged: true as const };
    expect(countAttention([both, held(MINUTE), rings(MINUTE), facts({})], LIMITS, NOW)).toBe(2);
  });
});

describe('nextAttentionAt', () => {
  it('is when the next conversation passes its limit', () => {
    const rows = [held(30 * SECOND), rings(10 * SECOND), facts({ startedAt: NOW - MINUTE })];
    expect(nextAttentionAt(rows, LIMITS, NOW)).toBe(NOW + 20 * SECOND);
    expect(nextAttentionAt(rows.slice(0, 1), LIMITS, NOW)).toBe(NOW + 90 * SECOND);
  });

  it('is never if no time runs, or all have passed', () => {
    const rows = [facts({ flagged: true }), held(3 * MINUTE), facts({})];
    expect(nextAttentionAt(rows, DEFAULT_ATTENTION, NOW)).toBeNull();
  });
});

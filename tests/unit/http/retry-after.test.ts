import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '@/utils/http/retry-after';

const NOW = Date.parse('2026-08-01T12:00:00Z');

describe('retryAfterMs', () => {
  it.each([
    ['5', 5000],
    [' 5 ', 5000],
    ['0', 0],
    ['1.5', 1500],
    ['-5', 0],
    ['Sat, 01 Aug 2026 12:01:00 GMT', 60_000],
    ['Sat, 01 Aug 2026 11:00:00 GMT', 0],
    ['', 10_000],
    ['   ', 10_000],
    ['soon', 10_000],
    ['Infinity', 10_000],
    [null, 10_000],
  ])('reads %j as %i ms', (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });
});

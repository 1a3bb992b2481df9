import { describe, expect, it } from 'vitest';
import { retryAfterMs, retryAtOf } from '@/utils/http/retry-after';

const NOW = Date.parse('2026-08-01T12:00:00Z');

describe('retryAfterMs', () => {
  it.each([
    ['5', 5000],
    [' 5 ', 5000],
    ['0', 0],
    ['1.5', 1500],
    ['-5', 0],
    ['86401', 86_400_000],
    ['1e308', 86_400_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400_000],
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

describe('retryAtOf', () => {
  it.each([10, -10])('reads a date by the clock of a server that is %i minutes ahead', (minutes) => {
    const serverNow = NOW + minutes * 60_000;
    const headers = new Headers({
      date: new Date(serverNow).toUTCString(),
      'retry-after': new Date(serverNow + 7_000).toUTCString(),
    });
    expect(retryAtOf(headers, NOW)).toBe(NOW + 7_000);
  });

  it('takes its own clock where the answer has no date', () => {
    expect(retryAtOf(new Headers({ 'retry-after': new Date(NOW + 7_000).toUTCString() }), NOW)).toBe(
      NOW + 7_000,
    );
  });
});

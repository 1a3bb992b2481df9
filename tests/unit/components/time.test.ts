import { describe, expect, it } from 'vitest';
import { formatLength, secondsUntil } from '@/components/common/time';
import { minutesLeft } from '@/components/desktop/button-wording';

const MINUTE = 60_000;

describe('formatLength', () => {
  it.each([
    [-5, '0:00'],
    [59_999, '0:59'],
    [4 * MINUTE + 12_000, '4:12'],
    [60 * MINUTE, '1 h 00'],
    [63 * MINUTE, '1 h 03'],
    [(24 * 60 + 61) * MINUTE, '1 d 1 h'],
  ])('writes %i ms as %s', (length, expected) => expect(formatLength(length)).toBe(expected));
});

it('says what is left in whole minutes', () => {
  expect(minutesLeft(11.5 * MINUTE, 0).long).toBe('12 min left');
  expect(minutesLeft(MINUTE, 0).long).toBe('Less than 1 min left');
});

it('never counts below zero', () => expect(secondsUntil(0, 5000)).toBe(0));

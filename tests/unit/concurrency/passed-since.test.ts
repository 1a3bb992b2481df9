import { expect, it } from 'vitest';
import { passedSince } from '@/utils/concurrency/passed-since';

it('counts the milliseconds since a moment', () => expect(passedSince(1_000, 1_500)).toBe(500));

it('takes a moment that is still to come for long ago: the clock was set back', () =>
  expect(passedSince(1_501, 1_500)).toBe(Number.POSITIVE_INFINITY));

it('takes never for longest ago', () =>
  expect(passedSince(Number.NEGATIVE_INFINITY, 1_500)).toBe(Number.POSITIVE_INFINITY));

import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { lazySchema } from '@/utils/schema/lazy-schema';
import { strict } from '@/utils/schema/strict';

const leaf = lazySchema(() => z.object({ name: z.string().check(z.maxLength(3)) }));
const lenient = lazySchema(() =>
  z.object({
    inside: leaf,
    maybe: z.optional(leaf),
    none: z.nullable(leaf),
    filled: z._default(leaf, { name: 'x' }),
    all: z.array(leaf),
    either: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), name: z.string() }),
      z.object({ kind: z.literal('b') }),
    ]),
  }),
);
const exact = strict(lenient);
const value = {
  inside: { name: 'a' },
  maybe: { name: 'b' },
  none: { name: 'c' },
  filled: { name: 'd' },
  all: [{ name: 'e' }],
  either: { kind: 'a', name: 'f' },
};
const more = { name: 'a', more: 1 };

describe('a strict schema', () => {
  it('takes what the schema takes, and fills in what it fills in', () => {
    expect(z.safeParse(exact, value).data).toEqual(value);
    const { maybe: _, filled: __, ...least } = { ...value, none: null };
    expect(z.safeParse(exact, least).data).toEqual({ ...least, filled: { name: 'x' } });
  });

  it.each<[string, object]>([
    ['on top', { more: 1 }],
    ['in an object', { inside: more }],
    ['in an optional one', { maybe: more }],
    ['in a nullable one', { none: more }],
    ['in one with a default', { filled: more }],
    ['in a list', { all: [{ name: 'e' }, more] }],
    ['in one of several shapes', { either: { kind: 'a', name: 'f', more: 1 } }],
    ['of another shape', { either: { kind: 'b', name: 'f' } }],
  ])('refuses an unknown field %s; the schema itself passes over it', (_where, change) => {
    expect(z.safeParse(exact, { ...value, ...change }).success).toBe(false);
    expect(z.safeParse(lenient, { ...value, ...change }).data).toBeDefined();
  });

  it('checks what the schema checks', () => {
    expect(z.safeParse(exact, { ...value, inside: { name: 'long' } }).success).toBe(false);
  });
});

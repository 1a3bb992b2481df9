import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { epochSchema } from '@/utils/auth/model';
import { IS_PLAIN_EPOCH } from '@/utils/auth/state';
import { REQUESTS } from '@/utils/messaging/requests';
import { hasExactly, isFlag, isText, matches } from '@/utils/schema/plain';

const ID = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';

describe('an object with exactly these fields', () => {
  const check = hasExactly({ id: isText, leaving: isFlag, code: matches(/^\d+$/) });
  const good = { id: 'a', leaving: false, code: '12' };

  it('is accepted', () => {
    expect(check(good)).toBe(true);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'id'],
    ['a list', ['a', false, '12']],
    ['an empty object', {}],
    ['one field less', { id: 'a', leaving: false }],
    ['one field more', { ...good, more: 1 }],
    ['another field in the place of one', { id: 'a', leaving: false, other: '12' }],
    ['a field of another type', { ...good, leaving: 'false' }],
    ['a text that does not match', { ...good, code: '12a' }],
    ['a list in the place of a text', { ...good, code: ['12'] }],
    ['inherited fields', Object.create(good)],
    ['an inherited field', Object.assign(Object.create({ more: 1 }), good)],
    ['a field named __proto__', Object.fromEntries([['__proto__', 'a'], ...Object.entries(good).slice(1)])],
    ['the name of an inherited field', { toString: 'a', leaving: false, code: '12' }],
  ])('is not %s', (_what, value) => {
    expect(check(value)).toBe(false);
  });
});

/** What a plain check may meet: near misses, and anything. */
const values = fc.oneof(
  fc.constantFrom(undefined, null, ID, ID.toUpperCase(), `${ID}\n`, '.', '..', 'a%2fb', 'a/b'),
  fc.anything(),
);
const bodies = fc.oneof(
  values,
  fc.record({ conversationId: values }),
  fc.record({ sessionId: values }),
  fc.record({ id: fc.oneof(values, fc.string()), leaving: fc.oneof(values, fc.boolean()) }),
  fc.record({ sessionId: fc.oneof(values, fc.string()), more: values }, { requiredKeys: ['sessionId'] }),
);

/** Fails unless the schema accepts the same and returns it unchanged. */
function expectSchemaToAgree(schema: z.ZodMiniType, value: unknown) {
  expect(z.safeParse(schema, value)).toEqual({ success: true, data: value });
}

describe('what needs no schema is what the schema accepts as it is', () => {
  const plain = Object.entries(REQUESTS).filter(([, { isPlain }]) => isPlain);

  it('in the bodies of most requests', () => {
    expect(plain.length).toBeGreaterThan(15);
  });

  it.each(plain)('in the body of %s', (_type, { body, isPlain }) => {
    let accepted = 0;
    fc.assert(
      fc.property(bodies, (value) => {
        if (!isPlain?.(value)) return;
        accepted += 1;
        expectSchemaToAgree(body, value);
      }),
      { numRuns: 500, examples: [[undefined], [{ conversationId: ID }], [{ sessionId: 'a-1.b' }]] },
    );
    expect(accepted).toBeGreaterThan(0);
  });

  it('in the stored epoch', () => {
    fc.assert(
      fc.property(bodies, (value) => {
        if (IS_PLAIN_EPOCH(value)) expectSchemaToAgree(epochSchema, value);
      }),
      { numRuns: 2_000 },
    );
    expect(IS_PLAIN_EPOCH({ id: ID, leaving: false })).toBe(true);
  });
});

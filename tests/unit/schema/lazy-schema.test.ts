import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { lazySchema } from '@/utils/schema/lazy-schema';

describe('a schema that is built when it is used', () => {
  it('is not built before, also where it is a part of others', () => {
    const build = vi.fn(() => z.object({ id: z.string() }));
    const schema = lazySchema(build);
    lazySchema(() => z.array(schema));
    z.nullable(schema);
    expect(build).not.toHaveBeenCalled();
  });

  it('is built once', () => {
    const build = vi.fn(() => z.object({ id: z.string() }));
    const schema = lazySchema(build);
    z.safeParse(schema, { id: 'a' });
    z.safeParse(z.array(schema), [{ id: 'a' }, { id: 'b' }]);
    expect(build).toHaveBeenCalledTimes(1);
  });

  it('reads and refuses what the schema itself does', () => {
    const schema = lazySchema(() => z.object({ id: z.string() }));
    expect(z.safeParse(schema, { id: 'a', more: 1 })).toEqual({ success: true, data: { id: 'a' } });
    expect(z.safeParse(schema, { id: 1 }).success).toBe(false);
  });

  it('can be extended, checked, taken apart, and be one of several', () => {
    const schema = lazySchema(() => z.object({ kind: z.literal('a'), id: z.string() }));
    const other = lazySchema(() => z.object({ kind: z.literal('b') }));
    const extended = z.extend(schema, { name: z.string() });
    expect(z.safeParse(extended, { kind: 'a', id: 'x', name: 'y' }).success).toBe(true);
    expect(z.safeParse(extended, { kind: 'a', id: 'x' }).success).toBe(false);
    const checked = schema.check(z.refine(({ id }) => id !== 'bad'));
    expect(z.safeParse(checked, { kind: 'a', id: 'bad' }).success).toBe(false);
    expect(z.safeParse(schema.shape.id, 'x').success).toBe(true);
    const either = z.discriminatedUnion('kind', [schema, other]);
    expect(z.safeParse(either, { kind: 'b' }).success).toBe(true);
    expect(z.safeParse(either, { kind: 'c' }).success).toBe(false);
  });
});

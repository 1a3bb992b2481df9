import type * as z from 'zod/mini';

/**
 * Builds a schema on first use. A worker is woken many times a day, most often for one request:
 * building all schemas took longer than anything else at a wake.
 */
export function lazySchema<S extends z.ZodMiniType>(build: () => S): S {
  let schema: S | undefined;
  const built = () => {
    schema ??= build();
    return schema;
  };
  return new Proxy({} as S, {
    get: (_target, name) => Reflect.get(built(), name) as unknown,
    has: (_target, name) => Reflect.has(built(), name),
  });
}

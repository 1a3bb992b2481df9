import * as z from 'zod/mini';

/**
 * Makes a schema require that an answer is about what was requested. If a cache or proxy mixes up
 * answers, that must never lead to somebody else's conversation; it becomes an
 * `unexpected-response`. Ids are compared case-insensitively.
 */
export function isAbout<Field extends string>(field: Field, wanted: string) {
  return z.refine<Record<Field, string>>((answer) => answer[field].toLowerCase() === wanted.toLowerCase(), {
    path: [field],
  });
}

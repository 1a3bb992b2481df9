import * as z from 'zod/mini';

/**
 * Makes a schema demand that an answer is about what was asked for. A cache or proxy that mixes
 * answers up must never lead to somebody else's conversation; the mix-up is an
 * `unexpected-response`. Ids compare without case.
 */
export function isAbout<Field extends string>(field: Field, wanted: string) {
  return z.refine<Record<Field, string>>((answer) => answer[field].toLowerCase() === wanted.toLowerCase(), {
    path: [field],
  });
}

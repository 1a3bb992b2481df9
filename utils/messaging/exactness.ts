import type { RequestType } from './client';

/**
 * Longest body of a request, in characters of its texts and names; every list entry and field
 * counts as one more.
 */
const LONGEST = 20_000;
/** Bodies that carry a whole page's look, or up to a thousand notifications. */
const LONGER: Partial<Record<RequestType, number>> = {
  'note-list-view': 4_000_000,
  'take-notifications': 8_000_000,
};
/** Deeper than anything of ours; a deeper one could exhaust whoever walks it. */
const DEEPEST = 200;

/**
 * Whether a body is of sensible size and depth. It stops at the first excess, so that a body of any
 * size costs about as much as the largest that is taken: asked before anything else walks the body.
 */
export function isModest(type: RequestType, sent: unknown): boolean {
  let left = LONGEST;
  if (Object.hasOwn(LONGER, type)) left = LONGER[type] ?? LONGEST;

  function walk(value: unknown, depth: number): boolean {
    left -= 1 + (typeof value === 'string' ? value.length : 0);
    if (left < 0 || depth > DEEPEST) return false;
    if (typeof value !== 'object' || value === null) return true;
    if (Array.isArray(value)) return value.length <= left && value.every((each) => walk(each, depth + 1));
    for (const name in value) {
      left -= name.length;
      // A message is a copy that the browser has made: what is found here is its own.
      if (!walk((value as Record<string, unknown>)[name], depth + 1)) return false;
    }
    return true;
  }

  return walk(sent, 0);
}

/**
 * Whether a body says nothing beyond what its schema has read of it. Schemas pass over fields they
 * do not know, which is right for answers of a platform that grows; a request with one was made by
 * nobody of ours. For bodies that are modest.
 */
export function isExact(sent: unknown, read: unknown): boolean {
  if (typeof sent !== 'object' || sent === null) return true;
  if (typeof read !== 'object' || read === null) return false;
  if (Array.isArray(sent) !== Array.isArray(read)) return false;
  return Object.entries(sent).every(
    // What is there but undefined does not survive the way through the browser.
    ([name, value]) =>
      value === undefined ||
      (Object.hasOwn(read, name) && isExact(value, (read as Record<string, unknown>)[name])),
  );
}

import type { RequestType } from './client';

/** Longest body of a request, in characters of its texts and names; every list entry and field counts as one more. */
const LONGEST = 20_000;
/** Bodies that carry a whole page's look, or up to a thousand notifications. */
const LONGER: Partial<Record<RequestType, number>> = {
  'note-list-view': 4_000_000,
  'take-notifications': 8_000_000,
};
/** Deeper than anything of ours; a deeper one could exhaust whoever walks it. */
const DEEPEST = 200;

/**
 * Whether a body says nothing beyond what its schema has read of it, and is of sensible size. Schemas pass over fields they do not know,
 * which is right for answers of a platform that grows; a request with one was made by nobody of ours.
 */
export function isExact(type: RequestType, sent: unknown, read: unknown): boolean {
  let left = LONGER[type] ?? LONGEST;

  function walk(before: unknown, after: unknown, depth: number): boolean {
    left -= 1 + (typeof before === 'string' ? before.length : 0);
    if (left < 0 || depth > DEEPEST) return false;
    if (typeof before !== 'object' || before === null) return true;
    if (typeof after !== 'object' || after === null) return false;
    if (Array.isArray(before) !== Array.isArray(after)) return false;
    return Object.entries(before).every(([name, value]) => {
      left -= name.length;
      // What is there but undefined does not survive the way through the browser.
      if (value === undefined) return true;
      return Object.hasOwn(after, name) && walk(value, (after as Record<string, unknown>)[name], depth + 1);
    });
  }

  return walk(sent, read, 0);
}

/** Deeper than any of our bodies; a deeper one could exhaust the code that walks it. */
const DEEPEST = 200;
/** More fields than any of our objects; the strict schemas list every unknown field. */
const MAX_FIELDS = 10_000;

/**
 * Whether a body is of sensible size, depth and width. `limit` counts the characters of its texts
 * and names; every list entry and field counts as one more. It stops at the first excess, so that
 * any body costs about as much as the largest accepted one. Call it before anything else walks the
 * body.
 */
export function isWithin(limit: number, body: unknown): boolean {
  let left = limit;

  function walk(value: unknown, depth: number): boolean {
    left -= 1 + (typeof value === 'string' ? value.length : 0);
    if (left < 0 || depth > DEEPEST) return false;
    if (typeof value !== 'object' || value === null) return true;
    if (Array.isArray(value)) return value.length <= left && value.every((each) => walk(each, depth + 1));
    let fields = 0;
    for (const name in value) {
      fields += 1;
      if (fields > MAX_FIELDS) return false;
      left -= name.length;
      // A message is a copy made by the browser: it has only own properties.
      if (!walk((value as Record<string, unknown>)[name], depth + 1)) return false;
    }
    return true;
  }

  return walk(body, 0);
}

/** Longest selector, in characters. */
const MAX_LENGTH = 200;
/** How many selectors a policy can have. */
export const MAX_ANCHORS = 10;

/** One part of a selector, from the place where the last one ended. */
const NAME = '-?[A-Za-z_][\\w-]*';
const PARTS = {
  element: new RegExp(NAME, 'y'),
  classOrId: new RegExp(`[.#]${NAME}`, 'y'),
  attribute: new RegExp(
    `\\[${NAME}(?:[~|^$*]?=(?:${NAME}|"[^"\\\\<>{}\\p{C}]*"|'[^'\\\\<>{}\\p{C}]*')(?: [is])?)?\\]`,
    'yu',
  ),
  combinator: / ?[>+~] ?| /y,
};

/**
 * Whether a text is a selector that a policy may add: elements, classes, ids and attributes, joined
 * by combinators. Every browser parses these. No pseudo-classes, lists or escapes; and at least one
 * class, id or attribute, so that it cannot mean any element. Pure, because the background, which
 * reads policies, has no document to try a selector in.
 */
export function isAnchorSelector(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  let at = 0;
  const skip = (part: RegExp) => {
    part.lastIndex = at;
    const found = part.exec(text)?.[0].length ?? 0;
    at += found;
    return found > 0;
  };
  let isSpecific = false;
  do {
    let hasPart = skip(PARTS.element);
    while (skip(PARTS.classOrId) || skip(PARTS.attribute)) {
      hasPart = true;
      isSpecific = true;
    }
    if (!hasPart) return false;
  } while (skip(PARTS.combinator));
  return isSpecific && at === text.length;
}

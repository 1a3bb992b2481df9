/**
 * Makes text that somebody typed or chose as a name fit on one line: it cannot begin a new line or
 * change the direction of the following text. plain-words.ts ensures that it becomes no link.
 */

/**
 * Turns line breaks and control characters into spaces; removes invisible characters, except
 * joiners that scripts and emoji need.
 */
export function plainLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/(?![\u200c\u200d])[\p{Cf}\p{Cs}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Shortens to at most `most` UTF-16 units, between visible characters. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  if (most < 1) return '';
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/** Keeps right-to-left text from reordering the sentence around it. */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${FIRST_STRONG_ISOLATE}${text}${POP_DIRECTIONAL_ISOLATE}` : text;
}

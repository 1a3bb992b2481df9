/** A message as it stands in `_locales/…/messages.json`. */
type Message = { message: string };
export type Texts = Record<string, Message>;

/** Mark both ends of each text: what is shown without them is not from the catalog. */
export const OPENING = '⟦';
export const CLOSING = '⟧';

/** Texts that are read by programs, or by the browser before any page is there. */
const KEPT = ['language'];

const ACCENTED: Record<string, string> = {
  a: 'á',
  c: 'ç',
  d: 'ð',
  e: 'é',
  g: 'ĝ',
  h: 'ĥ',
  i: 'î',
  k: 'ķ',
  l: 'ļ',
  n: 'ñ',
  o: 'ö',
  p: 'þ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'û',
  w: 'ŵ',
  y: 'ý',
  z: 'ž',
  A: 'Å',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  I: 'Î',
  N: 'Ñ',
  O: 'Ö',
  S: 'Š',
  U: 'Û',
};

/** How much longer a translation is than English: German and Polish reach this in short texts. */
const GROWTH = 0.4;

/**
 * Returns the texts as of a language that does not exist: every letter that can has an accent,
 * every text is 40 % longer and stands in brackets. Placeholders stay as they are.
 */
export function pseudoTexts(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, message]) => [
      key,
      KEPT.includes(key) ? message : { ...message, message: pseudo(message.message) },
    ]),
  );
}

function pseudo(text: string): string {
  const parts = text.split(/(\$\w+\$|\$\d|\$\$)/);
  const length = parts.reduce((sum, part, at) => (at % 2 === 0 ? sum + part.length : sum), 0);
  const accented = parts.map((part, at) => (at % 2 === 0 ? part.replaceAll(/[a-z]/gi, accent) : part));
  return `${OPENING}${accented.join('')}${filler(Math.ceil(length * GROWTH) - 2)}${CLOSING}`;
}

const accent = (letter: string) => ACCENTED[letter] ?? letter;

/** Words of this length, so that lines can break: ` öne ţŵö`. */
function filler(length: number): string {
  const words = ' öne ţŵö ţĥŕéé ƒöûŕ ƒîvé šîx';
  return length <= 1
    ? ''
    : words
        .repeat(Math.ceil(length / words.length))
        .slice(0, length)
        .trimEnd();
}

import { plainLine } from './plain-text';
import { saysSomething } from './purpose';

/**
 * Names and purposes that people typed, as plain words for a message of ours. The rule says what
 * may stay, and everything else becomes a blank: letters, marks, digits, blanks, and punctuation
 * only where a sentence has it. No chat client can then make a link, a mention, an emoji code,
 * markdown or a command of it.
 */

/** Characters that take part in words and sentences. Where each may stand is decided below. */
const ALLOWED = /[^\p{L}\p{Mn}\p{Mc}\p{N}\u200c-\u200d '’‘ʼ"“”„«»「」,.:;!?¿¡،؛؟、।॥\-‐–—·・׳״־%&€£¥₹₽₺₩]/gu;

/** Ignorable by definition, or letters and marks that are drawn as nothing. Joiners come later. */
const INVISIBLE =
  /(?![\u200c\u200d])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\u{13441}\u{13442}\u{16fe4}]/gu;

/**
 * Signs that kill a vowel in the scripts of India and its neighbours; joiners shape what follows.
 */
const VIRAMA =
  '[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d3b\\u0d3c\\u0d4d\\u0dca\\u1039]';

/**
 * Joiners where writing needs them: after such a sign, in Bengali before one, and the non-joiner
 * between Arabic letters (Persian, Urdu).
 */
const STRAY_JOINER = new RegExp(
  `(?<!${VIRAMA})(?!\\u200d\\u09cd)(?!(?<=\\p{Script=Arabic}\\p{M}*)\\u200c\\p{Script=Arabic})[\\u200c\\u200d]`,
  'gu',
);

/** Each place where punctuation may not stand, and what comes instead; in this order. */
const PLACES: readonly [RegExp, string][] = [
  // A mark belongs to a letter.
  [/(?<![\p{L}\p{N}\p{M}\u200c\u200d])\p{M}+/gu, ''],
  [/\s+/gu, ' '],
  // The same sign again and again says no more, and is markdown to some.
  [/([^\p{L}\p{M}\p{N}\s])\1+/gu, '$1'],
  // Hyphens within words; between blanks, as a dash. Digits with hyphens are telephone numbers.
  [/(?<=\S) [-‐] (?=\S)/gu, ' – '],
  [/(?<![\p{L}\p{M}])[-‐](?!\p{L})|(?<![\p{L}\p{M}\p{N}])[-‐]|[-‐](?![\p{L}\p{N}])/gu, ' '],
  [/ ?[–—] ?/gu, ' – '],
  [/&/gu, ' & '],
  // Apostrophes, and the signs within words that some scripts have.
  [/(?<![\p{L}\p{M}])['’‘](?![\p{L}\p{M}])/gu, ' '],
  [/(?<![\p{L}\p{M}])[·・׳״־]|[·・־](?!\p{L})/gu, ' '],
  [/[¿¡](?!\p{L})|(?<=\S)[¿¡]/gu, ' '],
  // What ends a part of a sentence stands behind a word, and is followed by a blank.
  [/(?<![\p{L}\p{M}\p{N}'’"”»」%׳])[,.:;!?،؛؟、।॥]/gu, ' '],
  [/%(?!\s|$|[,.;!?])|(?<!\p{N} ?)%/gu, ' '],
  [/[€£¥₹₽₺₩](?!\p{N})(?<!\p{N} ?.)/gu, ' '],
];

/** `2.5`, `1,50` and `14:30` as a whole; longer chains are addresses and telephone numbers. */
const NUMBER = /(?<![\p{L}\p{M}\p{N}.:,-])[0-9]{1,4}[.,:][0-9]{1,2}(?![.:,-]*[\p{L}\p{N}])/gu;

/** A sign that ends a part of a sentence with something right behind it. */
const NO_BLANK_BEHIND = /([,.:;!?،؛؟।॥])(?=[^\s"”»」])|([.:,;!?])(?=["”»」]+[^\s"”»」,.:;!?])/gu;

/** What a line of a list, a quotation or a command begins with. */
const LINE_START = /^[\s,.:;!?،؛؟、।॥–%&·・׳״־]+|^(\p{N}+)[.:](?= )/u;

/**
 * The words of a text that somebody typed or is called by; empty where there are none. Compatible
 * forms (full-width letters, ligatures) become the plain ones first, so that nothing hides in them.
 */
export function plainWords(text: string): string {
  // Taking a sign away can put others side by side: until nothing changes, and seldom more than
  // twice.
  let words = text;
  for (let before = ''; words !== before; ) {
    before = words;
    words = onePass(words);
  }
  return saysSomething(words) ? words : '';
}

function onePass(text: string): string {
  const line = plainLine(text.normalize('NFKC'));
  const known = line.replace(INVISIBLE, '').replace(STRAY_JOINER, '').replace(ALLOWED, ' ');
  const placed = PLACES.reduce((words, [place, instead]) => words.replace(place, instead), known);
  return withBlanks(placed)
    .replace(/\s+/gu, ' ')
    .replace(LINE_START, '$1')
    .replace(/[\s–&]+$/u, '')
    .trim();
}

/** Puts a blank behind signs that need one, but not within numbers. */
function withBlanks(text: string): string {
  let done = '';
  let from = 0;
  for (const { 0: number, index } of text.matchAll(NUMBER)) {
    done += text.slice(from, index).replace(NO_BLANK_BEHIND, '$1$2 ') + number;
    from = index + number.length;
  }
  return done + text.slice(from).replace(NO_BLANK_BEHIND, '$1$2 ');
}

/** Signs of addresses and of markup; a notice keeps a word without them as it is. */
const SPECIAL = /[[\]<>@#\\/`*_~|{}]/u;
const DOT_OR_COLON_WITHIN = /[.:。](?=[^\s)”"’»」.,;:!?])/u;
const ONE_NUMBER = /^\P{N}*[0-9]{1,4}[.,:][0-9]{1,2}\P{N}*$/u;
const LINK = /^([(“"«„]*)(https:\/\/[!#-;=?-Z_a-z~]+?)([)”"».,;:!?]*)$/;

/**
 * The organisation's own sentence, on one line. It may hold links that begin with `https://` and
 * are written out; whatever else could become a link is taken apart.
 */
export function noticeLine(text: string): string {
  const words = plainLine(text).split(' ').map(noticeWord).filter(Boolean);
  return words.join(' ').replace(/^[\s–—-]+/u, '');
}

function noticeWord(word: string): string {
  const [, before = '', link = '', behind = ''] = LINK.exec(word) ?? [];
  if (link !== '' && isPlainLink(link)) return before + link + behind;
  const normal = word.normalize('NFKC');
  if (!SPECIAL.test(normal) && (!DOT_OR_COLON_WITHIN.test(normal) || ONE_NUMBER.test(normal))) return word;
  const parts = normal.split('/').map(plainWords).filter(Boolean);
  return parts.join(' / ');
}

/**
 * An address that shows whose it is: the host as it is written right behind the scheme, no name in
 * front of it, no second address within, no brackets of any markup.
 */
function isPlainLink(link: string): boolean {
  if (/[()*]/.test(link) || !URL.canParse(link)) return false;
  const { hostname, username, password } = new URL(link);
  const written = link.slice('https://'.length).toLowerCase();
  if (!written.startsWith(hostname) || written.includes('//')) return false;
  return username === '' && password === '' && /^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+$/.test(hostname);
}

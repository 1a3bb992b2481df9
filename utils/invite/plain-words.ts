import { plainLine } from './plain-text';
import { hasContent } from './purpose';

/**
 * Reduces names and purposes that people typed to plain words for our messages. It lists what may
 * stay, and everything else becomes a space: letters, marks, digits, spaces, and punctuation only
 * where a sentence has it. No chat client can then make a link, a mention, an emoji code, markdown
 * or a command of it.
 */

/** Characters of words and sentences. The rules below decide where each may be. */
const ALLOWED = /[^\p{L}\p{Mn}\p{Mc}\p{N}\u200c-\u200d '’‘ʼ"“”„«»「」,.:;!?¿¡،؛؟、।॥\-‐–—·・׳״־%&€£¥₹₽₺₩]/gu;

/** Ignorable by definition, or letters and marks that are invisible. Joiners are handled later. */
const INVISIBLE =
  /(?![\u200c\u200d])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\u{13441}\u{13442}\u{16fe4}]/gu;

/**
 * Signs that remove a vowel in the scripts of India and its neighbors; joiners shape what follows.
 */
const VIRAMA =
  '[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d3b\\u0d3c\\u0d4d\\u0dca\\u1039]';

/**
 * Joiners outside their valid places: after such a sign, in Bengali before one, and the non-joiner
 * between Arabic letters (Persian, Urdu).
 */
const STRAY_JOINER = new RegExp(
  `(?<!${VIRAMA})(?!\\u200d\\u09cd)(?!(?<=\\p{Script=Arabic}\\p{M}*)\\u200c\\p{Script=Arabic})[\\u200c\\u200d]`,
  'gu',
);

/** Each place where punctuation is not allowed, and its replacement; in this order. */
const PLACES: readonly [RegExp, string][] = [
  // A mark belongs to a letter.
  [/(?<![\p{L}\p{N}\p{M}\u200c\u200d])\p{M}+/gu, ''],
  [/\s+/gu, ' '],
  // Repeating a sign adds nothing, and is markdown to some clients.
  [/([^\p{L}\p{M}\p{N}\s])\1+/gu, '$1'],
  // Hyphens within words; between spaces, as a dash. Digits with hyphens are telephone numbers.
  [/(?<=\S) [-‐] (?=\S)/gu, ' – '],
  [/(?<![\p{L}\p{M}])[-‐](?!\p{L})|(?<![\p{L}\p{M}\p{N}])[-‐]|[-‐](?![\p{L}\p{N}])/gu, ' '],
  [/ ?[–—] ?/gu, ' – '],
  [/&/gu, ' & '],
  // Apostrophes, and the signs within words in some scripts.
  [/(?<![\p{L}\p{M}])['’‘](?![\p{L}\p{M}])/gu, ' '],
  [/(?<![\p{L}\p{M}])[·・׳״־]|[·・־](?!\p{L})/gu, ' '],
  [/[¿¡](?!\p{L})|(?<=\S)[¿¡]/gu, ' '],
  // A sign that ends a part of a sentence follows a word, and is followed by a space.
  [/(?<![\p{L}\p{M}\p{N}'’"”»」%׳])[,.:;!?،؛؟、।॥]/gu, ' '],
  [/%(?!\s|$|[,.;!?])|(?<!\p{N} ?)%/gu, ' '],
  [/[€£¥₹₽₺₩](?!\p{N})(?<!\p{N} ?.)/gu, ' '],
];

/** `2.5`, `1,50` and `14:30` as a whole; longer chains are addresses and telephone numbers. */
const NUMBER = /(?<![\p{L}\p{M}\p{N}.:,-])[0-9]{1,4}[.,:][0-9]{1,2}(?![.:,-]*[\p{L}\p{N}])/gu;

/** A sign that ends a part of a sentence, without a space after it. */
const NO_BLANK_BEHIND = /([,.:;!?،؛؟।॥])(?=[^\s"”»」])|([.:,;!?])(?=["”»」]+[^\s"”»」,.:;!?])/gu;

/** The beginning of a list item, a quotation or a command. */
const LINE_START = /^[\s,.:;!?،؛؟、।॥–%&·・׳״־]+|^(\p{N}+)[.:](?= )/u;

/**
 * Returns the words of a text that somebody typed, or of a name; empty if there are none. First
 * replaces compatibility forms (full-width letters, ligatures) by plain ones, so that nothing hides
 * in them.
 */
export function plainWords(text: string): string {
  // Removing a sign can bring others together: repeat until nothing changes, seldom more than
  // twice.
  let words = text;
  for (let before = ''; words !== before; ) {
    before = words;
    words = onePass(words);
  }
  return hasContent(words) ? words : '';
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

/** Adds a space after signs that need one, but not within numbers. */
function withBlanks(text: string): string {
  let done = '';
  let from = 0;
  for (const { 0: number, index } of text.matchAll(NUMBER)) {
    done += text.slice(from, index).replace(NO_BLANK_BEHIND, '$1$2 ') + number;
    from = index + number.length;
  }
  return done + text.slice(from).replace(NO_BLANK_BEHIND, '$1$2 ');
}

/** Signs of addresses and of markup; a word of a notice without them stays unchanged. */
const SPECIAL = /[[\]<>@#\\/`*_~|{}]/u;
const DOT_OR_COLON_WITHIN = /[.:。](?=[^\s)”"’»」.,;:!?])/u;
const ONE_NUMBER = /^\P{N}*[0-9]{1,4}[.,:][0-9]{1,2}\P{N}*$/u;
const LINK = /^([(“"«„]*)(https:\/\/[!#-;=?-Z_a-z~]+?)([)”"».,;:!?]*)$/;

/**
 * The organization's own sentence, on one line. It may contain complete links that begin with
 * `https://`; anything else that could become a link is broken up.
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
 * Whether an address shows its host plainly: directly after the scheme, without a user name, a
 * second address or any markup brackets.
 */
function isPlainLink(link: string): boolean {
  if (/[()*]/.test(link) || !URL.canParse(link)) return false;
  const { hostname, username, password } = new URL(link);
  const written = link.slice('https://'.length).toLowerCase();
  if (!written.startsWith(hostname) || written.includes('//')) return false;
  return username === '' && password === '' && /^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+$/.test(hostname);
}

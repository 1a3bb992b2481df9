import type { FloorRow } from '@/utils/floor/model';
import { t } from '@/utils/i18n/messages';
import { agentOf, alsoThereOf, mediaName, sentenceOf, stateName } from './row-wording';

/** Letters without accents, digits and signs. */
const PLAIN = /^[\n -~]*$/;

/** Number of rows to fold at once, which takes about a millisecond. */
const AT_ONCE = 250;

/** How long to wait before folding, in milliseconds: what is on screen is drawn first. */
const FOLD_AFTER = 50;

/** Letters that Unicode does not decompose, as people type them without the special key. */
const TYPED_AS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  þ: 'th',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'n',
  ŧ: 't',
};
const TYPED_AS_LETTERS = new RegExp(`[${Object.keys(TYPED_AS).join('')}]`, 'g');

/** The searchable text of a row: the names of agent and customer, and all of it. */
type Folded = { people: string[]; text: string };

/** The folded text of each row, computed once: an unchanged row stays the same object. */
const foldedRows = new WeakMap<FloorRow, Folded>();

/** How well a row matches the typed text. Lower is better. */
type Rank = {
  /**
   * 0: the whole name; 1: its beginning, or that of a word in it; 2: words that begin so; 3:
   * letters anywhere.
   */
  match: 0 | 1 | 2 | 3;
  /** 0: in the name of the agent or the customer; 1: also in queue, media, state or watchers. */
  field: 0 | 1;
};

/**
 * Returns rows in which every typed word occurs somewhere: agent, colleagues, customer, queue,
 * media, state, watchers, or what the chip of the user's own sessions says; or whose id begins with
 * it. The best matches come first; equal ones keep their order.
 */
export function searchRows(
  rows: readonly FloorRow[],
  typed: string,
  liveIds: ReadonlySet<string> = new Set(),
): readonly FloorRow[] {
  const words = wordsOf(typed);
  if (words.length === 0) return rows;
  const ofSessions = fold(`live ${t('list_chip_watching')}`);
  return rows
    .filter((row) => {
      const { text } = foldedOf(row);
      return words.every(
        (word) =>
          text.includes(word) ||
          isStartOfId(word, row.id) ||
          (liveIds.has(row.id) && ofSessions.includes(word)),
      );
    })
    .map((row) => ({ row, rank: rankOf(row, words) }))
    .sort((a, b) => a.rank.match - b.rank.match || a.rank.field - b.rank.field)
    .map(({ row }) => row);
}

/**
 * Returns the row that the typed text means, among the results of {@link searchRows}: the one that
 * matches better than every other. `null` if there is none, because others match equally well, or
 * better in another way.
 */
export function bestRow(found: readonly FloorRow[], typed: string): FloorRow | null {
  const [first, ...others] = found;
  const words = wordsOf(typed);
  if (!first || words.length === 0) return null;
  const best = rankOf(first, words);
  // Several words are a name, not a part of one.
  if (words.length > 1 && best.match === INSIDE) return null;
  const isBest = others.every((row) => {
    const { match, field } = rankOf(row, words);
    return match >= best.match && field >= best.field && match + field > best.match + best.field;
  });
  return isBest ? first : null;
}

/**
 * Folds the text of rows ahead, a few at a time, so that the first key is as fast as the others.
 * Returns a function that stops it.
 */
export function foldAhead(rows: readonly FloorRow[]): () => void {
  let done = 0;
  let timer = setTimeout(function go() {
    for (const row of rows.slice(done, done + AT_ONCE)) foldedOf(row);
    done += AT_ONCE;
    if (done < rows.length) timer = setTimeout(go);
  }, FOLD_AFTER);
  return () => clearTimeout(timer);
}

/** The typed text was found only inside words. */
const INSIDE = 3;

function rankOf(row: FloorRow, words: readonly string[]): Rank {
  const { people, text } = foldedOf(row);
  const phrase = words.join(' ');
  if (people.includes(phrase)) return { match: 0, field: 0 };
  if (people.some((name) => beginsWord(name, phrase))) return { match: 1, field: 0 };
  const isIn = (has: (text: string, word: string) => boolean, texts: readonly string[]) =>
    words.every((word) => texts.some((each) => has(each, word)));
  if (isIn(beginsWord, people)) return { match: 2, field: 0 };
  const somewhere = isIn((name, word) => name.includes(word), people);
  // A whole line, such as a queue with exactly this name.
  if (text.split('\n').includes(phrase)) return { match: 0, field: 1 };
  if (isIn(beginsWord, [text])) return { match: beginsWord(text, phrase) ? 1 : 2, field: 1 };
  return { match: INSIDE, field: somewhere ? 0 : 1 };
}

/** Whether a word of the text begins like this. */
function beginsWord(text: string, start: string): boolean {
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}

function foldedOf(row: FloorRow): Folded {
  const known = foldedRows.get(row);
  if (known !== undefined) return known;
  const people = [row.agent?.name, row.customerName].flatMap((name) =>
    name ? [wordsOf(name).join(' ')] : [],
  );
  const text = fold(
    [
      agentOf(row),
      alsoThereOf(row),
      row.customerName,
      row.queueName,
      mediaName(row.media),
      stateName(row.state),
      ...row.watchers.map((watcher) => sentenceOf(watcher, '')),
    ].join('\n'),
  );
  const folded = { people, text };
  foldedRows.set(row, folded);
  return folded;
}

/** The typed words, as rows are searched for them. */
export const wordsOf = (typed: string) =>
  fold(typed)
    .split(/[\s,;]+/)
    .filter(Boolean);

/** A single digit is part of nearly every id; only what looks like the beginning of one counts. */
function isStartOfId(word: string, id: string): boolean {
  return word.length >= 4 && id.startsWith(word);
}

/**
 * Lower case, without accents and apostrophes, single spaces: “muller” finds “Müller”, “obrien”
 * finds “O’Brien”.
 */
function fold(text: string): string {
  // Most texts have no accents, and there are thousands of texts.
  const plain = PLAIN.test(text)
    ? text.toLowerCase()
    : text
        .toLowerCase()
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .replace(TYPED_AS_LETTERS, (letter) => TYPED_AS[letter] ?? letter);
  return plain
    .replace(/['’ʼ`\p{Cf}]/gu, '')
    .replace(/\p{Pd}/gu, '-')
    .replace(/[^\S\n]+/g, ' ');
}

/** A stretch of a text, and whether it was typed. */
export type Marked = { text: string; isMatch: boolean };

/**
 * Divides a text into what matches the typed words and what does not, in its own letters: of
 * “Müller”, “mull” matches “Müll”. The beginning of a word counts before letters inside of others.
 * @param words what {@link wordsOf} returns
 */
export function markMatches(text: string, words: readonly string[]): Marked[] {
  if (words.length === 0 || text === '') return [{ text, isMatch: false }];
  // Each letter by itself, so that every folded letter knows where it comes from.
  const letters = [...text];
  let folded = '';
  const from: number[] = [];
  letters.forEach((letter, index) => {
    const plain = /\s/.test(letter) ? ' ' : fold(letter);
    folded += plain;
    for (let count = 0; count < plain.length; count += 1) from.push(index);
  });
  const isMatch = new Array<boolean>(letters.length).fill(false);
  for (const word of words) {
    const at = firstPlace(folded, word);
    for (const index of at < 0 ? [] : from.slice(at, at + word.length)) isMatch[index] = true;
  }
  const marked: Marked[] = [];
  letters.forEach((letter, index) => {
    const last = marked.at(-1);
    // Marks that are combined with a letter fold to nothing, and stay with it.
    const matches = isMatch[index] || (fold(letter) === '' && last?.isMatch === true);
    if (last?.isMatch === matches) last.text += letter;
    else marked.push({ text: letter, isMatch: matches });
  });
  return marked;
}

/** Where a word occurs: first as the beginning of a word, otherwise anywhere; -1 if nowhere. */
function firstPlace(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return at;
  }
  return text.indexOf(word);
}

import { browser } from '#imports';
// Only the type: the browser has the texts, and the bundle must not.
import type catalog from '@/public/_locales/en/messages.json';

type Catalog = typeof catalog;

/** The key of a message in `public/_locales/en/messages.json`. */
export type MessageKey = keyof Catalog;

type PlaceholdersOf<Key extends MessageKey> = Catalog[Key] extends { placeholders: infer Placeholders }
  ? keyof Placeholders & string
  : never;

/** The values of a message's placeholders, by name; a message without placeholders takes none. */
export type MessageValues<Key extends MessageKey, Value = string> = [PlaceholdersOf<Key>] extends [never]
  ? []
  : [values: Record<PlaceholdersOf<Key>, Value>];

/** A message with one text per plural category: `list_shown` for `list_shown_one` and `…_other`. */
export type PluralKey = MessageKey extends infer Key
  ? Key extends `${infer Base}_other`
    ? Base
    : never
  : never;

type OtherOf<Key extends PluralKey> = `${Key}_other` & MessageKey;
type PluralValues<Key extends PluralKey> = [Exclude<PlaceholdersOf<OtherOf<Key>>, 'count'>] extends [never]
  ? []
  : [values: Record<Exclude<PlaceholdersOf<OtherOf<Key>>, 'count'>, string>];

/**
 * Returns a text in the user's language, as the browser has chosen it from `public/_locales`. Call
 * it when the text is shown, not when a module loads: a wake of the background must not read texts.
 */
export function t<Key extends MessageKey>(key: Key, ...[values]: MessageValues<Key>): string {
  return read(key, values ?? {});
}

/**
 * Returns the text for a number: of `key_one`, `key_few`, `key_other` and the like, the one that
 * the language's plural rules choose. The number itself is the placeholder `count`, formatted.
 */
export function tPlural<Key extends PluralKey>(
  key: Key,
  count: number,
  ...[values]: PluralValues<Key>
): string {
  const all = { ...values, count: formatNumber(count) };
  const category = pluralRules().select(count);
  // A language that lacks a category of its own rules says it as `other`.
  return read(`${key}_${category}`, all) || read(`${key}_other`, all);
}

/**
 * Returns a message as parts, so that a value can be more than text (an element in a sentence):
 * texts and the values, in the order of the language.
 */
export function tParts<Key extends MessageKey, Part>(
  key: Key,
  ...[values]: MessageValues<Key, Part>
): (string | Part)[] {
  const named = Object.entries<Part>(values ?? {});
  const marks = Object.fromEntries(named.map(([name], index) => [name, `\u0002${index}\u0002`]));
  return read(key, marks)
    .split('\u0002')
    .map((part, at) => (at % 2 === 1 ? (named[Number(part)]?.[1] ?? '') : part))
    .filter((part) => part !== '');
}

/** The language of the texts, as a BCP 47 tag; it may differ from the browser's own. */
export const language = () => t('language');

/**
 * The language for dates and times of day: the user's own variant of the language of the texts,
 * which decides between 6:55 PM and 18:55. Digits are those of all other numbers.
 */
export function languageOfTimes(): string {
  const [base] = language().split('-');
  const own = navigator.languages?.find((tag) => tag.split('-')[0] === base) ?? language();
  const { numberingSystem } = new Intl.NumberFormat(language()).resolvedOptions();
  return new Intl.Locale(own, { numberingSystem }).toString();
}

/** Whether the language of the texts is written from right to left. */
export const isRightToLeft = () => RIGHT_TO_LEFT_LANGUAGES.has(language().split('-')[0] ?? '');

/** Formats a whole number in the user's language. */
export const formatNumber = (value: number) => new Intl.NumberFormat(language()).format(value);

/** Lists names in the user's language: `Billing, Sales`; a conjunction is `Billing and Sales`. */
export function formatList(items: readonly string[], type: 'unit' | 'conjunction' = 'unit'): string {
  const of = language();
  // Japanese joins units with spaces, which names contain too.
  return new Intl.ListFormat(of, { type: of.startsWith('ja') ? 'conjunction' : type }).format(items);
}

/** Joins the sentences that there are. Full-width punctuation, as in Japanese, needs no space. */
export function joinSentences(sentences: readonly (string | false | undefined)[]): string {
  let all = '';
  for (const sentence of sentences)
    if (sentence) all += all === '' || FULL_WIDTH_END.test(all) ? sentence : ` ${sentence}`;
  return all;
}

/** Tells the page the language of its texts, and its direction. Call it before the first view. */
export function applyLanguage(root: HTMLElement): void {
  root.lang = language();
  root.dir = isRightToLeft() ? 'rtl' : 'ltr';
}

const FULL_WIDTH_END = /[。！？）」]$/;

const RIGHT_TO_LEFT_LANGUAGES = new Set(['ar', 'fa', 'he', 'ur']);
const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const PHONE_NUMBER = /^\+\d/;
const LEFT_TO_RIGHT_LETTER = /[A-Za-z\u00c0-\u02af\u0370-\u058f]/;

/** The browser numbers the values; a catalog numbers them by the order of their names. */
function read(key: string, values: Record<string, string>): string {
  const names = Object.keys(values).sort();
  // The browser's type knows only the keys of its own, such as `@@bidi_dir`.
  return browser.i18n.getMessage(
    key as never,
    names.map((name) => isolate(values[name] ?? '', key)),
  );
}

/**
 * Isolates a value that is written in the other direction than the text around it, so that the
 * punctuation beside it stays in place (Unicode Standard Annex #9, FSI and PDI). A phone number has
 * no letters: without this, its groups of digits change places from right to left.
 */
function isolate(value: string, key: string): string {
  if (key === 'language') return value;
  const foreign = isRightToLeft() ? LEFT_TO_RIGHT_LETTER : RIGHT_TO_LEFT_LETTER;
  return foreign.test(value) || PHONE_NUMBER.test(value) ? `\u2068${value}\u2069` : value;
}

let rules: { of: string; rules: Intl.PluralRules } | null = null;

/** Making the rules is slow, and a list asks for them with every row. */
function pluralRules(): Intl.PluralRules {
  const of = language();
  if (rules?.of !== of) rules = { of, rules: new Intl.PluralRules(of) };
  return rules.rules;
}

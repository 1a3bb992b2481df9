import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  applyLanguage,
  isRightToLeft,
  joinSentences,
  language,
  t,
  tParts,
  tPlural,
} from '@/utils/i18n/messages';
import { type MessageCatalog, messageOf } from './catalog';

/** The same functions, for keys of these tests that the types do not know. */
type Values<Value> = Record<string, Value>;
const textOf = t as unknown as (key: string, values: Values<string>) => string;
const pluralOf = tPlural as unknown as (key: string, count: number) => string;
const partsOf = tParts as unknown as (key: string, values: Values<unknown>) => unknown[];

/** Texts of these tests only: their keys are not in the real catalog. */
function withTexts(catalog: MessageCatalog) {
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation(((key: string, values: string[] = []) =>
    messageOf(catalog, key, values)) as never);
}
const languageOnly = (tag: string) => ({ language: { message: tag } });
const placed = (message: string, ...names: string[]) => ({
  message,
  placeholders: Object.fromEntries(names.sort().map((name, at) => [name, { content: `$${at + 1}` }])),
});

describe('a text', () => {
  it('comes from the catalog of the browser’s language', () => {
    expect(t('extension_short_name')).toBe('Cobrowse');
    expect(language()).toBe('en-US');
    expect(isRightToLeft()).toBe(false);
  });

  it('puts each value in the place of its name, whatever their order', () => {
    withTexts({ ...languageOnly('en'), pair: placed('$ZULU$ before $ALPHA$', 'zulu', 'alpha') });
    expect(textOf('pair', { zulu: 'z', alpha: 'a' })).toBe('z before a');
  });

  it('leaves a value as it is, even if it looks like a placeholder', () => {
    withTexts({ ...languageOnly('en'), one: placed('Hello $NAME$', 'name') });
    expect(textOf('one', { name: '$1 $NAME$ $$' })).toBe('Hello $1 $NAME$ $$');
  });

  it('isolates a value that is written in the other direction', () => {
    withTexts({ ...languageOnly('en'), one: placed('Watch $NAME$', 'name') });
    expect(textOf('one', { name: 'أحمد' })).toBe('Watch \u2068أحمد\u2069');
    withTexts({ ...languageOnly('ar'), one: placed('شاهد $NAME$', 'name') });
    expect(textOf('one', { name: 'Anna' })).toBe('شاهد \u2068Anna\u2069');
    // Its groups of digits would change places.
    expect(textOf('one', { name: '+44 20 7946' })).toBe('شاهد \u2068+44 20 7946\u2069');
    expect(textOf('one', { name: 'أحمد' })).toBe('شاهد أحمد');
  });

  it('can have parts that are not text', () => {
    withTexts({ ...languageOnly('en'), two: placed('$LAST$, then $FIRST$.', 'first', 'last') });
    const part = { element: true };
    expect(partsOf('two', { first: part, last: 'x' })).toEqual(['x', ', then ', part, '.']);
  });
});

describe('a plural', () => {
  const polish = {
    ...languageOnly('pl'),
    n_one: placed('$COUNT$ sesja', 'count'),
    n_few: placed('$COUNT$ sesje', 'count'),
    n_many: placed('$COUNT$ sesji', 'count'),
    n_other: placed('$COUNT$ sesji', 'count'),
  };

  it.each([
    [1, '1 sesja'],
    [2, '2 sesje'],
    [5, '5 sesji'],
    [22, '22 sesje'],
    [12345, '12 345 sesji'],
  ])('takes the form of the language for %d', (count, text) => {
    withTexts(polish);
    expect(pluralOf('n', count).replaceAll(/\s/g, ' ')).toBe(text);
  });

  it('falls back to the form `other` where a form is missing', () => {
    withTexts({ ...languageOnly('ar'), n_other: placed('($COUNT$)', 'count') });
    expect(pluralOf('n', 2)).toMatch(/^\(.\)$/);
  });
});

describe('sentences', () => {
  it('are joined with a space, and without one after full-width punctuation', () => {
    expect(joinSentences(['One.', 'Two!', 'Three.'])).toBe('One. Two! Three.');
    expect(joinSentences(['一つ目です。', '二つ目です。', 'Three.'])).toBe('一つ目です。二つ目です。Three.');
  });

  it('are those that there are', () => {
    expect(joinSentences([undefined, 'One.', false, '', 'Two.'])).toBe('One. Two.');
    expect(joinSentences([])).toBe('');
  });
});

it('The page is told its language and direction.', () => {
  const root = { lang: '', dir: '' } as HTMLElement;
  applyLanguage(root);
  expect(root).toMatchObject({ lang: 'en-US', dir: 'ltr' });
  withTexts(languageOnly('ar'));
  applyLanguage(root);
  expect(root).toMatchObject({ lang: 'ar', dir: 'rtl' });
});

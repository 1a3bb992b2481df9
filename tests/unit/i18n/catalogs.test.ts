import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOCALES, readCatalog } from './catalog';

const english = readCatalog('en');
const keys = Object.keys(english);
const OTHER_LOCALES = LOCALES.filter((locale) => locale !== 'en');
const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'];
const pluralBase = (key: string) => {
  const [, base, category] = /^(.+)_([a-z]+)$/.exec(key) ?? [];
  return base && category && CATEGORIES.includes(category) && `${base}_other` in english ? base : null;
};
const namesIn = (message: string) => [...message.matchAll(/\$([A-Z_]+)\$/g)].map(([, name]) => name ?? '');

describe.each(LOCALES)('the texts in %s', (locale) => {
  const catalog = readCatalog(locale);

  it('are sorted by key, and none is empty', () => {
    expect(Object.keys(catalog)).toEqual(Object.keys(catalog).sort());
    expect(Object.keys(catalog).filter((key) => catalog[key]?.message.trim() === '')).toEqual([]);
  });

  it('name each placeholder that they use, numbered in the order of the names', () => {
    for (const [key, { message, placeholders = {} }] of Object.entries(catalog)) {
      const names = Object.keys(placeholders);
      expect(names, key).toEqual([...names].sort());
      expect(
        names.map((name) => placeholders[name]?.content),
        key,
      ).toEqual(names.map((_, index) => `$${index + 1}`));
      const used = [...new Set(namesIn(message).map((name) => name.toLowerCase()))].sort();
      // A plural of one number may leave the number out: “one session”.
      expect(
        used.filter((name) => !names.includes(name)),
        key,
      ).toEqual([]);
      if (pluralBase(key) === null) expect(used, key).toEqual(names);
    }
  });

  it('say the language that they are in', () => {
    const [said] = Intl.getCanonicalLocales(catalog.language?.message ?? '');
    expect(said?.split('-')[0]).toBe(locale.split('_')[0]);
  });

  it('have all forms that the plural rules of the language ask for', () => {
    const rules = new Intl.PluralRules(catalog.language?.message);
    const needed = rules.resolvedOptions().pluralCategories;
    const bases = [...new Set(Object.keys(catalog).map(pluralBase))].filter((base) => base !== null);
    const missing = bases
      .flatMap((base) => needed.map((category) => `${base}_${category}`))
      .filter((key) => !(key in catalog));
    expect(missing).toEqual([]);
  });
});

describe.each(OTHER_LOCALES)('the translation %s', (locale) => {
  const catalog = readCatalog(locale);

  it('has every English text, with the same placeholders, and no other text', () => {
    const plain = keys.filter((key) => pluralBase(key) === null);
    expect(plain.filter((key) => !(key in catalog))).toEqual([]);
    expect(Object.keys(catalog).filter((key) => !(key in english) && pluralBase(key) === null)).toEqual([]);
    for (const key of plain) {
      expect(Object.keys(catalog[key]?.placeholders ?? {}), key).toEqual(
        Object.keys(english[key]?.placeholders ?? {}),
      );
    }
  });
});

it('French punctuation never starts a line: a narrow no-break space is beside it.', () => {
  const french = Object.values(readCatalog('fr')).map(({ message }) => message);
  expect(french.filter((message) => /[^\S\u202f][;:!?»]|«[^\u202f]/.test(message))).toEqual([]);
});

it('Every text is used by the code or the manifest.', () => {
  const root = new URL('../../../', import.meta.url);
  const sources = globSync(['{utils,components,entrypoints}/**/*.{ts,tsx}', 'wxt.config.ts'], { cwd: root })
    .map((path) => readFileSync(new URL(path, root), 'utf8'))
    .join('\n');
  // A key may be put together: t(`state_${state}`).
  const templates = [...sources.matchAll(/`([a-z0-9_]*)\$\{[^}]+\}([a-z0-9_]*)`/g)]
    .map(([, before = '', after = '']) => ({ before, after }))
    .filter(({ before }) => before.includes('_'));
  const isUsed = (key: string) =>
    new RegExp(`['"\`_]${key}(?:['"\`]|__)`).test(sources) ||
    templates.some(({ before, after }) => key.startsWith(before) && key.endsWith(after));
  expect(keys.filter((key) => !isUsed(key) && !isUsed(pluralBase(key) ?? key))).toEqual([]);
});

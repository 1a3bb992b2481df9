import { describe, expect, it } from 'vitest';
import { PHRASES, type Phrases, phrasesFor } from '@/utils/invite/phrases';
import { PURPOSES } from '@/utils/invite/purpose';

const languages: [string, Phrases][] = Object.entries(PHRASES);

describe('the phrases', () => {
  it('are there for ten languages', () => {
    expect(languages.map(([language]) => language)).toEqual([
      'en',
      'de',
      'es',
      'fr',
      'it',
      'nl',
      'pt-BR',
      'pl',
      'ja',
      'ar',
    ]);
  });

  it.each(languages)('are whole in %s: every line says what it is given', (language, phrases) => {
    expect(phrases.invites('Dana')).toContain('Dana');
    expect(phrases.purpose('Refund')).toContain('Refund');
    expect(phrases.until('14:32', '15 min')).toMatch(/14:32.*15 min/);
    expect(phrases.viewOnly).not.toBe(phrases.control);
    expect(Object.keys(phrases.purposes)).toEqual([...PURPOSES]);
    const lines = [
      phrases.invites('Dana'),
      phrases.purpose('Refund'),
      phrases.viewOnly,
      phrases.control,
      phrases.until('14:32', '15 min'),
      phrases.join,
      ...Object.values(phrases.purposes),
    ];
    for (const line of lines) expect(line).toMatch(/^\S.*\S$/);
    expect(Intl.getCanonicalLocales(language)).toEqual([language]);
  });

  it.each(languages.filter(([language]) => language !== 'en'))('are not English in %s', (_, phrases) => {
    expect(phrases.viewOnly).not.toBe(PHRASES.en.viewOnly);
    expect(phrases.join).not.toBe(PHRASES.en.join);
  });
});

describe('phrasesFor', () => {
  it.each([
    ['de-DE', 'de', 'de-DE'],
    ['de', 'de', 'de'],
    ['pt_br', 'pt-BR', 'pt-BR'],
    ['pt-PT', 'pt-BR', 'pt-PT'],
    ['JA-jp', 'ja', 'ja-JP'],
    ['en-GB', 'en', 'en-GB'],
    ['zh-CN', 'en', 'en'],
    ['not a tag!', 'en', 'en'],
    ['', 'en', 'en'],
    [null, 'en', 'en'],
  ] as const)('takes %s for %s, with times as in %s', (tag, language, locale) => {
    expect(phrasesFor(tag)).toEqual({ phrases: PHRASES[language], locale });
  });
});

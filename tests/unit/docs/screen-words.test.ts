import { describe, expect, it } from 'vitest';
import { readCatalog } from '../i18n/catalog';
import { readDocument, withoutCode } from './markdown';

// In these documents, italics are words of the screen, and nothing else is in italics.
const DOCUMENTS = ['docs/user-guide.md', 'docs/troubleshooting.md', 'docs/compliance.md', 'docs/glossary.md'];

/** Fewer letters of its own say nothing: such a text would match everything. */
const FEWEST_LETTERS = 3;

/** Every text of the screen, as what a document may say of it: values may be any words. */
const TEXTS = Object.values(readCatalog('en')).flatMap(({ message }) => {
  const parts = message.split(/\$\w+\$/);
  if (parts.join('').replace(/\P{L}/gu, '').length < FEWEST_LETTERS) return [];
  return [new RegExp(`^${parts.map((part) => RegExp.escape(part)).join('.+')}$`, 'u')];
});

const isOnScreen = (words: string): boolean => TEXTS.some((text) => text.test(words));

/** Returns what a document has in italics. A place is given as its parts: *Settings › Checks*. */
function italicsIn(text: string): string[] {
  // Bold text may have italics in it, which do not go beyond its ends.
  const prose = withoutCode(text).replace(/\*\*/g, '¦');
  return [...prose.matchAll(/(?<![*\w])\*(?![*\s])([^*¦]+?)(?<!\s)\*(?![*\w])/g)]
    .flatMap(([, words = '']) => words.replace(/\s+/g, ' ').split(' › '))
    .map((words) => words.trim());
}

it.each(DOCUMENTS)('%s uses the words of the screen', (document) => {
  const words = italicsIn(readDocument(document));
  expect(words.length).toBeGreaterThan(3);
  expect(words.filter((one) => !isOnScreen(one))).toEqual([]);
});

describe('what finds words of the screen', () => {
  it('takes places apart, and leaves out bold and code', () => {
    const text = '*Settings › Checks*, **bold *Watch* more**, `*no*`, 2 * 3 * 4, *Copy\n  join link*';
    expect(italicsIn(text)).toEqual(['Settings', 'Checks', 'Watch', 'Copy join link']);
  });

  it('knows what is on the screen', () => {
    expect(isOnScreen('End and start with …')).toBe(true);
    expect(isOnScreen('Settings')).toBe(true);
    expect(isOnScreen('Preferences')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { CLOSING, OPENING, pseudoTexts } from '../../setup/pseudo-texts.ts';
import { readCatalog } from '../i18n/catalog';

const english = readCatalog('en');
const pseudo = pseudoTexts(english);
const keys = Object.keys(english).filter((key) => key !== 'language');
const message = (texts: Record<string, { message: string }>, key: string) => texts[key]?.message ?? '';
const namesIn = (text: string) => text.match(/\$\w+\$|\$\d/g) ?? [];

describe('the texts of a language that does not exist', () => {
  it('stand in brackets, differ from English and are longer', () => {
    for (const key of keys) {
      const text = message(pseudo, key);
      expect(text.startsWith(OPENING) && text.endsWith(CLOSING), text).toBe(true);
      expect(text.length, key).toBeGreaterThanOrEqual(message(english, key).length + 2);
    }
    const length = (texts: Record<string, { message: string }>) =>
      keys.reduce((sum, key) => sum + message(texts, key).length, 0);
    expect(length(pseudo) / length(english)).toBeGreaterThan(1.35);
  });

  it('keep their placeholders as they are', () => {
    for (const key of keys)
      expect(namesIn(message(pseudo, key)), key).toEqual(namesIn(message(english, key)));
  });

  it('keep the tag of the language, which programs read', () => {
    expect(pseudo.language).toEqual(english.language);
  });
});

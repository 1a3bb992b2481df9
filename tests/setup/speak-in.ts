import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pseudoTexts, type Texts } from './pseudo-texts.ts';

/** An extension that speaks another language than the browser. */
export type SpeakingExtension = {
  /** Its folder. */
  dir: string;
  /** What it says, by key. */
  texts: Texts;
  remove(): void;
};

/**
 * Copies a built extension to a temporary folder in which English is another language: the browser
 * of a test speaks English, and takes what it finds there.
 * @param locale a folder of `_locales`, or `pseudo` for texts of no language (see `pseudoTexts`)
 */
export function speakIn(locale: string, extensionDir: string): SpeakingExtension {
  const dir = mkdtempSync(path.join(tmpdir(), `cobrowse-${locale}-`));
  cpSync(extensionDir, dir, { recursive: true });
  const read = (of: string): Texts =>
    JSON.parse(readFileSync(path.join(dir, '_locales', of, 'messages.json'), 'utf8'));
  const english = read('en');
  // The browser shows English for what a translation lacks.
  const texts = locale === 'pseudo' ? pseudoTexts(english) : { ...english, ...read(locale) };
  writeFileSync(path.join(dir, '_locales/en/messages.json'), JSON.stringify(texts));
  return { dir, texts, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

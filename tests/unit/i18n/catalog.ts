import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A message as it stands in `messages.json`. */
type Message = {
  message: string;
  description?: string;
  placeholders?: Record<string, { content: string; example?: string }>;
};
export type MessageCatalog = Record<string, Message>;

const folder = path.join(import.meta.dirname, '../../../public/_locales');
const read = new Map<string, MessageCatalog>();

/** All languages that have texts, by the names of their folders. */
export const LOCALES = readdirSync(folder).sort();

/** Reads the texts of a language; once, as every unit test asks for them. */
export function readCatalog(locale: string): MessageCatalog {
  const known = read.get(locale);
  if (known) return known;
  const catalog = JSON.parse(readFileSync(`${folder}/${locale}/messages.json`, 'utf8')) as MessageCatalog;
  read.set(locale, catalog);
  return catalog;
}

/**
 * What `getMessage` of a browser answers: an empty text if there is no such message.
 * https://developer.chrome.com/docs/extensions/reference/api/i18n
 */
export function messageOf(catalog: MessageCatalog, key: string, substitutions: string | string[]): string {
  const entry = catalog[key];
  if (!entry) return '';
  const values = [substitutions].flat();
  const placed = entry.message.replace(
    /\$(\w+)\$/g,
    (_, name: string) => entry.placeholders?.[name.toLowerCase()]?.content ?? '',
  );
  // `$$` stands for one dollar sign, `$1` for the first substitution.
  return placed.replace(/\$(\$|\d)/g, (_, which: string) =>
    which === '$' ? '$' : (values[Number(which) - 1] ?? ''),
  );
}

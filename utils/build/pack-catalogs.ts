import { readFile } from 'node:fs/promises';
import type { WxtHooks } from 'wxt';

type PublicFiles = Parameters<Extract<WxtHooks['build:publicAssets'], (...args: never) => unknown>>[1];
type Catalog = Record<string, { message: string; placeholders?: Record<string, { content: string }> }>;

/**
 * Replaces the catalogs of texts by packed ones. The browser reads a whole catalog for each page
 * that asks for a text, and what only translators need is more than half of it.
 * @param files the files of `public/` that the build copies, which are changed
 */
export async function packCatalogs(files: PublicFiles): Promise<void> {
  for (const [index, file] of files.entries()) {
    if (!('absoluteSrc' in file) || !/^_locales[\\/].+[\\/]messages\.json$/.test(file.relativeDest)) continue;
    const contents = packCatalog(await readFile(file.absoluteSrc, 'utf8'));
    files[index] = { relativeDest: file.relativeDest, contents };
  }
}

/**
 * Leaves out descriptions, and puts the numbers of the substitutions in place of their names, which
 * the browser would do at each reading.
 * https://developer.chrome.com/docs/extensions/how-to/ui/localization-message-formats
 */
export function packCatalog(json: string): string {
  const catalog = JSON.parse(json) as Catalog;
  const packed = Object.entries(catalog).map(([key, { message, placeholders = {} }]) => [
    key,
    {
      message: message.replace(
        /\$(\w+)\$/g,
        (written, name: string) => placeholders[name.toLowerCase()]?.content ?? written,
      ),
    },
  ]);
  return JSON.stringify(Object.fromEntries(packed));
}

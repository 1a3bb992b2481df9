import { beforeEach } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { messageOf, readCatalog } from './catalog';

// `fakeBrowser` has no texts of its own. Tests see the real ones, in English unless they choose.
beforeEach(() => speak('en'));

/** Answers with the texts of this language, as a browser in that language does. */
export function speak(locale: string): void {
  const catalog = readCatalog(locale);
  const fallback = readCatalog('en');
  Object.assign(fakeBrowser.i18n, {
    getMessage: (key: string, substitutions: string | string[] = []) =>
      messageOf(catalog, key, substitutions) || messageOf(fallback, key, substitutions),
  });
}

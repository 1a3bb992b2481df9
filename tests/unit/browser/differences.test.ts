import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addressesOf, shortcutsPage } from '@/utils/browser/differences';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PLACE = 'utils/browser/differences.ts';
/** What only code can need that does one thing in one browser and another in the next. */
const ASKS_WHICH = /import\.meta\.env\.(?:FIREFOX|CHROME|EDGE|BROWSER)|\bpendingUrl\b|Edg\W/;

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('differences between browsers', () => {
  it('are in one file: no other asks which browser it runs in', () => {
    const asking = ['utils', 'components', 'entrypoints']
      .flatMap((folder) =>
        readdirSync(`${ROOT}/${folder}`, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
          .map((entry) => posix.relative(ROOT, `${entry.parentPath}/${entry.name}`)),
      )
      .filter((path) => ASKS_WHICH.test(readFileSync(`${ROOT}/${path}`, 'utf8')));
    // The diagnostics report names the browser for support; nothing follows from it.
    expect(asking.sort()).toEqual([PLACE, 'utils/checks/versions.ts']);
  });

  it.each([
    ['chrome://extensions/shortcuts', CHROME],
    ['edge://extensions/shortcuts', `${CHROME} Edg/140.0.0.0`],
  ])('the page for shortcuts is %s in the browser that has it', (page, userAgent) => {
    vi.stubEnv('FIREFOX', '');
    expect(shortcutsPage(userAgent)).toBe(page);
  });

  it('Firefox has no address for its page for shortcuts', () => {
    vi.stubEnv('FIREFOX', 'true');
    expect(shortcutsPage('Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0')).toBeNull();
  });

  it.each([
    ['loads its first page (Chromium)', { pendingUrl: 'https://a/', url: '' }, ['https://a/']],
    [
      'leaves a page (Chromium)',
      { pendingUrl: 'https://b/', url: 'https://a/' },
      ['https://b/', 'https://a/'],
    ],
    ['loads or leaves a page (Firefox)', { url: 'https://a/' }, ['https://a/']],
    ['may not be read', {}, []],
  ])('a tab that %s has these addresses', (_what, tab, addresses) => {
    expect(addressesOf(tab)).toEqual(addresses);
  });
});

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packWithoutKey } from '@/utils/build/store-package';
import { LICENSES_FILE } from '@/utils/build/third-party-licenses';
import { CHROMIUM_ID, GECKO_ID, PUBLIC_KEY } from '@/utils/settings/extension-ids';
import { writePolicyFile } from '@/utils/settings/policy-files';
import { readCatalog } from '../i18n/catalog';
import {
  ABSENT,
  HARMLESS,
  OPTIONAL_HOSTS,
  OPTIONAL_PERMISSIONS,
  PERMISSIONS,
  PERMISSIONS_IN_CHROME,
  REVIEWED,
  REVIEWED_IN_CHROME,
  REVIEWED_IN_FIREFOX,
} from './reviewed';

const ALL_PERMISSIONS = { ...PERMISSIONS, ...PERMISSIONS_IN_CHROME, ...OPTIONAL_PERMISSIONS };

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BUILD = fileURLToPath(new URL('./build.mjs', import.meta.url));
const BROWSERS = ['chrome', 'edge', 'firefox'] as const;

/** Tools for development that put a few lines of their own into what they build. */
const PARTS_OF_THE_BUILD = ['@wxt-dev/browser', '@wxt-dev/webextension-polyfill', 'rolldown', 'vite', 'wxt'];

let outDir: string;
const manifests: Partial<Record<(typeof BROWSERS)[number], Record<string, unknown>>> = {};

beforeAll(async () => {
  // Not in the system's folder, which on Windows can be on another drive: no path leads there.
  await mkdir(path.join(ROOT, '.output'), { recursive: true });
  outDir = await mkdtemp(path.join(ROOT, '.output/manifest-'));
  for (const browser of BROWSERS) {
    await promisify(execFile)(process.execPath, [BUILD, browser, outDir], { cwd: ROOT });
    manifests[browser] = JSON.parse(
      await readFile(path.join(outDir, `${browser}-mv3/manifest.json`), 'utf8'),
    );
  }
}, 120_000);

afterAll(async () => {
  await rm(outDir, { recursive: true, force: true });
});

describe.each(BROWSERS)('the manifest that is built for %s', (browser) => {
  const manifest = () => manifests[browser] ?? {};
  const reviewed = { ...REVIEWED, ...(browser === 'firefox' ? REVIEWED_IN_FIREFOX : REVIEWED_IN_CHROME) };

  it.each(Object.entries(reviewed))('has %s as it was reviewed', (key, { value, why }) => {
    expect(why.length).toBeGreaterThan(10);
    expect(manifest()[key] ?? [], key).toEqual(value);
  });

  it.each(Object.entries(ABSENT))('has no %s: %s', (key) => {
    expect(manifest()).not.toHaveProperty(key);
  });

  it('belongs to pages that load the styles of all pages before those of components', async () => {
    const folder = path.join(outDir, `${browser}-mv3`);
    const pages = (await readdir(folder)).filter((file) => file.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) {
      const html = await readFile(path.join(folder, page), 'utf8');
      const listed = [...html.matchAll(/<link rel="stylesheet"[^>]* href="([^"]+)"/g)];
      // A page that lists none loads them with its views, in the order in which its script names
      // them.
      const script = html.match(/<script type="module"[^>]* src="([^"]+)"/)?.[1] ?? '';
      const sheets =
        listed.length > 0
          ? listed
          : [...(await readFile(path.join(folder, script), 'utf8')).matchAll(/"(assets\/[^"]+\.css)"/g)];
      const texts = await Promise.all(
        sheets.map(([, href = '']) => readFile(path.join(folder, href), 'utf8')),
      );
      // Only the styles of all pages define tokens.
      expect(texts.map((text) => text.includes('--space-4:')).indexOf(true), page).toBe(0);
    }
  });

  it('has nothing that nobody has reviewed', () => {
    const known = [...HARMLESS, ...Object.keys(reviewed)];
    expect(Object.keys(manifest()).filter((key) => !known.includes(key))).toEqual([]);
  });

  it('comes without the gallery, which draws made-up people', async () => {
    const files = await readdir(path.join(outDir, `${browser}-mv3`), { recursive: true });
    expect(files.map(String).filter((file) => file.endsWith('.html'))).toContain('popup.html');
    expect(files.map(String).filter((file) => /gallery|fixtures/i.test(file))).toEqual([]);
  });

  it('has the version of package.json, which releases are checked against', async () => {
    const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
    expect(manifest().version).toBe(version);
  });

  it('comes with the licenses of the packages whose code is in it, and of no other', async () => {
    const list = await readFile(path.join(outDir, `${browser}-mv3`, LICENSES_FILE), 'utf8');
    const names = [...list.matchAll(/^(\S+) [\d.]+ \| /gm)].map(([, name = '']) => name);
    const expected = [
      'genesys-cloud-streaming-client',
      'lucide',
      'oauth4webapi',
      'ofetch',
      'preact',
      'stanza',
      'zod',
    ];
    expect(names).toEqual(expect.arrayContaining(expected));
    // Chromium needs none.
    expect(names.includes('webextension-polyfill')).toBe(browser === 'firefox');
    const { packages } = JSON.parse(await readFile(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean }>;
    };
    const forDevelopment = names.filter((name) => packages[`node_modules/${name}`]?.dev);
    expect(forDevelopment.filter((name) => !PARTS_OF_THE_BUILD.includes(name))).toEqual([]);
  });

  it('lets no plain http be reached, not even on this computer', () => {
    expect(JSON.stringify(manifest())).not.toMatch(/http:|localhost|127\.0\.0\.1/);
  });
});

/** Every file of a folder below the builds, by its path, with its bytes. */
async function filesOf(folder: string): Promise<Map<string, Buffer>> {
  const base = path.join(outDir, folder);
  const entries = await readdir(base, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  return new Map(
    await Promise.all(
      files.sort().map(async (file) => [path.relative(base, file), await readFile(file)] as const),
    ),
  );
}

describe('the build for Edge', () => {
  it('has the files of the build for Chrome: what is tried in Chromium holds in Edge', async () => {
    const [edge, chrome] = await Promise.all([filesOf('edge-mv3'), filesOf('chrome-mv3')]);
    expect([...edge.keys()]).toEqual([...chrome.keys()]);
    expect(
      [...edge].filter(([file, bytes]) => !chrome.get(file)?.equals(bytes)).map(([file]) => file),
    ).toEqual([]);
    expect(edge.size).toBeGreaterThan(30);
  });

  it('opens the side panel by the API of Chromium, which Edge has too, and not Firefox’s sidebar', () => {
    expect(manifests.edge).toMatchObject({ side_panel: { default_path: 'sidepanel.html' } });
    expect(manifests.edge?.permissions).toContain('sidePanel');
    expect(manifests.edge).not.toHaveProperty('sidebar_action');
  });

  it('reads its policy where Edge keeps those of extensions, by the id that it runs under', () => {
    expect(manifests.edge).toMatchObject({ storage: { managed_schema: 'managed-schema.json' } });
    const { text } = writePolicyFile(
      'windows',
      { historyDays: 30 },
      { chromium: CHROMIUM_ID, gecko: GECKO_ID },
    );
    expect(text).toContain(
      `[HKEY_LOCAL_MACHINE\\Software\\Policies\\Microsoft\\Edge\\3rdparty\\extensions\\${CHROMIUM_ID}\\policy]`,
    );
  });

  it('is named by no number of a version that Edge does not know: it counts as Chromium does', () => {
    expect(manifests.edge?.minimum_chrome_version).toBe(manifests.chrome?.minimum_chrome_version);
    expect(manifests.edge).not.toHaveProperty('update_url');
  });
});

describe('what is packed for a store', () => {
  it.each(['chrome', 'edge'] as const)(
    'for %s has no key, which stores refuse, and is otherwise the build, which keeps it',
    async (browser) => {
      await cp(path.join(outDir, `${browser}-mv3`), path.join(outDir, `${browser}-packed`), {
        recursive: true,
      });
      const wxt = { config: { outDir: path.join(outDir, `${browser}-packed`) } };
      await packWithoutKey(wxt);
      const built = await filesOf(`${browser}-packed`);
      const packed = await filesOf(path.relative(outDir, wxt.config.outDir));
      expect(manifests[browser]?.key).toBe(PUBLIC_KEY);
      const { key: _, ...withoutKey } = manifests[browser] ?? {};
      expect(JSON.parse(String(packed.get('manifest.json')))).toEqual(withoutKey);
      expect(JSON.parse(String(built.get('manifest.json')))).toEqual(manifests[browser]);
      for (const files of [built, packed]) files.delete('manifest.json');
      expect(packed).toEqual(built);
    },
  );

  it('for Firefox is the build itself, which has no key', async () => {
    const wxt = { config: { outDir: path.join(outDir, 'firefox-mv3') } };
    await packWithoutKey(wxt);
    expect(wxt.config.outDir).toBe(path.join(outDir, 'firefox-mv3'));
    expect(manifests.firefox).not.toHaveProperty('key');
  });
});

it('What each wake of the background loads carries no text of the catalog: languages do not lengthen it.', async () => {
  // Only in Chromium is that a file of its own.
  const code = await readFile(path.join(outDir, 'chrome-mv3/background.js'), 'utf8');
  // A short text may also be a name in the code. One with a placeholder is not there as it is.
  const texts = Object.values(readCatalog('en'))
    .flatMap(({ message }) => message.split(/\$\w+\$/))
    .filter((text) => text.length >= 25);
  expect(texts.length).toBeGreaterThan(50);
  expect(texts.filter((text) => code.includes(text))).toEqual([]);
});

describe('what docs/store says of the manifests', () => {
  const documented = (file: string) => readFile(path.join(ROOT, 'docs/store', file), 'utf8');

  it('justifies the oldest browsers: each is the first with everything that is needed', async () => {
    const rows = [
      ...(await documented('minimum-versions.md')).matchAll(/^\| `[^`]+` \| `[^`]+` \| (\S+) \| (\S+) \|$/gm),
    ];
    const oldest = (column: number) => Math.max(...rows.map((row) => Number(row[column]) || 0));
    for (const browser of ['chrome', 'edge'] as const)
      expect(manifests[browser]?.minimum_chrome_version).toBe(String(oldest(1)));
    expect(manifests.firefox).toMatchObject({
      browser_specific_settings: { gecko: { strict_min_version: `${oldest(2)}.0` } },
    });
    const readme = await readFile(path.join(ROOT, 'README.md'), 'utf8');
    expect(readme).toContain(`**Chrome, Edge** (${oldest(1)} or later)`);
    expect(readme).toContain(`**Firefox** (${oldest(2)} or later)`);
  });

  it('explains each kind of data that Firefox names at installation, and no other', async () => {
    const [, table = ''] = (await documented('privacy.md')).split('| required | why |');
    const explained = [...table.matchAll(/^\| `(\w+)` \| .{10,} \|$/gm)].map(([, name]) => name);
    expect(manifests.firefox).toMatchObject({
      browser_specific_settings: { gecko: { data_collection_permissions: { required: explained } } },
    });
    expect(explained.length).toBeGreaterThan(0);
  });
});

describe('what the README says that the extension asks for', () => {
  it('names every permission of the manifest with a reason, and the optional hosts', async () => {
    const readme = await readFile(path.join(ROOT, 'README.md'), 'utf8');
    const [, table = ''] = readme.split('### What it asks the browser for');
    const rows = [
      ...(table
        .split('\n## ')[0]
        ?.matchAll(/^\| `?(\w+)`?(?: \((?:optional|Chrome and Edge)\))? \| (.{10,}) \|$/gm) ?? []),
    ];
    expect(rows.map(([, name]) => name).sort()).toEqual([...Object.keys(ALL_PERMISSIONS), 'hosts'].sort());
  });

  it('every permission and host has its reason here', () => {
    for (const why of Object.values({ ...ALL_PERMISSIONS, ...OPTIONAL_HOSTS }))
      expect(why).toMatch(/^[A-Z].*\.$/);
  });
});

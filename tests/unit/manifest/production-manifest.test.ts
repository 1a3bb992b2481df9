import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ABSENT, HARMLESS, OPTIONAL_HOSTS, PERMISSIONS, REVIEWED, REVIEWED_IN_CHROME } from './reviewed';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BUILD = fileURLToPath(new URL('./build.mjs', import.meta.url));
const BROWSERS = ['chrome', 'firefox'] as const;

let outDir: string;
const manifests: Partial<Record<(typeof BROWSERS)[number], Record<string, unknown>>> = {};

beforeAll(async () => {
  outDir = await mkdtemp(path.join(tmpdir(), 'manifest-'));
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
  const reviewed = browser === 'chrome' ? { ...REVIEWED, ...REVIEWED_IN_CHROME } : REVIEWED;

  it.each(Object.entries(reviewed))('has %s as it was reviewed', (key, { value, why }) => {
    expect(why.length).toBeGreaterThan(10);
    expect(manifest()[key] ?? [], key).toEqual(value);
  });

  it.each(Object.entries(ABSENT))('has no %s: %s', (key) => {
    expect(manifest()).not.toHaveProperty(key);
  });

  it('has nothing that nobody has reviewed', () => {
    const known = [...HARMLESS, ...Object.keys(reviewed)];
    expect(Object.keys(manifest()).filter((key) => !known.includes(key))).toEqual([]);
  });

  it('lets no plain http be reached, not even on this computer', () => {
    expect(JSON.stringify(manifest())).not.toMatch(/http:|localhost|127\.0\.0\.1/);
  });
});

describe('what the README says that the extension asks for', () => {
  it('names every permission of the manifest with a reason, and the optional hosts', async () => {
    const readme = await readFile(path.join(ROOT, 'README.md'), 'utf8');
    const [, table = ''] = readme.split('### What it asks the browser for');
    const rows = [
      ...(table.split('\n## ')[0]?.matchAll(/^\| `?(\w+)`?(?: \(optional\))? \| (.{10,}) \|$/gm) ?? []),
    ];
    expect(rows.map(([, name]) => name).sort()).toEqual([...Object.keys(PERMISSIONS), 'hosts'].sort());
  });

  it('every permission and host has its reason here', () => {
    for (const why of Object.values({ ...PERMISSIONS, ...OPTIONAL_HOSTS }))
      expect(why).toMatch(/^[A-Z].*\.$/);
  });
});

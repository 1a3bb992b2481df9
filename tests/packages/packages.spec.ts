import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_DIR } from '../setup/project.ts';
import { copyProject, runNpm, trackedFiles, unpackProject } from './project-copy.ts';
import { readZip } from './read-zip.ts';

const KINDS = ['chrome', 'edge', 'firefox', 'sources'] as const;
type Kind = (typeof KINDS)[number];

let base: string;
/** Two folders of different depth, so that a path in a package, or an order by it, would show. */
let folders: [string, string];

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'packages-'));
  folders = [path.join(base, 'one'), path.join(base, 'elsewhere/another one')];
  for (const folder of folders) {
    await copyProject(folder);
    await runNpm(folder, 'run', 'zip');
  }
});

afterAll(async () => {
  await rm(base, { recursive: true, force: true });
});

/** The path of a package in one of the folders. */
async function packageIn(folder: string, kind: Kind): Promise<string> {
  const output = path.join(folder, '.output');
  const found = (await readdir(output)).filter((name) => name.endsWith(`-${kind}.zip`));
  expect(found, `packages for ${kind}`).toHaveLength(1);
  return path.join(output, String(found[0]));
}

const bytesIn = async (folder: string, kind: Kind) => await readFile(await packageIn(folder, kind));
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const manifestOf = (files: Map<string, Buffer>) => JSON.parse(String(files.get('manifest.json')));

describe('npm run zip', () => {
  it.each(KINDS)('writes the same bytes in two folders: %s', async (kind) => {
    const [first, second] = await Promise.all(folders.map((folder) => bytesIn(folder, kind)));
    if (!first || !second) throw new Error('There are not two packages.');
    expect(sha256(second)).toBe(sha256(first));
    expect(readZip(first).size).toBeGreaterThan(30);
  });

  it.each(['chrome', 'edge'] as const)(
    'packs for %s without the key, which the unpacked build keeps',
    async (browser) => {
      expect(manifestOf(readZip(await bytesIn(folders[0], browser)))).not.toHaveProperty('key');
      const built = path.join(folders[0], `.output/${browser}-mv3/manifest.json`);
      expect(JSON.parse(await readFile(built, 'utf8'))).toHaveProperty('key');
    },
  );

  it('packs no path of the computer', async () => {
    for (const kind of KINDS)
      for (const [file, bytes] of readZip(await bytesIn(folders[0], kind)))
        for (const place of [base, PROJECT_DIR])
          expect(bytes.includes(place), `${kind}: ${file}`).toBe(false);
  });
});

describe('the sources for Mozilla’s reviewers', () => {
  it('hold files of the project only, as they are, and say how to build', async () => {
    const sources = readZip(await bytesIn(folders[0], 'sources'));
    const tracked = new Set(await trackedFiles());
    expect([...sources.keys()].filter((file) => !tracked.has(file))).toEqual([]);
    for (const [file, bytes] of sources)
      expect(bytes.equals(await readFile(path.join(PROJECT_DIR, file))), file).toBe(true);
    expect([...sources.keys()]).toContain('docs/store/build-from-sources.md');
    expect([...sources.keys()].filter((file) => /^(tests|\.|docs\/(?!store\/build))/.test(file))).toEqual([]);
  });

  it('build to the bytes of the package for Firefox', async () => {
    const folder = path.join(base, 'from sources');
    await unpackProject(folder, readZip(await bytesIn(folders[0], 'sources')));
    await runNpm(folder, 'run', 'build:firefox');
    const packed = readZip(await bytesIn(folders[0], 'firefox'));
    const output = path.join(folder, '.output/firefox-mv3');
    const built = (await readdir(output, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(output, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
    expect(built.sort()).toEqual([...packed.keys()].sort());
    for (const [file, bytes] of packed)
      expect(bytes.equals(await readFile(path.join(output, file))), file).toBe(true);
  });
});

describe('the package for Firefox', () => {
  it('passes Mozilla’s linter without an error or a warning', async () => {
    const found = await lint(await packageIn(folders[0], 'firefox'));
    expect(
      [...found.errors, ...found.warnings].map(({ code, message, file }) => [code, message, file]),
    ).toEqual([]);
  });

  it('is read by the linter: one without its id is refused', async () => {
    const found = await lint(path.join(folders[0], '.output/chrome-mv3'));
    expect(found.errors.length + found.warnings.length).toBeGreaterThan(0);
  });
});

type Finding = { code: string; message: string; file?: string };

/** What Mozilla's linter says of a package or a folder: what `web-ext lint` runs. */
async function lint(target: string): Promise<{ errors: Finding[]; warnings: Finding[] }> {
  const said = await promisify(execFile)('addons-linter', ['--output', 'json', target], {
    maxBuffer: 64 * 1024 * 1024,
    // It ends with 1 if there are errors, which it has written by then.
  }).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  return JSON.parse(said.stdout);
}

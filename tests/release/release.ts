import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { LICENSES_FILE } from '../../utils/build/third-party-licenses.ts';
import { OUTPUT_DIR, PROJECT_DIR, run } from '../setup/project.ts';
import { reproducible, type Sbom } from './sbom.ts';
import { notesOf, versionProblems } from './version.ts';

/** Where a release is prepared. */
const RELEASE_DIR = path.join(OUTPUT_DIR, 'release');

/** Each store's package, and the sources for Mozilla's reviewers. */
const PACKAGES = ['chrome', 'edge', 'firefox', 'sources'];

const execute = promisify(execFile);

/** The options of a release. */
export type ReleaseOptions = {
  tag: string | undefined;
  skipTests: boolean;
};

/** A step: says what it did, or throws an Error with a sentence. */
type Step = { title: string; run: () => Promise<string> };

/**
 * Prepares a release in `.output/release`, step by step, and prints the result of each. It submits
 * nothing: only the release workflow has the stores' keys.
 * @returns the exit code: 0 only if no step failed
 */
export async function prepareRelease(options: ReleaseOptions): Promise<number> {
  const { name, version } = JSON.parse(await readFile(path.join(PROJECT_DIR, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const changelog = await readFile(path.join(PROJECT_DIR, 'CHANGELOG.md'), 'utf8');
  await rm(RELEASE_DIR, { recursive: true, force: true });
  await mkdir(RELEASE_DIR, { recursive: true });

  const steps: Step[] = [
    { title: 'Version', run: async () => checkVersion(version, options.tag, changelog) },
    { title: 'Tests', run: () => runTests(options.skipTests) },
    { title: 'Packages', run: () => buildPackages(name, version) },
    { title: 'Licenses', run: copyLicenses },
    { title: 'SBOM', run: () => writeSbom(name) },
    { title: 'Notes', run: () => writeNotes(version, changelog) },
    { title: 'Checksums', run: writeChecksums },
  ];
  const results: string[] = [];
  let isFailed = false;
  for (const { title, run: runStep } of steps) {
    if (isFailed) {
      results.push(`– ${title}: not reached`);
      continue;
    }
    process.stdout.write(`\n── ${title} ──\n`);
    try {
      results.push(`✓ ${title}: ${await runStep()}`);
    } catch (error) {
      isFailed = true;
      results.push(`✗ ${title}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  results.push('– Submission: none; the release workflow submits, after approval');
  process.stdout.write(`\n══ Release ${version} ══\n${results.join('\n')}\n`);
  return isFailed ? 1 : 0;
}

function checkVersion(version: string, tag: string | undefined, changelog: string): string {
  const problems = versionProblems({ version, tag, changelog });
  if (problems.length > 0) throw new Error(problems.join(' '));
  return tag === undefined ? `${version}, without a tag` : `${version}, tagged ${tag}`;
}

async function runTests(skipTests: boolean): Promise<string> {
  if (skipTests) return 'left out by --skip-tests';
  if ((await run('.ci/run')) !== 0) throw new Error('.ci/run failed; its result is above.');
  return '.ci/run passed';
}

async function buildPackages(name: string, version: string): Promise<string> {
  for (const file of await readdir(OUTPUT_DIR))
    if (file.endsWith('.zip')) await rm(path.join(OUTPUT_DIR, file));
  if ((await run('npm', 'run', 'zip')) !== 0) throw new Error('npm run zip failed.');
  for (const kind of PACKAGES) {
    const file = `${name}-${version}-${kind}.zip`;
    await cp(path.join(OUTPUT_DIR, file), path.join(RELEASE_DIR, file));
    if (kind === 'sources') continue;
    const manifest = JSON.parse(await readFile(path.join(buildDir(kind), 'manifest.json'), 'utf8'));
    if (manifest.version !== version)
      throw new Error(`The manifest for ${kind} has version ${manifest.version}.`);
  }
  return PACKAGES.join(', ');
}

/** The folder that a store's package was made from. */
function buildDir(browser: string): string {
  return path.join(OUTPUT_DIR, `${browser}-mv3`);
}

/** Puts the lists of licenses, which are in the packages, beside them. */
async function copyLicenses(): Promise<string> {
  const counts: string[] = [];
  for (const browser of PACKAGES.filter((kind) => kind !== 'sources')) {
    const list = await readFile(path.join(buildDir(browser), LICENSES_FILE), 'utf8');
    await writeFile(path.join(RELEASE_DIR, `licenses-${browser}.txt`), list);
    counts.push(`${list.split('\n').filter((line) => line.includes(' | ')).length} for ${browser}`);
  }
  return `packages with an allowed license: ${counts.join(', ')}`;
}

async function writeSbom(name: string): Promise<string> {
  const args = ['--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];
  const { stdout } = await execute('npm', ['sbom', ...args], {
    cwd: PROJECT_DIR,
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  const { stdout: time } = await execute('git', ['log', '-1', '--format=%cI'], { cwd: PROJECT_DIR });
  const sbom = reproducible(JSON.parse(stdout) as Sbom, name, time.trim());
  await writeFile(path.join(RELEASE_DIR, 'sbom.cdx.json'), `${JSON.stringify(sbom, null, 2)}\n`);
  return `${sbom.components.length} components, ${sbom.bomFormat} ${sbom.specVersion}`;
}

async function writeNotes(version: string, changelog: string): Promise<string> {
  await writeFile(path.join(RELEASE_DIR, 'notes.md'), `${notesOf(changelog, version)}\n`);
  return 'notes.md, from CHANGELOG.md';
}

/** In the format of `sha256sum --check`. */
async function writeChecksums(): Promise<string> {
  const files = (await readdir(RELEASE_DIR)).sort();
  const lines = await Promise.all(
    files.map(async (file) => {
      const content = await readFile(path.join(RELEASE_DIR, file));
      return `${createHash('sha256').update(content).digest('hex')}  ${file}\n`;
    }),
  );
  await writeFile(path.join(RELEASE_DIR, 'SHA256SUMS'), lines.join(''));
  return `SHA-256 of ${files.length} files`;
}

import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_DIR } from '../setup/project.ts';

const execute = promisify(execFile);

/** The project's files: those that git tracks, and new ones that it does not ignore. */
async function projectFiles(): Promise<string[]> {
  return await gitFiles('--cached', '--others');
}

/** The files of the project that git tracks. */
export async function trackedFiles(): Promise<string[]> {
  return await gitFiles('--cached');
}

async function gitFiles(...which: string[]): Promise<string[]> {
  const { stdout } = await execute('git', ['ls-files', '-z', ...which, '--exclude-standard'], {
    cwd: PROJECT_DIR,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split('\0').filter(Boolean);
}

/** Copies the project, without what it has built, to a folder, and installs its packages there. */
export async function copyProject(folder: string): Promise<void> {
  for (const file of await projectFiles()) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    // Git still lists a file that was deleted a moment ago.
    await cp(path.join(PROJECT_DIR, file), target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
  await installPackages(folder);
}

/** Writes files to a folder, and installs the packages that they name. */
export async function unpackProject(folder: string, files: Map<string, Buffer>): Promise<void> {
  for (const [file, bytes] of files) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
  await installPackages(folder);
}

/**
 * Installs as `npm ci` does. With the same lock file, this project's packages are taken, by links
 * to the same files: that needs no network.
 */
async function installPackages(folder: string): Promise<void> {
  const lock = (base: string) => readFile(path.join(base, 'package-lock.json'), 'utf8');
  if ((await lock(folder)) === (await lock(PROJECT_DIR))) {
    const linked = await execute('cp', ['-al', path.join(PROJECT_DIR, 'node_modules'), folder]).then(
      () => true,
      // Another file system, or another system's cp.
      () => false,
    );
    if (linked) return;
  }
  await runNpm(folder, 'ci');
}

/**
 * Runs npm in a folder, as a person would who has never run a test: Vitest's own variables would
 * change what is built.
 * @throws Error with what it said, if it fails
 */
export async function runNpm(folder: string, ...args: string[]): Promise<void> {
  const { NODE_ENV: _, ...env } = process.env;
  for (const name of Object.keys(env))
    if (/^(VITEST|VITE_|TEST$|MODE$|DEV$|PROD$|SSR$|BASE_URL$)/.test(name)) delete env[name];
  await execute('npm', args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }).catch((error) => {
    throw new Error(`npm ${args.join(' ')} failed:\n${error.stdout ?? ''}${error.stderr ?? ''}`);
  });
}

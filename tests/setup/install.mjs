/**
 * The first code of every entry, even on a fresh clone. So it is plain JavaScript for Node 20, with
 * built-in modules only.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MODULES = path.join(ROOT, 'node_modules');
const BINARIES = path.join(MODULES, '.bin');
const NODE_24 = path.join(MODULES, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The first release that runs TypeScript files without a flag: `[major, minor]`. */
const TYPE_STRIPPING = [22, 18];

/**
 * Installs the packages of package-lock.json if they are missing or differ from it; otherwise takes
 * a few milliseconds. Afterwards the packages' commands are on the PATH of this process and its
 * children.
 * @throws {Error} with a sentence that says what to do
 */
export function ensureDependencies() {
  const reason = findReasonToInstall();
  if (reason) {
    process.stdout.write(`Installing packages (${reason}) …\n`);
    const { error, status } = spawnSync('npm', ['ci'], {
      cwd: ROOT,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (error) throw new Error(`npm could not be started (${error.message}). Install it together with Node.`);
    if (status !== 0) {
      throw new Error('npm ci failed; its message is above. Check the connection to the package registry.');
    }
  }
  // Everything started from here on uses our packages and runs on Node 24.
  process.env.PATH = [BINARIES, process.env.PATH].join(path.delimiter);
}

/**
 * Continues in Node 24 (a development dependency), so that nobody has to install it: runs the same
 * script there, forwards signals and exits with its code. Returns only if this Node already runs
 * TypeScript. Call after {@link ensureDependencies}.
 * @param {string} scriptUrl `import.meta.url` of the entry
 * @throws {Error} with a sentence that says what to do
 */
export async function reExecOnNode24(scriptUrl) {
  if (runsTypeScript()) return;
  if (!existsSync(NODE_24)) {
    throw new Error(
      'Node 24 is not among the installed packages. Allow install scripts (npm config set ignore-scripts false), delete node_modules and try again; or use Node 24 yourself.',
    );
  }
  const child = spawn(NODE_24, [fileURLToPath(scriptUrl), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    // Killed by a signal: the shell's convention would need the signal's number; 1 is good enough.
    child.once('exit', (status) => resolve(status ?? 1));
  });
  process.exit(code);
}

function runsTypeScript() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [neededMajor, neededMinor] = TYPE_STRIPPING;
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

/** Why an installation is needed, in a few words for the user; `null` if none is. */
function findReasonToInstall() {
  if (!existsSync(MODULES)) return 'first time';
  const wanted = readPackages(path.join(ROOT, 'package-lock.json'));
  const installed = readPackages(path.join(MODULES, '.package-lock.json'));
  if (!wanted || !installed) return 'incomplete installation';
  // Compare versions, not times: a fresh checkout of an old branch is newer than everything.
  for (const [location, { version, link, optional, devOptional, peer }] of Object.entries(wanted)) {
    if (location === '' || link) continue;
    const present = installed[location];
    // Optional packages for other platforms may be missing.
    if (!present && (optional || devOptional || peer)) continue;
    if (present?.version !== version) return `${location.replace(/^.*node_modules\//, '')} is not ${version}`;
  }
  return null;
}

/**
 * @param {string} file a lock file of npm
 * @returns {Record<string, {version?: string, link?: boolean, optional?: boolean, devOptional?:
 *   boolean, peer?: boolean}> | null}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

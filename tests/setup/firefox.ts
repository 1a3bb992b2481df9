import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { installDebianPackage } from './debian.ts';

/** The manifest's `strict_min_version`: an older one refuses the extension. */
const OLDEST_VERSION = 142;

/** Printed when the stories in Firefox are skipped. */
export const NO_FIREFOX = `No Firefox ${OLDEST_VERSION} or later on this computer: the stories in Firefox are skipped. Install one (on Debian: apt-get install firefox-esr), or set FIREFOX_PATH to the executable of one.`;

/** Milliseconds after which a program that only prints its version counts as broken. */
const STARTS_WITHIN_MS = 60_000;

/**
 * Finds a Firefox that accepts the extension, or installs one: `FIREFOX_PATH`, the system's,
 * Debian's package (as root).
 * @returns the path of its executable; `undefined` if there is none: the stories are then skipped
 * @throws Error with a sentence that says what to do, if `FIREFOX_PATH` does not exist
 */
export function findFirefox(): string | undefined {
  // An explicit choice has priority.
  const wished = process.env.FIREFOX_PATH;
  if (wished) {
    if (!existsSync(wished)) throw new Error(`FIREFOX_PATH is ${wished}, but there is no such file.`);
    return wished;
  }
  return findSystemFirefox() ?? (installDebianPackage('firefox-esr') ? findSystemFirefox() : undefined);
}

function findSystemFirefox(): string | undefined {
  return candidates().find((executable) => existsSync(executable) && isRecent(executable));
}

function candidates(): string[] {
  if (process.platform === 'darwin') {
    return ['/Applications', path.join(homedir(), 'Applications')].map(
      (folder) => `${folder}/Firefox.app/Contents/MacOS/firefox`,
    );
  }
  if (process.platform === 'win32') {
    return [process.env.ProgramFiles, process.env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .map((folder) => path.join(folder, 'Mozilla Firefox', 'firefox.exe'));
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.flatMap((folder) => ['firefox-esr', 'firefox'].map((name) => path.join(folder, name)));
}

/** Whether it starts and is new enough. A distribution can ship a mere placeholder. */
function isRecent(executable: string): boolean {
  // On Windows `--version` opens a window; there Firefox updates itself.
  if (process.platform === 'win32') return true;
  try {
    const said = execFileSync(executable, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: STARTS_WITHIN_MS,
    });
    return Number(/Firefox (\d+)/.exec(said)?.[1] ?? 0) >= OLDEST_VERSION;
  } catch {
    return false;
  }
}

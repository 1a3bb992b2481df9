import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { installDebianPackage } from './debian.ts';

/** The manifest's `strict_min_version`: an older one refuses the extension. */
const OLDEST_VERSION = 140;

/** Said where the stories in Firefox are skipped. */
export const NO_FIREFOX = `No Firefox ${OLDEST_VERSION} or later on this computer: the stories in Firefox are skipped. Install one (on Debian: apt-get install firefox-esr), or set FIREFOX_PATH to the executable of one.`;

/** Milliseconds after which a program that only says its version counts as broken. */
const STARTS_WITHIN_MS = 60_000;

/**
 * Finds a Firefox that takes the extension, installing one where there is none: `FIREFOX_PATH`, the
 * system's, Debian's package (as root).
 * @returns the path of its executable; `undefined` where there is none: the stories are skipped
 *   then
 * @throws Error with a sentence that says what to do, where `FIREFOX_PATH` leads nowhere
 */
export function findFirefox(): string | undefined {
  // An explicit wish beats every guess.
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

/** Whether it starts and is new enough. A distribution can ship a mere signpost. */
function isRecent(executable: string): boolean {
  // On Windows `--version` opens a window; there Firefox keeps itself up to date.
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

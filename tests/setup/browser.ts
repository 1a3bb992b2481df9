import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { installDebianPackage } from './debian.ts';
import { PROJECT_DIR } from './project.ts';

/** Milliseconds after which a silent download server counts as unreachable. */
const CONNECTION_TIMEOUT_MS = 10_000;

/** Milliseconds after which a program that only prints its version counts as broken. */
const STARTS_WITHIN_MS = 60_000;

/** Milliseconds for the whole download, some 180 MB. */
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

/**
 * Finds a Chromium that loads unpacked extensions, or installs one: `CHROMIUM_PATH`, the system's
 * browser, Playwright's download, Debian's package (as root).
 * @returns the path of its executable
 * @throws Error with a sentence that says what to do
 */
export function findChromium(): string {
  // An explicit choice has priority.
  const wished = process.env.CHROMIUM_PATH;
  if (wished) {
    if (!existsSync(wished)) throw new Error(`CHROMIUM_PATH is ${wished}, but there is no such file.`);
    return wished;
  }
  const found =
    findSystemChromium() ?? findPlaywrightChromium() ?? downloadChromium() ?? installDebianChromium();
  if (!found) {
    throw new Error('No Chromium found. Install one, or set CHROMIUM_PATH to the executable of one.');
  }
  return found;
}

/**
 * Chromium only. Branded Google Chrome and Edge are excluded on purpose: since version 137 they
 * ignore `--load-extension`.
 */
function findSystemChromium(): string | undefined {
  return systemCandidates().find(runs);
}

function systemCandidates(): string[] {
  if (process.platform === 'darwin') {
    return ['/Applications', path.join(homedir(), 'Applications')].flatMap((folder) =>
      ['Chromium', 'Google Chrome for Testing'].map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    );
  }
  if (process.platform === 'win32') {
    return [process.env.LOCALAPPDATA, process.env.ProgramFiles, process.env['ProgramFiles(x86)']]
      .filter((folder) => folder !== undefined)
      .map((folder) => path.join(folder, 'Chromium', 'Application', 'chrome.exe'));
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.flatMap((folder) => ['chromium', 'chromium-browser'].map((name) => path.join(folder, name)));
}

function findPlaywrightChromium(): string | undefined {
  return [chromium.executablePath()].find(runs);
}

function downloadChromium(): string | undefined {
  process.stdout.write('No Chromium on this computer: downloading one …\n');
  const cli = path.join(PROJECT_DIR, 'node_modules', 'playwright-core', 'cli.js');
  spawnSync(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    stdio: 'inherit',
    timeout: DOWNLOAD_TIMEOUT_MS,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(CONNECTION_TIMEOUT_MS), ...process.env },
  });
  return findPlaywrightChromium();
}

function installDebianChromium(): string | undefined {
  return installDebianPackage('chromium') ? findSystemChromium() : undefined;
}

/**
 * Whether the file exists and starts. A download can lack system libraries; a distribution can ship
 * a mere placeholder.
 */
function runs(executable: string): boolean {
  try {
    accessSync(executable, constants.X_OK);
    // On Windows `--version` opens a window.
    if (process.platform !== 'win32')
      execFileSync(executable, ['--version'], { stdio: 'ignore', timeout: STARTS_WITHIN_MS });
    return true;
  } catch {
    return false;
  }
}

import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const PROJECT_DIR = fileURLToPath(new URL('../..', import.meta.url));

/** The folder of all generated files; never committed. */
export const OUTPUT_DIR = path.join(PROJECT_DIR, '.output');

/** The extension as built by {@link buildForSimulator}. */
export const SIMULATOR_BUILD_DIR = path.join(OUTPUT_DIR, 'chrome-mv3-simulator');

/** The extension with the gallery, which draws every state of every view. */
export const GALLERY_BUILD_DIR = path.join(OUTPUT_DIR, 'chrome-mv3-gallery');

/** The extension for Firefox as users get it. */
export const FIREFOX_BUILD_DIR = path.join(OUTPUT_DIR, 'firefox-mv3');

/** The extension for Firefox in the mode that may reach the simulator. */
export const FIREFOX_SIMULATOR_BUILD_DIR = path.join(OUTPUT_DIR, 'firefox-mv3-simulator');

/**
 * Runs a command in the project's folder with its output on this terminal. Finds the packages'
 * commands if the process was started through one of the entries in this folder.
 * @returns its exit code; 1 if it was killed or could not be started
 */
export function run(command: string, ...args: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: PROJECT_DIR,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    child.once('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Builds quietly: the list of files is for those who build by hand. Returns the exit code. */
function build(...options: string[]): Promise<number> {
  return run('wxt', 'build', '--level', 'warn', ...options);
}

/**
 * Builds the extension for Chromium in the mode that may reach the simulator; returns the exit
 * code.
 */
export function buildForSimulator(): Promise<number> {
  return build('--mode', 'simulator');
}

/** Builds the extension for Chromium with the gallery; returns the exit code. */
export function buildGallery(): Promise<number> {
  return build('--mode', 'gallery');
}

/**
 * Builds the extension for Firefox twice, as users get it and for the simulator; returns the first
 * exit code that is not 0.
 */
export async function buildForFirefox(): Promise<number> {
  const forFirefox = ['--browser', 'firefox', '--mv3'];
  return (await build(...forFirefox)) || (await build('--mode', 'simulator', ...forFirefox));
}

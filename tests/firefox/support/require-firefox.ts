import { existsSync } from 'node:fs';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { findFirefox, NO_FIREFOX } from '../../setup/firefox.ts';
import { FIREFOX_BUILD_DIR, FIREFOX_SIMULATOR_BUILD_DIR } from '../../setup/project.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of Firefox; `null` where there is none, and with it nothing to run the stories in. */
    firefox: string | null;
  }
}

/**
 * The build under test: practice mode in the build for users, everything else against the
 * simulator.
 */
const BUILDS = [
  [FIREFOX_BUILD_DIR, 'build:firefox'],
  [FIREFOX_SIMULATOR_BUILD_DIR, 'build:firefox-simulator'],
] as const;

/**
 * Passes the path of Firefox to the stories. Fails at once, with advice, if there is a Firefox but
 * a build is missing.
 */
export default function requireFirefox(project: TestProject): void {
  const firefox = findFirefox() ?? null;
  project.provide('firefox', firefox);
  if (firefox === null) {
    process.stdout.write(`${NO_FIREFOX}\n`);
    return;
  }
  for (const [dir, script] of BUILDS) {
    if (!existsSync(path.join(dir, 'manifest.json'))) {
      throw new Error(
        `There is no build in ${dir}. Run \`npm run ${script}\` first, or \`npm run test:firefox\`, which does.`,
      );
    }
  }
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { findFirefox, NO_FIREFOX } from '../../setup/firefox.ts';
import { FIREFOX_BUILD_DIR } from '../../setup/project.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of Firefox; `null` where there is none, and with it nothing to run the stories in. */
    firefox: string | null;
  }
}

/** Tells the stories where Firefox is. Fails at once, and says what to do, when there is one and no build to test. */
export default function requireFirefox(project: TestProject): void {
  const firefox = findFirefox() ?? null;
  project.provide('firefox', firefox);
  if (firefox === null) {
    process.stdout.write(`${NO_FIREFOX}\n`);
  } else if (!existsSync(path.join(FIREFOX_BUILD_DIR, 'manifest.json'))) {
    throw new Error(
      'There is no build for Firefox. Run `npm run build:firefox` first, or `npm run test:firefox`, which does.',
    );
  }
}

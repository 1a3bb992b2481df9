import { existsSync } from 'node:fs';
import { EXTENSION_DIR } from './world.ts';

/** Fails at once, and says what to do, when there is no build to test. */
export default function requireBuild(): void {
  if (!existsSync(`${EXTENSION_DIR}/manifest.json`)) {
    throw new Error(
      'There is no simulator build. Run `npm run build:simulator` first, or `npm run test:e2e`, which does.',
    );
  }
}

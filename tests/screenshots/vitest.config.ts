import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * Takes the screenshots of the README and the user guide again, or draws the pictures for the
 * stores; contains no test.
 */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/screenshots/**/*.spec.ts'],
    globalSetup: ['tests/e2e/support/require-build.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});

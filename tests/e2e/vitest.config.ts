import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * Stories through the built extension in a real browser; one browser per file, two files at a time.
 */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/e2e/**/*.spec.ts'],
    globalSetup: ['tests/e2e/support/require-build.ts', 'tests/e2e/support/require-gallery.ts'],
    maxWorkers: 2,
    // These guard against hanging only: what a story waits for comes much sooner, but not on every
    // computer.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * Stories through the Firefox build in real Firefox. Skipped, with a sentence, where there is no
 * Firefox.
 */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/firefox/**/*.spec.ts'],
    globalSetup: ['tests/firefox/support/require-firefox.ts'],
    maxWorkers: 1,
    // These guard against hanging only: what a story waits for comes much sooner, but not on every
    // computer.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
});

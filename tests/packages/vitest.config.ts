import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Builds the packages for the stores several times: too slow for the unit tests. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/packages/**/*.spec.ts'],
    // These guard against hanging only: on a busy machine a build can take many times as long.
    testTimeout: 600_000,
    hookTimeout: 1_800_000,
  },
});

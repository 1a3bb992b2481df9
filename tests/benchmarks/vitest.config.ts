import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

/**
 * Figures, one per file, each printed as a table with its baseline of the same run. Nothing here
 * passes or fails by the clock.
 */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  plugins: [WxtVitest()],
  test: {
    include: ['tests/benchmarks/**/*.bench.ts'],
    globalSetup: ['tests/e2e/support/require-build.ts'],
    // Run one at a time: they would slow each other down.
    fileParallelism: false,
    testTimeout: 20 * 60_000,
    hookTimeout: 120_000,
  },
});

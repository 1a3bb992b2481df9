import path from 'node:path';
import { findChromium } from './browser.ts';
import { findFirefox } from './firefox.ts';
import { buildForFirefox, buildForSimulator, OUTPUT_DIR, run } from './project.ts';
import { add, type Counts, NOTHING, ONE_PASSED, oneFailed, readVitestCounts, toLine } from './test-counts.ts';

/**
 * Runs lint, types, unit tests, the builds and the stories in both browsers, each whatever the others said, and ends with what
 * failed and one line `N passed, N failed`. Lint, types and a failed build count as one each.
 * @returns the exit code: 0 only when something ran and nothing failed
 */
export async function runAllTests(): Promise<number> {
  let total = NOTHING;
  const count = (counts: Counts) => {
    total = add(total, counts);
  };

  heading('Lint');
  count(check('Lint', await run('biome', 'check', '.')));

  heading('Types');
  count(check('Types', (await run('wxt', 'prepare')) || (await run('tsc', '--noEmit'))));

  heading('Unit tests');
  count(await runVitest('unit'));

  heading('Build');
  const built = (await buildForSimulator()) === 0;

  heading('End-to-end tests');
  count(built ? await runEndToEndTests() : refuse('There is no build to test.'));

  heading('Stories in Firefox');
  count(await runFirefoxStories());

  // Last, so that whoever sees only the end of a long log sees what failed.
  for (const failure of total.failures) process.stdout.write(`✗ ${failure}\n`);
  process.stdout.write(`\n${toLine(total)}\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function runEndToEndTests(): Promise<Counts> {
  try {
    // Found once, so that the test files do not all look for it.
    process.env.CHROMIUM_PATH = findChromium();
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  return await runVitest('e2e');
}

/** Where there is no Firefox, the run says so and counts its stories as skipped. */
async function runFirefoxStories(): Promise<Counts> {
  try {
    const firefox = findFirefox();
    if (firefox && (await buildForFirefox()) !== 0) return refuse('There is no build for Firefox to test.');
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  return await runVitest('firefox');
}

async function runVitest(suite: 'unit' | 'e2e' | 'firefox'): Promise<Counts> {
  const report = path.join(OUTPUT_DIR, 'test-results', `${suite}.json`);
  const startedAt = Date.now();
  const exitCode = await run(
    'vitest',
    'run',
    '--config',
    `tests/${suite}/vitest.config.ts`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  );
  return await readVitestCounts(report, { startedAt, exitCode });
}

function check(what: string, exitCode: number): Counts {
  return exitCode === 0 ? ONE_PASSED : oneFailed(what);
}

function refuse(reason: string): Counts {
  process.stderr.write(`${reason}\n`);
  return oneFailed(reason);
}

function heading(text: string): void {
  process.stdout.write(`\n── ${text} ──\n`);
}

import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from './browser.ts';
import { findFirefox } from './firefox.ts';
import { buildForFirefox, buildForSimulator, buildGallery, OUTPUT_DIR, PROJECT_DIR, run } from './project.ts';
import {
  add,
  type Counts,
  ONE_PASSED,
  oneFailed,
  readVitestRun,
  type VitestRun,
  withSecondTry,
} from './test-counts.ts';
import { type StepResult, summarize, total } from './test-summary.ts';

const UNIT_REPORTERS = ['minimal', './tests/setup/progress-reporter.ts'];

/** A fault of the product shows in more files than this; then a second try only takes time. */
const MOST_UNSTEADY_FILES = 3;

/** The steps of `npm test`, in order; `npm test -- unit` runs one of them. */
const STEPS: Record<string, { title: string; run: () => Promise<Counts> }> = {
  lint: { title: 'Lint and types', run: runLint },
  unit: {
    title: 'Unit tests',
    run: async () => (await runVitest('unit', { reporters: UNIT_REPORTERS })).counts,
  },
  chromium: { title: 'Stories in Chromium', run: runChromiumStories },
  firefox: { title: 'Stories in Firefox', run: runFirefoxStories },
};

/**
 * Runs lint, types, unit tests, the builds and the stories in both browsers, each whatever the
 * outcome of the others. Ends with what failed, by step, and one line `N passed, N failed`. Lint,
 * types and a failed build count as one each.
 * @param names of the steps to run; all if there is none
 * @returns the exit code: 0 only if something ran and nothing failed
 * @throws Error with a sentence if there is no step of that name
 */
export async function runTests(names: readonly string[]): Promise<number> {
  const results: StepResult[] = [];
  for (const { title, run: runStep } of chooseSteps(names)) {
    process.stdout.write(`\n── ${title} ──\n`);
    results.push({ title, counts: await runStep() });
  }
  // Last, so that the end of a long log shows what failed.
  const summary = summarize(results).join('\n');
  process.stdout.write(`\n── Result ──\n${summary}\n`);
  // On GitHub, also on the page of the run.
  const page = process.env.GITHUB_STEP_SUMMARY;
  if (page) appendFileSync(page, `\`\`\`\n${summary}\n\`\`\`\n`);
  const { passed, failed } = total(results);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function chooseSteps(names: readonly string[]) {
  if (names.length === 0) return Object.values(STEPS);
  return names.map((name) => {
    const step = STEPS[name];
    if (step) return step;
    throw new Error(
      `There is no step "${name}". npm test -- takes any of: ${Object.keys(STEPS).join(', ')}.`,
    );
  });
}

async function runLint(): Promise<Counts> {
  const lint = check('Lint', (await run('biome', 'check', '.')) || (await run('knip')));
  const types = check('Types', (await run('wxt', 'prepare')) || (await run('tsc', '--noEmit')));
  return add(lint, types);
}

async function runChromiumStories(): Promise<Counts> {
  if (((await buildForSimulator()) || (await buildGallery())) !== 0)
    return refuse('There is no build for Chromium to test.');
  try {
    // Found once, so that the test files need not search for it.
    process.env.CHROMIUM_PATH = findChromium();
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  return await runStories('e2e');
}

/** If there is no Firefox, the run says so and counts its stories as skipped. */
async function runFirefoxStories(): Promise<Counts> {
  try {
    const firefox = findFirefox();
    if (firefox) {
      process.env.FIREFOX_PATH = firefox;
      if ((await buildForFirefox()) !== 0) return refuse('There is no build for Firefox to test.');
    }
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  return await runStories('firefox');
}

/**
 * Runs the stories of a browser. Files in which something failed run once more, alone on the
 * machine: what passes then is unsteady. The result says so, and its cause has to be found, but one
 * of 750 stories that depend on real time does not hold up everybody's work.
 */
async function runStories(suite: 'e2e' | 'firefox'): Promise<Counts> {
  const { counts, failedFiles } = await runVitest(suite);
  if (failedFiles.length === 0 || failedFiles.length > MOST_UNSTEADY_FILES) return counts;
  process.stdout.write(`\nOnce more, alone: ${failedFiles.map((file) => path.basename(file)).join(', ')}\n`);
  const again = await runVitest(suite, { files: failedFiles, maxWorkers: 1 });
  return withSecondTry(counts, again.counts);
}

async function runVitest(
  suite: 'unit' | 'e2e' | 'firefox',
  {
    reporters = ['default'],
    files = [],
    maxWorkers,
  }: { reporters?: readonly string[]; files?: readonly string[]; maxWorkers?: number } = {},
): Promise<VitestRun> {
  const report = path.join(OUTPUT_DIR, 'test-results', `${suite}.json`);
  const startedAt = Date.now();
  const exitCode = await run(
    'vitest',
    'run',
    // From the project's folder: Windows would split the path of a folder with a space.
    ...files.map((file) => path.relative(PROJECT_DIR, file)),
    '--config',
    `tests/${suite}/vitest.config.ts`,
    ...(maxWorkers === undefined ? [] : [`--maxWorkers=${maxWorkers}`]),
    ...reporters.map((reporter) => `--reporter=${reporter}`),
    '--reporter=json',
    `--outputFile.json=${path.relative(PROJECT_DIR, report)}`,
  );
  return await readVitestRun(report, { startedAt, exitCode });
}

function check(what: string, exitCode: number): Counts {
  return exitCode === 0 ? ONE_PASSED : oneFailed(`${what}: see the messages under that heading`);
}

function refuse(reason: string): Counts {
  process.stderr.write(`${reason}\n`);
  return oneFailed(reason);
}

import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import * as z from 'zod';

/** The result of checks; `failures` names what failed, one line each. */
export type Counts = { passed: number; failed: number; skipped: number; failures: readonly string[] };

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
export const ONE_PASSED: Counts = { ...NOTHING, passed: 1 };

/** One failed check, with its name. */
export function oneFailed(what: string): Counts {
  return { ...NOTHING, failed: 1, failures: [what] };
}

/** The parts of Vitest's JSON report that are read. */
const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.nullish(z.array(z.string())),
        }),
      ),
    }),
  ),
});

export function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

/** `12 passed, 0 failed`, and `, 3 skipped` where there are any. */
export function toLine({ passed, failed, skipped }: Omit<Counts, 'failures'>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Counts the tests of a Vitest run from its JSON report. A test file that could not be loaded
 * counts as a failed test, and so does a run that failed without saying where, or left no report.
 * @param run when it began (milliseconds since 1970; an older report belongs to another run) and
 *   how it ended
 */
export async function readVitestCounts(
  reportFile: string,
  { startedAt, exitCode }: { startedAt: number; exitCode: number },
): Promise<Counts> {
  const report = await readReport(reportFile, startedAt);
  if (!report) return oneFailed('a run of Vitest that left no report');
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...brokenFiles.map(({ name }) => `${name} could not be loaded`),
      ...report.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === 'failed')
          .map((test) => `${path.basename(name)}: ${test.fullName}: ${firstLine(test.failureMessages)}`),
      ),
    ],
  };
  return exitCode !== 0 && counts.failed === 0
    ? add(counts, oneFailed('an error outside the tests of Vitest'))
    : counts;
}

function firstLine(messages: readonly string[] | null | undefined): string {
  return stripVTControlCharacters(messages?.[0] ?? '').split('\n', 1)[0] || 'no reason given';
}

async function readReport(file: string, notBefore: number) {
  try {
    if ((await stat(file)).mtimeMs < notBefore) return undefined;
    return reportSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

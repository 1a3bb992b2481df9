import { readFile, stat } from 'node:fs/promises';
import * as z from 'zod';

/** How checks went. */
export type Counts = { passed: number; failed: number; skipped: number };

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };
export const ONE_PASSED: Counts = { ...NOTHING, passed: 1 };
export const ONE_FAILED: Counts = { ...NOTHING, failed: 1 };

/** What is read of the JSON that Vitest reports. */
const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** `12 passed, 0 failed`, and `, 3 skipped` where there are any. */
export function toLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Counts the tests of a run of Vitest from its JSON report. A test file that could not be loaded counts as a failed test, and so
 * does a run that failed without saying where, or left no report.
 * @param run when it began (milliseconds since 1970; an older report is of another run) and how it ended
 */
export async function readVitestCounts(
  reportFile: string,
  { startedAt, exitCode }: { startedAt: number; exitCode: number },
): Promise<Counts> {
  const report = await readReport(reportFile, startedAt);
  if (!report) return ONE_FAILED;
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return exitCode !== 0 && counts.failed === 0 ? add(counts, ONE_FAILED) : counts;
}

async function readReport(file: string, notBefore: number) {
  try {
    if ((await stat(file)).mtimeMs < notBefore) return undefined;
    return reportSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

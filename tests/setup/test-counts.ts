import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import * as z from 'zod';

/** A check that failed, by its name, and the reason where it is known. */
export type Failure = { what: string; why?: string };

/** The result of checks. `unsteady` are those that failed first and then passed: among `passed`. */
export type Counts = {
  passed: number;
  failed: number;
  skipped: number;
  failures: readonly Failure[];
  unsteady: readonly Failure[];
};

/** A run of Vitest: its counts, and the absolute paths of the files in which something failed. */
export type VitestRun = { counts: Counts; failedFiles: readonly string[] };

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0, failures: [], unsteady: [] };
export const ONE_PASSED: Counts = { ...NOTHING, passed: 1 };

/** One failed check, with its name. */
export function oneFailed(what: string): Counts {
  return { ...NOTHING, failed: 1, failures: [{ what }] };
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
    unsteady: [...a.unsteady, ...b.unsteady],
  };
}

/**
 * The counts of a run whose failed files were run once more: what failed again has failed; the
 * rest of what failed has passed, and is named as unsteady.
 */
export function withSecondTry(first: Counts, second: Counts): Counts {
  return {
    ...first,
    passed: first.passed + first.failed - second.failed,
    failed: second.failed,
    failures: second.failures,
    unsteady: first.failures.filter(({ what }) => !second.failures.some((again) => again.what === what)),
  };
}

/** `12 passed, 0 failed`, and `, 3 skipped` where there are any. */
export function toLine({ passed, failed, skipped }: Pick<Counts, 'passed' | 'failed' | 'skipped'>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Reads a Vitest run from its JSON report. A test file that could not be loaded counts as a failed
 * test, and so does a run that failed without saying where, or left no report.
 * @param run when it began (milliseconds since 1970; an older report belongs to another run) and
 *   how it ended
 */
export async function readVitestRun(
  reportFile: string,
  { startedAt, exitCode }: { startedAt: number; exitCode: number },
): Promise<VitestRun> {
  const report = await readReport(reportFile, startedAt);
  if (!report) return { counts: oneFailed('a run of Vitest that left no report'), failedFiles: [] };
  const failedFiles = report.testResults.filter(({ status }) => status === 'failed');
  const brokenFiles = failedFiles.filter(({ assertionResults }) => assertionResults.length === 0);
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...brokenFiles.map(({ name }) => ({ what: `${name} could not be loaded` })),
      ...failedFiles.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === 'failed')
          .map(({ fullName, failureMessages }) => ({
            what: `${path.basename(name)}: ${fullName}`,
            why: describeError(failureMessages?.[0] ?? ''),
          })),
      ),
    ],
    unsteady: [],
  };
  const failedElsewhere = exitCode !== 0 && counts.failed === 0;
  return {
    counts: failedElsewhere ? add(counts, oneFailed('an error outside the tests of Vitest')) : counts,
    failedFiles: failedElsewhere ? [] : failedFiles.map(({ name }) => name),
  };
}

/** An error's first line, and where in the tests it happened: innermost first. */
function describeError(error: string): string {
  const plain = stripVTControlCharacters(error);
  const reason = plain.split('\n', 1)[0] || 'no reason given';
  const places = [...plain.matchAll(/\btests\/([\w./-]+:\d+)/g)].map(([, place]) => place);
  return places.length > 0 ? `${reason} (${[...new Set(places)].join(' < ')})` : reason;
}

async function readReport(file: string, notBefore: number) {
  try {
    if ((await stat(file)).mtimeMs < notBefore) return undefined;
    return reportSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

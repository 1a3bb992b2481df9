import { add, type Counts, type Failure, NOTHING, toLine } from './test-counts.ts';

/** The result of one step. */
export type StepResult = { title: string; counts: Counts };

/** All steps together. */
export function total(results: readonly StepResult[]): Counts {
  return results.map(({ counts }) => counts).reduce(add, NOTHING);
}

/**
 * The end of a run, in lines: each step with its counts, below it what failed and what was
 * unsteady, and finally the counts of the whole run. `.ci/run` reads these lines.
 */
export function summarize(results: readonly StepResult[]): string[] {
  return [
    ...results.flatMap(({ title, counts }) => [
      `${counts.failed > 0 ? '✗' : counts.passed > 0 ? '✓' : '–'} ${title}: ${toLine(counts)}`,
      ...counts.failures.map((failure) => `  ✗ ${describe(failure)}`),
      ...counts.unsteady.map((failure) => `  ! unsteady, passed the second time: ${describe(failure)}`),
    ]),
    '',
    toLine(total(results)),
  ];
}

function describe({ what, why }: Failure): string {
  return why === undefined ? what : `${what}: ${why}`;
}

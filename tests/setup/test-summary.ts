import { add, type Counts, NOTHING, toLine } from './test-counts.ts';

/** How one step of a run went. */
export type StepResult = { title: string; counts: Counts };

/** All steps together. */
export function total(results: readonly StepResult[]): Counts {
  return results.map(({ counts }) => counts).reduce(add, NOTHING);
}

/**
 * The end of a run, in lines: each step with its counts, what failed in it indented below, and last
 * the counts of the whole run. `.ci/run` reads these lines.
 */
export function summarize(results: readonly StepResult[]): string[] {
  return [
    ...results.flatMap(({ title, counts }) => [
      `${counts.failed > 0 ? '✗' : counts.passed > 0 ? '✓' : '–'} ${title}: ${toLine(counts)}`,
      ...counts.failures.map((failure) => `  ✗ ${failure}`),
    ]),
    '',
    toLine(total(results)),
  ];
}

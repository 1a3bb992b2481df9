import { add, type Counts, NOTHING, toLine } from './test-counts.ts';

/** The result of one step. */
export type StepResult = { title: string; counts: Counts };

/** All steps together. */
export function total(results: readonly StepResult[]): Counts {
  return results.map(({ counts }) => counts).reduce(add, NOTHING);
}

/**
 * The end of a run, in lines: each step with its counts, its failures indented below, and finally
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

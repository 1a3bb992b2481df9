import { describe, expect, test } from 'vitest';
import type { TestCase, TestModule, TestSpecification } from 'vitest/node';
import ProgressReporter from '../../setup/progress-reporter';

/**
 * Reports a run of files with one test each, a file in each `secondsPerFile`; answers what was
 * written.
 */
function reportRun(states: readonly string[], secondsPerFile: number, isTerminal: boolean): string {
  let written = '';
  let seconds = 0;
  const reporter = new ProgressReporter({
    write: (text) => {
      written += text;
    },
    isTerminal,
    now: () => seconds * 1_000,
  });
  reporter.onTestRunStart(states.map(() => ({}) as TestSpecification));
  for (const state of states) {
    seconds += secondsPerFile;
    reporter.onTestCaseResult({ result: () => ({ state }) } as unknown as TestCase);
    reporter.onTestModuleEnd({} as TestModule);
  }
  return written;
}

describe('the progress of the unit tests', () => {
  test('is a line in a while, and one at the end, in a log', () => {
    const states = ['passed', 'passed', 'failed', 'skipped', 'passed'];
    expect(reportRun(states, 8, false)).toBe(
      '2 of 5 files: 2 passed, 0 failed\n4 of 5 files: 2 passed, 1 failed\n5 of 5 files: 3 passed, 1 failed\n',
    );
  });

  test('is one line that is written over in a terminal', () => {
    const written = reportRun(['passed', 'failed'], 1, true);
    expect(written.match(/\n/g)).toHaveLength(1);
    expect(written.split('\r').at(-1)).toContain('2 of 2 files: 1 passed, 1 failed\n');
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NOTHING, readVitestRun, withSecondTry } from '../../setup/test-counts';

describe('a run of Vitest', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'test-counts-'));
    file = path.join(folder, 'report.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = (report: object) =>
    writeFile(
      file,
      JSON.stringify({
        numPassedTests: 0,
        numFailedTests: 0,
        numPendingTests: 0,
        numTodoTests: 0,
        testResults: [],
        ...report,
      }),
    );

  test('names a failed test with its error, without colors, and where it happened', async () => {
    await write({
      numPassedTests: 3,
      numFailedTests: 1,
      testResults: [
        {
          name: '/project/tests/unit/popup.test.tsx',
          status: 'failed',
          assertionResults: [
            { fullName: 'the popup opens', status: 'passed', failureMessages: [] },
            {
              fullName: 'the popup closes',
              status: 'failed',
              failureMessages: [
                '\u001b[31mError: it stays\u001b[39m\n    at close (/project/tests/e2e/support/popup-page.ts:7:9)\n    at /project/tests/unit/popup.test.tsx:3:1',
              ],
            },
          ],
        },
        { name: '/project/tests/unit/list.test.tsx', status: 'passed', assertionResults: [] },
      ],
    });
    expect(await readVitestRun(file, { startedAt: 0, exitCode: 1 })).toEqual({
      counts: {
        passed: 3,
        failed: 1,
        skipped: 0,
        failures: [
          {
            what: 'popup.test.tsx: the popup closes',
            why: 'Error: it stays (e2e/support/popup-page.ts:7 < unit/popup.test.tsx:3)',
          },
        ],
        unsteady: [],
      },
      failedFiles: ['/project/tests/unit/popup.test.tsx'],
    });
  });

  test('counts a file that could not be loaded as a failed test', async () => {
    await write({ testResults: [{ name: '/project/a.test.ts', status: 'failed', assertionResults: [] }] });
    expect(await readVitestRun(file, { startedAt: 0, exitCode: 1 })).toMatchObject({
      counts: { failed: 1, failures: [{ what: '/project/a.test.ts could not be loaded' }] },
      failedFiles: ['/project/a.test.ts'],
    });
  });

  test('that failed although no test did has a failure, and no file to try again', async () => {
    await write({ numPassedTests: 3 });
    expect(await readVitestRun(file, { startedAt: 0, exitCode: 1 })).toMatchObject({
      counts: { passed: 3, failed: 1 },
      failedFiles: [],
    });
  });

  test('is not read from the report of an earlier run', async () => {
    await write({ numPassedTests: 3 });
    const { counts } = await readVitestRun(file, { startedAt: Date.now() + 60_000, exitCode: 0 });
    expect(counts).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe('a second try', () => {
  const first = {
    ...NOTHING,
    passed: 10,
    failed: 2,
    skipped: 1,
    failures: [
      { what: 'list: scrolls', why: 'too late' },
      { what: 'list: sorts', why: 'no rows' },
    ],
  };

  test('in which everything passes leaves no failure, and names what was unsteady', () => {
    expect(withSecondTry(first, { ...NOTHING, passed: 5 })).toEqual({
      passed: 12,
      failed: 0,
      skipped: 1,
      failures: [],
      unsteady: first.failures,
    });
  });

  test('keeps as failed what fails again, with its newest reason', () => {
    const second = { ...NOTHING, passed: 4, failed: 1, failures: [{ what: 'list: sorts', why: 'one row' }] };
    expect(withSecondTry(first, second)).toMatchObject({
      passed: 11,
      failed: 1,
      failures: [{ what: 'list: sorts', why: 'one row' }],
      unsteady: [{ what: 'list: scrolls' }],
    });
  });

  test('in which another test fails has failed', () => {
    const second = { ...NOTHING, passed: 4, failed: 1, failures: [{ what: 'list: filters' }] };
    expect(withSecondTry(first, second)).toMatchObject({ passed: 11, failed: 1, unsteady: first.failures });
  });
});

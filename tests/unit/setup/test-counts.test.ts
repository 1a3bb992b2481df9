import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readVitestCounts } from '../../setup/test-counts';

describe('the counts of a run of Vitest', () => {
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

  test('name a failed test with the first line of its error, without colors', async () => {
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
              failureMessages: ['\u001b[31mError: it stays\u001b[39m\n    at popup.test.tsx:3:1'],
            },
          ],
        },
      ],
    });
    expect(await readVitestCounts(file, { startedAt: 0, exitCode: 1 })).toEqual({
      passed: 3,
      failed: 1,
      skipped: 0,
      failures: ['popup.test.tsx: the popup closes: Error: it stays'],
    });
  });

  test('count a file that could not be loaded as a failed test', async () => {
    await write({ testResults: [{ name: '/project/a.test.ts', status: 'failed', assertionResults: [] }] });
    const counts = await readVitestCounts(file, { startedAt: 0, exitCode: 1 });
    expect(counts).toMatchObject({ failed: 1, failures: ['/project/a.test.ts could not be loaded'] });
  });

  test('count a run that failed although no test did', async () => {
    await write({ numPassedTests: 3 });
    expect(await readVitestCounts(file, { startedAt: 0, exitCode: 1 })).toMatchObject({ failed: 1 });
  });

  test('do not come from the report of an earlier run', async () => {
    await write({ numPassedTests: 3 });
    const counts = await readVitestCounts(file, { startedAt: Date.now() + 60_000, exitCode: 0 });
    expect(counts).toMatchObject({ passed: 0, failed: 1 });
  });
});

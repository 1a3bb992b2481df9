import { describe, expect, test } from 'vitest';
import { NOTHING } from '../../setup/test-counts';
import { summarize, total } from '../../setup/test-summary';

describe('the end of a test run', () => {
  const results = [
    { title: 'Lint and types', counts: { ...NOTHING, passed: 2 } },
    {
      title: 'Unit tests',
      counts: {
        ...NOTHING,
        passed: 40,
        failed: 1,
        failures: [{ what: 'popup.test.tsx: opens', why: 'Error: no list' }],
      },
    },
    {
      title: 'Stories in Chromium',
      counts: { ...NOTHING, passed: 5, unsteady: [{ what: 'list.spec.ts: scrolls', why: 'too late' }] },
    },
    { title: 'Stories in Firefox', counts: { ...NOTHING, skipped: 7 } },
  ];

  test('names each step with its counts, and below it what failed or was unsteady', () => {
    expect(summarize(results).slice(0, -2)).toEqual([
      '✓ Lint and types: 2 passed, 0 failed',
      '✗ Unit tests: 40 passed, 1 failed',
      '  ✗ popup.test.tsx: opens: Error: no list',
      '✓ Stories in Chromium: 5 passed, 0 failed',
      '  ! unsteady, passed the second time: list.spec.ts: scrolls: too late',
      '– Stories in Firefox: 0 passed, 0 failed, 7 skipped',
    ]);
  });

  test('is one line with the counts of all steps', () => {
    expect(summarize(results).at(-1)).toBe('47 passed, 1 failed, 7 skipped');
    expect(total(results)).toMatchObject({ passed: 47, failed: 1, skipped: 7 });
  });
});

import { describe, expect, test } from 'vitest';
import { NOTHING } from '../../setup/test-counts';
import { summarize, total } from '../../setup/test-summary';

describe('the end of a test run', () => {
  const results = [
    { title: 'Lint and types', counts: { ...NOTHING, passed: 2 } },
    {
      title: 'Unit tests',
      counts: { passed: 40, failed: 1, skipped: 0, failures: ['popup.test.tsx: opens: Error: no list'] },
    },
    { title: 'Stories in Firefox', counts: { ...NOTHING, skipped: 7 } },
  ];

  test('names each step with its counts, and what failed under its step', () => {
    expect(summarize(results).slice(0, -2)).toEqual([
      '✓ Lint and types: 2 passed, 0 failed',
      '✗ Unit tests: 40 passed, 1 failed',
      '  ✗ popup.test.tsx: opens: Error: no list',
      '– Stories in Firefox: 0 passed, 0 failed, 7 skipped',
    ]);
  });

  test('is one line with the counts of all steps', () => {
    expect(summarize(results).at(-1)).toBe('42 passed, 1 failed, 7 skipped');
    expect(total(results)).toMatchObject({ passed: 42, failed: 1, skipped: 7 });
  });
});

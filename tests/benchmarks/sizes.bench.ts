import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../setup/project.ts';
import { recordFigures } from './support/figures.ts';
import { printTable } from './support/print-table.ts';

test('what each part of the extension loads, against its budget', () => {
  // It exits with an error if a budget is exceeded: the table says so too.
  const { stdout } = spawnSync('size-limit', ['--json'], {
    cwd: PROJECT_DIR,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const parts = JSON.parse(stdout) as { name: string; size: number; sizeLimit: number }[];
  expect(parts.length).toBeGreaterThan(0);
  recordFigures(
    'sizes',
    parts.map(({ name, size, sizeLimit }) => ({
      name: `Size: ${name}`,
      unit: 'kB',
      ours: size / 1000,
      baseline: { name: 'budget', value: sizeLimit / 1000 },
      goal: 1,
    })),
  );
  printTable('Sizes', [
    ['part', 'kB', 'budget kB'],
    ...parts.map(({ name, size, sizeLimit }) => [
      name,
      (size / 1000).toFixed(1),
      (sizeLimit / 1000).toFixed(0),
    ]),
  ]);
});

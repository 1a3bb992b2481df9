import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { PROJECT_DIR } from '../setup/project.ts';
import {
  figureRows,
  figureTable,
  forgetFigures,
  recordedFigures,
  recordedTables,
} from './support/figures.ts';

/** These run for minutes. */
const SLOW = ['requests-per-minute', 'scale', 'supervisors'];
const PERFORMANCE = path.join(PROJECT_DIR, 'docs', 'performance.md');
const SCALE = path.join(PROJECT_DIR, 'SCALE.md');

type Options = { quick?: true; json?: true; write?: true };

/** Runs a command; with `--json`, what it prints goes to the other stream. Exits if it fails. */
function run({ quick, json }: Options, command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, {
    cwd: PROJECT_DIR,
    stdio: ['inherit', json ? process.stderr : 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, ...(quick && { BENCH: 'quick' }) },
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Builds, runs the benchmarks, and prints all their figures in one table. */
function bench(names: readonly string[], options: Options): void {
  forgetFigures();
  run(options, 'wxt', 'build');
  run(options, 'wxt', 'build', '--mode', 'simulator');
  const skipped = options.quick ? SLOW.flatMap((name) => ['--exclude', `**/${name}.bench.ts`]) : [];
  run(options, 'vitest', 'run', '--config', 'tests/benchmarks/vitest.config.ts', ...names, ...skipped);
  const figures = recordedFigures();
  if (options.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  else process.stdout.write(`\nAll figures\n${figureTable(figures)}\n`);
  if (!options.write) return;
  // Some figures alone would take all others away.
  if (names.length === 0) write(PERFORMANCE, 'figures', figureRows(figures));
  for (const { name, content } of recordedTables()) write(SCALE, name, content);
}

/** Replaces a table of a document, and says when and where it was measured. */
function write(page: string, name: string, rows: readonly (readonly string[])[]): void {
  const cells = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const [head = [], ...others] = rows;
  const processors = cpus();
  const table = [
    `Measured on ${new Date().toISOString().slice(0, 10)}, on ${platform()} with ${processors.length} cores` +
      ` (${processors[0]?.model.trim() ?? 'unknown'}).`,
    '',
    cells(head),
    cells(head.map(() => '---')),
    ...others.map(cells),
  ].join('\n');
  const text = readFileSync(page, 'utf8');
  const parts = new RegExp(`^(.*<!-- ${name} -->\\n).*(<!-- /${name} -->.*)$`, 's').exec(text);
  if (!parts) throw new Error(`${page} has no place for the table ${name}.`);
  writeFileSync(page, `${parts[1]}${table}\n${parts[2]}`);
}

new Command('bench')
  .description('Builds, and measures the extension against baselines in the same run.')
  .argument('[names...]', 'only benchmarks whose file names contain one of these')
  .option('--quick', 'fewer rounds, and none of those that take many minutes')
  .option('--json', 'prints the figures as JSON, and all else to the error output')
  .option('--write', 'writes the tables into docs/performance.md (with all benchmarks only) and SCALE.md')
  .action(bench)
  .parse();

/**
 * `npm run bench`: builds, then prints the figures. With `--quick` fewer rounds, and only what
 * takes minutes; names of files choose some.
 */
import { spawnSync } from 'node:child_process';

/** These run for minutes. */
const SLOW = ['requests-per-minute', 'supervisors'];

const isQuick = process.argv.includes('--quick');
const chosen = process.argv.slice(2).filter((argument) => argument !== '--quick');

function run(command, ...args) {
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...(isQuick && { BENCH: 'quick' }) },
  });
  if (status !== 0) process.exit(status ?? 1);
}

run('wxt', 'build', '--mode', 'simulator');
run(
  'vitest',
  'run',
  '--config',
  'tests/benchmarks/vitest.config.ts',
  ...chosen,
  ...(isQuick ? SLOW.flatMap((name) => ['--exclude', `**/${name}.bench.ts`]) : []),
);

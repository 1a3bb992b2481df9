import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { parseCommandLine } from '../../simulator/cli.ts';
import { DEFAULT_OPTIONS } from '../../simulator/options.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function run(...args: string[]) {
  const child = spawn(process.execPath, ['tests/simulator/main.ts', ...args], { cwd: ROOT });
  children.push(child);
  const output = { stdout: '', stderr: '' };
  const ready = new Promise<string>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      output.stdout += data;
      const origin = /ready at (\S+)\n/.exec(output.stdout)?.[1];
      if (origin !== undefined) resolve(origin);
    });
  });
  child.stderr.on('data', (data: Buffer) => {
    output.stderr += data;
  });
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, output, ready, exit };
}

test('it says in one line where it is ready, serves both loopback addresses and stops on SIGTERM', async () => {
  const { child, output, ready, exit } = run('--port', '0', '--conversations', '3');
  const origin = await ready;
  expect(output.stdout).toBe(`Genesys Cloud simulator ready at ${origin}\n`);
  const { port } = new URL(origin);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  expect((await fetch(`${origin}/directory/`)).headers.get('content-security-policy')).toContain(
    "script-src 'self'",
  );
  child.kill('SIGTERM');
  // Windows has no signals: Node ends the process there, without a status.
  expect(await exit).toBe(process.platform === 'win32' ? null : 0);
});

test('an occupied port ends it with status 1 and a clear message', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  const address = blocker.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { output, exit } = run('--port', String(port));
  expect(await exit).toBe(1);
  expect(output.stderr).toContain(`Port ${port} is already in use`);
  expect(output.stdout).toBe('');
  blocker.close();
});

test.each([
  ['--seed', 'abc'],
  ['--cobrowse', 'neither'],
  ['--token-errors', '500'],
  ['--heartbeat-ms', '0'],
  ['--supervisors', '1'],
])('%s %s is refused', async (option, value) => {
  const { output, exit } = run(option, value);
  expect(await exit).toBe(1);
  expect(output.stderr).toContain(option);
});

test('every option reaches the simulator, and what is not given keeps its default', () => {
  const parse = (...args: string[]) => ({
    ...DEFAULT_OPTIONS,
    ...parseCommandLine(['node', 'main.ts', ...args]),
  });
  expect(parse()).toEqual({ ...DEFAULT_OPTIONS, port: 8400 });
  for (const cobrowse of ['sessions', 'platform', 'screen', 'both', 'all'])
    expect(parse('--cobrowse', cobrowse)).toMatchObject({ cobrowse });
  expect(parse('--event-quirks').eventQuirks).toBe(true);
  expect(parse('--no-event-quirks').eventQuirks).toBe(false);
  expect(parse('--supervisors', '667')).toMatchObject({ supervisors: 667 });
  const given = ['--heartbeat-ms', '500', '--analytics-lag-ms', '0', '--traffic-step-ms', '100'];
  expect(parse(...given)).toMatchObject({ heartbeatMs: 500, analyticsLagMs: 0, trafficStepMs: 100 });
});

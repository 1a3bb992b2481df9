import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { PROJECT_DIR } from '../../setup/project.ts';

/** Clock ticks of the kernel in a second: 100 on every Linux that Node supports. */
const TICKS_PER_S = 100;

/** A simulator in a process of its own, so that whoever measures does not slow it down. */
export type SimulatorProcess = {
  origin: string;
  /** Seconds of processor time so far; `null` where `/proc` does not tell it. */
  processorSeconds(): Promise<number | null>;
  stop(): Promise<void>;
};

/** @param args of the simulator's command line */
export async function startSimulatorProcess(args: readonly string[]): Promise<SimulatorProcess> {
  const child = spawn(process.execPath, ['tests/simulator/main.ts', '--port', '0', ...args], {
    cwd: PROJECT_DIR,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let origin: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    origin = /ready at (\S+)$/.exec(line)?.[1];
    if (origin !== undefined) break;
  }
  if (origin === undefined) throw new Error('The simulator did not start.');
  return {
    origin,
    async processorSeconds() {
      try {
        // User and system time are the 14th and 15th field; the second one may hold blanks.
        const fields = (await readFile(`/proc/${child.pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S;
      } catch {
        return null;
      }
    },
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

import { parseCommandLine } from './cli.ts';
import { PortInUseError } from './listen.ts';
import { startSimulator } from './simulator.ts';

try {
  const simulator = await startSimulator(parseCommandLine(process.argv));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void simulator.stop().then(() => process.exit(0));
    });
  }
  process.stdout.write(`Genesys Cloud simulator ready at ${simulator.origin}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof PortInUseError ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

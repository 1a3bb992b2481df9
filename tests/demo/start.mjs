/** `npm start`: sets itself up on a fresh clone, then shows the extension at work. See demo.ts. */
import { parseArgs } from 'node:util';
import { ensureDependencies, reExecOnNode24 } from '../setup/install.mjs';

const USAGE = `npm start [-- --headless]

Opens a browser with the extension in it, next to a simulated Genesys Cloud.
  --headless  no window: goes through the whole journey by itself and keeps a picture of each step
              (also where there is no display)
`;

try {
  const { headless, help } = parseArgs({
    options: { headless: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  }).values;
  if (help) {
    process.stdout.write(USAGE);
  } else {
    ensureDependencies();
    await reExecOnNode24(import.meta.url);
    const { runDemo } = await import('./demo.ts');
    await runDemo({ headless });
    // A handle that a library left open must not keep the process running.
    process.exit(0);
  }
} catch (error) {
  const usage = String(error.code).startsWith('ERR_PARSE_ARGS') ? `\n\n${USAGE}` : '\n';
  process.stderr.write(`${error.message}${usage}`);
  process.exit(1);
}

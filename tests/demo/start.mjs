/** `npm start`: sets itself up on a fresh clone, then shows the extension at work. See demo.ts. */
import { parseArgs } from 'node:util';
import { ensureDependencies, reExecOnNode24 } from '../setup/install.mjs';

const USAGE = `npm start [-- --service <service>] [--headless]

Opens a browser with the extension in it, next to a simulated Genesys Cloud, and a window for the agent.
  --service <service>  what the supervisor sees:
                         sessions  the agent's page, which the agent shares (default)
                         screen    the agent's screens, by Live Screen Monitoring
  --headless           no window: goes through a session with each service, or only the given one, by
                       itself, keeps a picture of each step, and prints the join links and how many
                       frames of the agent's screens were shown (also where there is no display)
`;

try {
  const { headless, service, help } = parseArgs({
    options: {
      headless: { type: 'boolean', default: false },
      service: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values;
  if (help) {
    process.stdout.write(USAGE);
  } else {
    if (service !== undefined && service !== 'sessions' && service !== 'screen') {
      const error = new Error(`There is no service "${service}".`);
      throw Object.assign(error, { code: 'ERR_PARSE_ARGS_SERVICE' });
    }
    ensureDependencies();
    await reExecOnNode24(import.meta.url);
    const { runDemo } = await import('./demo.ts');
    await runDemo({ headless, service });
    // A handle that a library left open must not keep the process running.
    process.exit(0);
  }
} catch (error) {
  const usage = String(error.code).startsWith('ERR_PARSE_ARGS') ? `\n\n${USAGE}` : '\n';
  process.stderr.write(`${error.message}${usage}`);
  process.exit(1);
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { launchExtension } from '../setup/launch-browser.ts';
import { SIMULATOR_BUILD_DIR } from '../setup/project.ts';
import { fillInOptions, findOptionsPage } from './set-up.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Opens a window with the simulated desktop and the extension, set up and ready to sign in, says
 * what to click, and resolves when the window is closed or the process is told to stop.
 * @throws Error when the browser cannot be opened
 */
export async function playByHand(origin: string): Promise<void> {
  const toldToStop = new Promise<void>((resolve) => {
    // Handle the first only: both npm and the terminal forward Ctrl+C.
    for (const signal of SIGNALS) process.on(signal, () => resolve());
  });
  const extension = await launchExtension({
    extensionDir: SIMULATOR_BUILD_DIR,
    headless: false,
    closeOnSignals: false,
  });
  try {
    const { context } = extension;
    const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
    const playing = prepare(origin, extension);
    await Promise.race([toldToStop, closed, playing.then(() => Promise.race([toldToStop, closed]))]);
    process.stdout.write('The demo is over.\n');
  } finally {
    await extension.close();
  }
}

async function prepare(
  origin: string,
  extension: Awaited<ReturnType<typeof launchExtension>>,
): Promise<void> {
  const options = await findOptionsPage(extension);
  await fillInOptions(options, origin);
  const [first] = extension.context.pages().filter((page) => page !== options.page);
  const desktop = first ?? (await extension.context.newPage());
  await desktop.goto(`${origin}/directory/#/analytics/interactions`);
  await options.page.bringToFront();
  process.stdout.write(instructions(origin, await readShortcuts()));
}

function instructions(origin: string, { openPopup, start }: { openPopup: string; start: string }): string {
  return `
The browser is open, with the extension and a simulated Genesys Cloud (${origin}).

  1. Sign in       On the settings page click "Sign in", choose Dana Whitfield, click "Sign in".
  2. From a list   Click the Cobrowse icon in the toolbar (under the puzzle piece), or press ${openPopup}.
                   Type to filter, arrow keys to choose, Enter to start.
  3. In the page   Open an interaction in the Genesys Cloud tab and click "Cobrowse".
  4. By keyboard   On an interaction press ${start}.
  5. The agent     "Open the agent's page" on the join page, then share a tab or the stand-in desktop.

Close the browser or press Ctrl+C to stop.
`;
}

const manifestSchema = z.object({
  commands: z.object({
    _execute_action: z.object({ suggested_key: z.object({ default: z.string() }) }),
    'start-cobrowse': z.object({ suggested_key: z.object({ default: z.string() }) }),
  }),
});

/** The default keys, from the manifest. */
async function readShortcuts(): Promise<{ openPopup: string; start: string }> {
  const manifest: unknown = JSON.parse(
    await readFile(path.join(SIMULATOR_BUILD_DIR, 'manifest.json'), 'utf8'),
  );
  const { commands } = manifestSchema.parse(manifest);
  return {
    openPopup: commands._execute_action.suggested_key.default,
    start: commands['start-cobrowse'].suggested_key.default,
  };
}

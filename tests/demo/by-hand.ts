import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { type LaunchedExtension, launchExtension } from '../setup/launch-browser.ts';
import { hasNetworkInterface, NO_NETWORK } from '../setup/network.ts';
import { SIMULATOR_BUILD_DIR } from '../setup/project.ts';
import { createControlClient } from '../simulator/control-client.ts';
import { AgentWindow } from './agent-window.ts';
import type { DemoService } from './services.ts';
import { fillInOptions, findOptionsPage } from './set-up.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Two of the simulator's agents whose computers are on, and a customer of each. */
const COMPUTERS = [
  { agentId: 'bbbbbbbb-0000-4000-8000-000000000001', customerName: 'Robin Example' },
  { agentId: 'bbbbbbbb-0000-4000-8000-000000000002', customerName: 'Kim Sample' },
] as const;

/** What happens on the agent's side. */
const AGENT_PART: Record<DemoService, string> = {
  sessions: `A window of their own opens when you start: share a tab or screen there,
                   or the stand-in desktop.`,
  screen: `Choose ${COMPUTERS.map(({ customerName }) => customerName).join(' or ')}: the computers of their agents are in a window of
                   their own. All other computers are off: from there, no picture comes.`,
};

/**
 * Opens a window with the simulated desktop and the extension, set up and ready to sign in, and one
 * for the agent; says what to click, and resolves when the supervisor's window is closed or the
 * process is told to stop.
 * @throws Error when a browser cannot be opened
 */
export async function playByHand(origin: string, service: DemoService): Promise<void> {
  const toldToStop = new Promise<void>((resolve) => {
    // Handle the first only: both npm and the terminal forward Ctrl+C.
    for (const signal of SIGNALS) process.on(signal, () => resolve());
  });
  const agent = new AgentWindow({ headless: false });
  const extension = await launchExtension({
    extensionDir: SIMULATOR_BUILD_DIR,
    headless: false,
    closeOnSignals: false,
  });
  try {
    const { context } = extension;
    const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
    const playing = prepare(origin, service, extension, agent);
    await Promise.race([toldToStop, closed, playing.then(() => Promise.race([toldToStop, closed]))]);
    process.stdout.write('The demo is over.\n');
  } finally {
    await Promise.all([extension.close(), agent.close()]);
  }
}

async function prepare(
  origin: string,
  service: DemoService,
  extension: LaunchedExtension,
  agent: AgentWindow,
): Promise<void> {
  const options = await findOptionsPage(extension);
  await fillInOptions(options, origin);
  const [first] = extension.context.pages().filter((page) => page !== options.page);
  const desktop = first ?? (await extension.context.newPage());
  await desktop.goto(`${origin}/directory/#/analytics/interactions`);
  if (service === 'screen') await switchOnComputers(origin, agent);
  else agent.follow(extension.context);
  await options.page.bringToFront();
  process.stdout.write(instructions(origin, service, await readShortcuts()));
}

function instructions(
  origin: string,
  service: DemoService,
  { openPopup, start }: { openPopup: string; start: string },
): string {
  const warning =
    service === 'screen' && !hasNetworkInterface() ? `\nNo picture will come: ${NO_NETWORK}\n` : '';
  return `
The browser is open, with the extension and a simulated Genesys Cloud (${origin}).

  1. Sign in       On the settings page click "Sign in", choose Dana Whitfield, click "Sign in".
  2. From a list   Click the Cobrowse icon in the toolbar (under the puzzle piece), or press ${openPopup}.
                   Type to filter, arrow keys to choose, Enter to start.
  3. In the page   Open an interaction in the Genesys Cloud tab and click "Cobrowse".
  4. By keyboard   On an interaction press ${start}.
  5. The agent     ${AGENT_PART[service]}
${warning}
Close the browser or press Ctrl+C to stop.
`;
}

/** Opens the computers of two agents, and gives each a conversation that can be found by name. */
async function switchOnComputers(origin: string, agent: AgentWindow): Promise<void> {
  const control = createControlClient(origin);
  for (const { agentId, customerName } of COMPUTERS) {
    await control.addConversation({ customerName, agentIds: [agentId] });
    await agent.show(`${origin}/agent-desktop/${agentId}`);
  }
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

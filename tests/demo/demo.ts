import { findChromium } from '../setup/browser.ts';
import { hasNetworkInterface, NO_NETWORK } from '../setup/network.ts';
import { buildForSimulator } from '../setup/project.ts';
import { PortInUseError } from '../simulator/listen.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { playByHand } from './by-hand.ts';
import { playByItself } from './by-itself.ts';
import { DEMO_SERVICES, type DemoService } from './services.ts';

/** The documented address of the simulator. */
const PORT = 8400;

/**
 * Shows the extension against a simulated Genesys Cloud: in a window for a person to play with, or
 * without one, going through the journey by itself. Resolves when the demo is over.
 * @param service the only service to show; without one, a person gets `sessions`, and the demo by
 *   itself shows all
 * @throws Error with a sentence that says what went wrong
 */
export async function runDemo({
  headless,
  service,
}: {
  headless: boolean;
  service?: DemoService;
}): Promise<void> {
  const byItself = headless || !hasDisplay();
  if (byItself && service === 'screen' && !hasNetworkInterface()) {
    throw new Error(`Agents' screens cannot be shown. ${NO_NETWORK}`);
  }
  // Found once, and reused by later launches.
  process.env.CHROMIUM_PATH = findChromium();
  process.stdout.write('Building the extension …\n');
  if ((await buildForSimulator()) !== 0) {
    throw new Error('The extension could not be built; the reason is above.');
  }
  const simulator = await startOnUsualPort(service ?? (byItself ? 'all' : 'sessions'));
  try {
    if (byItself) await playByItself(simulator.origin, service ? [service] : DEMO_SERVICES);
    else await playByHand(simulator.origin, service ?? 'sessions');
  } finally {
    await simulator.stop();
  }
}

async function startOnUsualPort(cobrowse: DemoService | 'all'): Promise<Simulator> {
  try {
    return await startSimulator({ port: PORT, traffic: true, cobrowse });
  } catch (error) {
    if (!(error instanceof PortInUseError)) throw error;
    const simulator = await startSimulator({ traffic: true, cobrowse });
    process.stdout.write(`Port ${PORT} is taken; the simulator is at ${simulator.origin} instead.\n`);
    return simulator;
  }
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

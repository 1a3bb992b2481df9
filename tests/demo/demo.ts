import { findChromium } from '../setup/browser.ts';
import { buildForSimulator } from '../setup/project.ts';
import { PortInUseError } from '../simulator/listen.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { playByHand } from './by-hand.ts';
import { playByItself } from './by-itself.ts';

/** The documented address of the simulator. */
const PORT = 8400;

/**
 * Shows the extension against a simulated Genesys Cloud: in a window for a person to play with, or
 * without one, going through the journey by itself. Resolves when the demo is over.
 * @throws Error with a sentence that says what went wrong
 */
export async function runDemo({ headless }: { headless: boolean }): Promise<void> {
  // Found once, and reused by later launches.
  process.env.CHROMIUM_PATH = findChromium();
  if ((await buildForSimulator()) !== 0) {
    throw new Error('The extension could not be built; the reason is above.');
  }
  const simulator = await startOnUsualPort();
  try {
    if (headless || !hasDisplay()) await playByItself(simulator.origin);
    else await playByHand(simulator.origin);
  } finally {
    await simulator.stop();
  }
}

async function startOnUsualPort(): Promise<Simulator> {
  try {
    return await startSimulator({ port: PORT, traffic: true });
  } catch (error) {
    if (!(error instanceof PortInUseError)) throw error;
    const simulator = await startSimulator({ traffic: true });
    process.stdout.write(`Port ${PORT} is taken; the simulator is at ${simulator.origin} instead.\n`);
    return simulator;
  }
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

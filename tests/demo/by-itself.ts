import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchExtension } from '../setup/launch-browser.ts';
import { hasNetworkInterface, NO_NETWORK } from '../setup/network.ts';
import { OUTPUT_DIR, PROJECT_DIR, SIMULATOR_BUILD_DIR } from '../setup/project.ts';
import { AgentBrowser } from './agent-browser.ts';
import { Album } from './album.ts';
import { Journey } from './journey.ts';
import type { DemoService } from './services.ts';

/** Milliseconds for the whole journey; it takes about 15 seconds. */
const TIME_LIMIT_MS = 10 * 60_000;

const PICTURES_DIR = path.join(OUTPUT_DIR, 'demo');

/**
 * Goes through a first session with each of these services in the real UI, without a window, keeps
 * a picture of each step, and prints what came of it: both join links, and how many frames of the
 * agent's screens were shown.
 * @throws Error that says at which step it ended and why
 */
export async function playByItself(origin: string, services: readonly DemoService[]): Promise<void> {
  const album = await Album.start(PICTURES_DIR);
  const extension = await launchExtension({ extensionDir: SIMULATOR_BUILD_DIR });
  let agentBrowser: AgentBrowser | undefined;
  let journey: Journey | undefined;
  try {
    agentBrowser = await AgentBrowser.open({ headless: true });
    journey = new Journey({ extension, agentBrowser }, origin, album);
    const results = await Promise.race([play(journey, services), giveUpAfter(TIME_LIMIT_MS)]);
    process.stdout.write(`\n${results.join('\n')}\n\n`);
    process.stdout.write(`Pictures of each step are in ${path.relative(PROJECT_DIR, PICTURES_DIR)}/\n`);
  } catch (error) {
    const alert = await album.takeFailure();
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new Error(
      `The demo failed at "${journey?.step ?? 'Start'}": ${alert ?? reason} (picture: ${path.relative(PROJECT_DIR, PICTURES_DIR)}/failure.png)`,
      { cause: error },
    );
  } finally {
    // A browser that hangs must not keep the demo from ending.
    const closing = Promise.allSettled([extension.close(), agentBrowser?.close()]);
    await Promise.race([closing, sleep(10_000, undefined, { ref: false })]);
  }
}

/** Returns what came of it, as lines to print. */
async function play(journey: Journey, services: readonly DemoService[]): Promise<string[]> {
  const lines: string[] = [];
  const options = await journey.setUp();
  if (services.includes('sessions')) {
    const { supervisorLink, agentLink } = await journey.shareAgentPage();
    lines.push(`Supervisor join link: ${supervisorLink}`, `Agent join link: ${agentLink}`);
  }
  if (services.includes('screen')) {
    if (hasNetworkInterface()) {
      const { screens, frames } = await journey.watchAgentScreens(options);
      lines.push(`Agent screens: ${screens}, frames: ${frames}`);
    } else {
      lines.push(`Agents' screens were not shown: ${NO_NETWORK}`);
    }
  }
  return lines;
}

async function giveUpAfter(ms: number): Promise<never> {
  await sleep(ms, undefined, { ref: false });
  throw new Error(`it took longer than ${ms / 60_000} minutes in all`);
}

import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchExtension } from '../setup/launch-browser.ts';
import { OUTPUT_DIR, PROJECT_DIR, SIMULATOR_BUILD_DIR } from '../setup/project.ts';
import { Album } from './album.ts';
import { Journey } from './journey.ts';

/** Milliseconds for the whole journey; it takes about ten seconds. */
const TIME_LIMIT_MS = 10 * 60_000;

const PICTURES_DIR = path.join(OUTPUT_DIR, 'demo');

/**
 * Goes from the first run to both people in the session through the real UI, without a window,
 * keeps a picture of each step and prints both join links.
 * @throws Error that says at which step it ended and why
 */
export async function playByItself(origin: string): Promise<void> {
  const album = await Album.start(PICTURES_DIR);
  const extension = await launchExtension({ extensionDir: SIMULATOR_BUILD_DIR });
  const journey = new Journey(extension, origin, album);
  try {
    const { supervisorLink, agentLink } = await Promise.race([journey.play(), giveUpAfter(TIME_LIMIT_MS)]);
    process.stdout.write(`\nSupervisor join link: ${supervisorLink}\nAgent join link: ${agentLink}\n\n`);
    process.stdout.write(`Pictures of each step are in ${path.relative(PROJECT_DIR, PICTURES_DIR)}/\n`);
  } catch (error) {
    const alert = await album.takeFailure();
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new Error(
      `The demo failed at "${journey.step}": ${alert ?? reason} (picture: ${path.relative(PROJECT_DIR, PICTURES_DIR)}/failure.png)`,
      { cause: error },
    );
  } finally {
    // A browser that hangs must not keep the demo from ending.
    await Promise.race([extension.close(), sleep(10_000, undefined, { ref: false })]);
  }
}

async function giveUpAfter(ms: number): Promise<never> {
  await sleep(ms, undefined, { ref: false });
  throw new Error(`it took longer than ${ms / 60_000} minutes in all`);
}

import { expect } from 'vitest';
import type { World } from './world.ts';

/** For so long no request may have come, in milliseconds. */
const QUIET_MS = 1_500;

/**
 * Resolves when the simulator has answered every request and no other has come for a while: what
 * was still to happen has happened, answers that were held back included.
 */
export async function untilQuiet({ control }: World): Promise<void> {
  let newest = -1;
  let since = 0;
  const isQuiet = async () => {
    const requests = await control.requests();
    const last = requests.at(-1)?.n ?? 0;
    if (last !== newest || requests.some(({ status }) => status === null)) {
      newest = last;
      since = Date.now();
    }
    return Date.now() - since >= QUIET_MS;
  };
  await expect.poll(isQuiet, { interval: 100 }).toBe(true);
}

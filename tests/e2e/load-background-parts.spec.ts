import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { WorkerDeath } from './support/worker-death.ts';
import { EXTENSION_DIR, useWorld } from './support/world.ts';

// The background can load its chunks in every later life of the worker, although they were cached
// when the first was installed.

const world = useWorld({ signedIn: false });
const PARTS = readdirSync(`${EXTENSION_DIR}/background`);

test('every part of the background loads in a worker that was not installed but woken', async () => {
  expect(PARTS.length).toBeGreaterThan(10);
  const death = await WorkerDeath.watchFrom(world());
  await death.mark();
  await death.stop();
  const settings = await world().openOptions();
  await expect.poll(() => death.hasSuccessor()).toBe(true);
  const failed = await world()
    .worker()
    .evaluate((parts) => {
      const { importScripts } = globalThis as unknown as { importScripts(url: string): void };
      return parts.filter((part) => {
        try {
          importScripts(`/background/${part}`);
          return false;
        } catch {
          return true;
        }
      });
    }, PARTS);
  expect(failed).toEqual([]);
  await settings.page.close();
});

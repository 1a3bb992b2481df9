import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { WorkerDeath } from './support/worker-death.ts';
import { EXTENSION_DIR, useWorld } from './support/world.ts';

// The background can load its chunks in every later life of the worker, although they were cached
// when the first was installed.

const world = useWorld({ signedIn: false });
const FILES = readdirSync(`${EXTENSION_DIR}/background`);

test('every part of the background loads in a worker that was not installed but woken', async () => {
  // The browser hands each file to the worker at every wake, used or not.
  expect(FILES).toHaveLength(3);
  const death = await WorkerDeath.watchFrom(world());
  await death.mark();
  await death.stop();
  const settings = await world().openOptions();
  await expect.poll(() => death.hasSuccessor()).toBe(true);
  const { failed, parts } = await world()
    .worker()
    .evaluate((files) => {
      const worker = globalThis as unknown as {
        importScripts(url: string): void;
        defineChunk(name: string, chunk: unknown): void;
      };
      const { defineChunk } = worker;
      const found: string[] = [];
      worker.defineChunk = (name, chunk) => {
        found.push(name);
        defineChunk(name, chunk);
      };
      const bad = files.filter((file) => {
        try {
          worker.importScripts(`/background/${file}`);
          return false;
        } catch {
          return true;
        }
      });
      worker.defineChunk = defineChunk;
      return { failed: bad, parts: found };
    }, FILES);
  expect(failed).toEqual([]);
  expect(new Set(parts).size).toBeGreaterThan(10);
  await settings.page.close();
});

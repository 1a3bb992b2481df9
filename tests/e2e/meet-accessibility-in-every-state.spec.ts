import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { galleryOf, type ListedState, openState, readStates } from '../gallery/pages.ts';
import { type LaunchedExtension, launchExtension } from '../setup/launch-browser.ts';
import { findCut } from '../setup/page-texts.ts';
import { GALLERY_BUILD_DIR } from '../setup/project.ts';
import { keepTextSpacing } from './support/fits.ts';
import { motions, overlaps, smallTargets, untoldInForcedColors } from './support/measures.ts';
import { violations } from './support/violations.ts';

/** The rooms of the gallery; a room that is missing here fails. */
const ROOMS = [
  'button',
  'confirm',
  'failures',
  'history',
  'panel',
  'popup',
  'practice',
  'screens',
  'settings',
  'welcome',
];

let launched: LaunchedExtension;
let states: ListedState[];
beforeAll(async () => {
  launched = await launchExtension({ extensionDir: GALLERY_BUILD_DIR });
  const page = await launched.context.newPage();
  states = await readStates(page, galleryOf(launched.extensionId));
  await page.close();
});
afterAll(async () => {
  await launched?.close();
});

/** Opens each state of a room; returns what a look finds wrong in it, with its name before it. */
async function inEachState(
  room: string,
  look: (page: Page, state: ListedState) => Promise<string[]>,
  prepare?: (page: Page) => Promise<void>,
) {
  const page = await launched.context.newPage();
  await prepare?.(page);
  const found: string[] = [];
  const gallery = galleryOf(launched.extensionId);
  for (const state of states.filter(({ name }) => name.startsWith(`${room}/`))) {
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'none', colorScheme: 'light' });
    await page.setViewportSize(state.size);
    await openState(page, gallery, state);
    found.push(...(await look(page, state)).map((each) => `${state.name}: ${each}`));
  }
  await page.close();
  return found;
}

test('every room of the gallery is looked at', () => {
  expect([...new Set(states.map(({ name }) => name.split('/')[0]))].sort()).toEqual(ROOMS);
});

describe.each(ROOMS)('in every state of “%s”', (room) => {
  test('nothing breaks WCAG A or AA, no target is too small, and with reduced motion nothing moves', {
    timeout: 400_000,
  }, async () => {
    const found = await inEachState(room, async (page) => [
      ...(await violations(page)),
      ...(await smallTargets(page)),
      ...(await motions(page)),
    ]);
    expect(found).toEqual([]);
  });

  test('in forced colors, controls have borders, and what is chosen or has the focus is told', {
    timeout: 400_000,
  }, async () => {
    const found = await inEachState(room, async (page) => {
      await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
      return await untoldInForcedColors(page);
    });
    expect(found).toEqual([]);
  });

  test('at 400 % and with the spacing that a reader may set, nothing is cut or covered', {
    timeout: 400_000,
  }, async () => {
    const found = await inEachState(
      room,
      async (page, { size }) => {
        const spaced = await overlaps(page);
        await page.setViewportSize({ width: 320, height: Math.min(size.height, 640) });
        // Overlays find their place anew.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
        const narrow = [...(await findCut(page)), ...(await overlaps(page))];
        return [...spaced, ...narrow.map((each) => `320 px: ${each}`)];
      },
      keepTextSpacing,
    );
    expect(found).toEqual([]);
  });
});

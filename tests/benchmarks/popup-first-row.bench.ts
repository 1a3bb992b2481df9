import { expect, test } from 'vitest';
import { openWorld, type World } from '../e2e/support/world.ts';
import { copyExtensionWithEmptyPage, EMPTY_PAGE } from './support/extension-with-empty-page.ts';
import { type Figure, recordFigures } from './support/figures.ts';
import { printTable } from './support/print-table.ts';
import { rounds } from './support/rounds.ts';
import { median, quantile } from './support/statistics.ts';

const ROUNDS = rounds(25, 15);
const SIZES = [50, 500, 5_000];

/**
 * Milliseconds from the start of the navigation to the painted frame that shows such an element.
 */
async function paintedAfter(world: World, file: string, selector: string): Promise<number> {
  const page = await world.context.newPage();
  await page.addInitScript((wanted) => {
    const painted = new Promise<number>((resolve) => {
      const look = () => {
        if (!document.querySelector(wanted)) return requestAnimationFrame(look);
        // A task that is posted in a frame runs after the frame has been painted.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now());
        channel.port2.postMessage(null);
        return undefined;
      };
      requestAnimationFrame(look);
    });
    Object.assign(globalThis, { painted });
  }, selector);
  await page.goto(`chrome-extension://${world.extensionId}/${file}`);
  const ms = await page.evaluate(() => (globalThis as unknown as { painted: Promise<number> }).painted);
  await page.close();
  return ms;
}

test('popup open → first row painted from the stored rows, against an empty page of the extension', async () => {
  const extensionDir = await copyExtensionWithEmptyPage();
  const table: string[][] = [
    ['conversations', 'empty page ms', 'first row ms (90 %)', 'ratio', 'without snapshot ms', 'ratio'],
  ];
  const figures: Figure[] = [];
  for (const size of SIZES) {
    const world = await openWorld({
      extensionDir,
      simulator: { conversations: size, agents: Math.max(6, size / 5), conversationsVisible: 'own' },
    });
    const first = await world.openPopup();
    await first.rows.first().waitFor();
    // The page stores what is on screen shortly after it is drawn.
    await expect.poll(() => isStored(world, 'first-screen'), { timeout: 10_000 }).toBe(true);
    await first.page.close();
    const empty: number[] = [];
    const popup: number[] = [];
    const unaided: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      empty.push(await paintedAfter(world, EMPTY_PAGE, 'p'));
      popup.push(await paintedAfter(world, 'popup.html', '[role=option]'));
      const snapshot = await takeSnapshot(world);
      unaided.push(await paintedAfter(world, 'popup.html', '[role=option]'));
      await putBack(world, snapshot);
    }
    table.push([
      String(size),
      median(empty).toFixed(1),
      `${median(popup).toFixed(1)} (${quantile(popup, 0.9).toFixed(1)})`,
      (median(popup) / median(empty)).toFixed(2),
      median(unaided).toFixed(1),
      (median(unaided) / median(empty)).toFixed(2),
    ]);
    figures.push({
      name: `Popup navigation → first row, ${size} conversations`,
      unit: 'ms',
      ours: median(popup),
      baseline: { name: 'empty page', value: median(empty) },
      goal: 1.3,
    });
    await world.close();
  }
  recordFigures('popup-first-row', figures);
  printTable('Popup open → first row painted', table);
});

async function isStored(world: World, name: string): Promise<boolean> {
  return await world.worker().evaluate(async (key) => key in (await chrome.storage.session.get(key)), name);
}

/** Removes the snapshot of the last popup and returns it. */
async function takeSnapshot(world: World): Promise<Record<string, unknown>> {
  return await world.worker().evaluate(async () => {
    const stored = await chrome.storage.session.get('snapshot');
    await chrome.storage.session.remove('snapshot');
    return stored;
  });
}

async function putBack(world: World, stored: Record<string, unknown>): Promise<void> {
  await world.worker().evaluate((items) => chrome.storage.session.set(items), stored);
}

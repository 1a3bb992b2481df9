import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, test } from 'vitest';
import { useWorld } from '../e2e/support/world.ts';
import { OUTPUT_DIR } from '../setup/project.ts';
import {
  addThreeAgents,
  FLOOR,
  openHistory,
  openList,
  openLiveSession,
  openOneScreen,
  openPanel,
  POPUP,
  photograph,
  type Size,
} from './scenes.ts';
import { drawIcon, drawScreenshot, drawTile } from './store-art.ts';

const FOLDER = path.join(OUTPUT_DIR, 'store');
/** Views beside or below a title, as large as the picture has room. */
const PANEL: Size = { width: 460, height: 680 };
const PAGE: Size = { width: 1152, height: 640 };

const save = (name: string, png: Buffer) => writeFile(path.join(FOLDER, `${name}.png`), png);

/** Draws a page of the extension with a title, in light and dark. */
async function saveBoth(page: Page, name: string, size: Size, title: string, text: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    const png = await photograph(page, size);
    const drawn = await drawScreenshot(page.context(), scheme, { title, text, view: { png, size } });
    await save(scheme === 'dark' ? `${name}-dark` : name, drawn);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
});

describe('for the stores, of sessions with an agent', () => {
  const world = useWorld({ simulator: FLOOR });

  test('the list, the tiles and the icons', async () => {
    const { page } = await openList(world());
    await saveBoth(
      page,
      'screenshot-1-list',
      POPUP,
      'Your whole floor, and who needs you first',
      'Every active conversation that you may see, updated as it changes. One press joins the agent.',
    );
    const view = { png: await photograph(page, POPUP), size: POPUP };
    const { context } = world();
    const text = 'From a conversation to the agent’s side in one click';
    await save('promo-small', await drawTile(context, { width: 440, height: 280 }, { text }));
    await save('promo-marquee', await drawTile(context, { width: 1400, height: 560 }, { text, view }));
    for (const px of [128, 300]) await save(`icon-${px}`, await drawIcon(context, px));
  });

  test('a session, the side panel and the history', async () => {
    const { popup } = await openLiveSession(world());
    await saveBoth(
      popup.page,
      'screenshot-2-session',
      POPUP,
      'The agent knows, and the clock runs',
      'The invitation says who joins, why and until when. View only and 15 minutes, unless you choose otherwise.',
    );
    await saveBoth(
      await openHistory(world(), popup),
      'screenshot-5-history',
      PAGE,
      'A history that stays on your computer',
      'Who, with whom, when and how it ended. It shows if an entry was changed.',
    );
    await saveBoth(
      await openPanel(world(), PANEL),
      'screenshot-4-panel',
      PANEL,
      'Beside your work, as long as you like',
      'The side panel keeps the list open, and shows who is in a conversation and who else watches.',
    );
  });
});

describe('for the stores, of agents’ screens', () => {
  const world = useWorld({ simulator: { ...FLOOR, cobrowse: 'screen' } });

  test('four agents', async () => {
    const opened = await openOneScreen(world(), PAGE);
    await addThreeAgents(world(), opened);
    await saveBoth(
      opened.screens.page,
      'screenshot-3-screens',
      PAGE,
      'Several agents, side by side',
      'All screens of each agent, live and view only. Each agent is told before you see anything.',
    );
  });
});

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { nextViewerTab } from '../e2e/support/viewer-tabs.ts';
import { useWorld } from '../e2e/support/world.ts';
import { hasNetworkInterface, NO_NETWORK } from '../setup/network.ts';
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

const FOLDER = fileURLToPath(new URL('../../.github/screenshots', import.meta.url));
const PANEL = { width: 480, height: 800 };
const PAGE = { width: 1280, height: 800 };
const TALL_PAGE = { width: 1280, height: 1000 };

async function take(page: Page, name: string, size: Size): Promise<void> {
  await writeFile(`${FOLDER}/${name}.png`, await photograph(page, size));
}

/** Takes a picture in light and in dark colors. */
async function takeBoth(page: Page, name: string, size: Size): Promise<void> {
  await take(page, name, size);
  await page.emulateMedia({ colorScheme: 'dark' });
  await take(page, `${name}-dark`, size);
  await page.emulateMedia({ colorScheme: 'light' });
}

describe('of sessions with an agent', () => {
  const world = useWorld({ simulator: FLOOR });

  test('the list', async () => {
    const popup = await openList(world());
    await takeBoth(popup.page, 'popup-list', POPUP);
  });

  test('a session, its join page and the history', async () => {
    const { popup, join } = await openLiveSession(world());
    await takeBoth(popup.page, 'popup-session', POPUP);
    if (join) {
      if (!hasNetworkInterface()) throw new Error(NO_NETWORK);
      const agent = world().context.waitForEvent('page');
      await join.getByRole('button', { name: 'Open the agent’s page' }).click();
      await (await agent).getByText('You joined as').waitFor();
      await join.bringToFront();
      await join.locator('.stage > video').waitFor();
      await join.locator('.presence.joined').nth(1).waitFor();
      await take(join, 'join-page', PAGE);
    }
    await takeBoth(await openHistory(world(), popup), 'history', PAGE);
    await takeBoth(await openPanel(world(), PANEL), 'side-panel', PANEL);
  });

  test('the button in the desktop', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Zeynep Kaya', queue: 'Billing' });
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.page.setViewportSize(PAGE);
    await desktop.standing(/^Cobrowse/);
    await take(desktop.page, 'desktop-button', PAGE);
  });

  test('the settings', async () => {
    const settings = await world().openOptions();
    await settings.page.setViewportSize(TALL_PAGE);
    await settings.checkedSignIn();
    const showAtTop = (title: string) =>
      settings.page.getByRole('region', { name: title }).evaluate((section) => {
        scrollTo(0, section.getBoundingClientRect().top + scrollY - 24);
      });
    await showAtTop('Checks');
    await takeBoth(settings.page, 'checks', TALL_PAGE);
    await settings.openPolicyFile();
    for (const name of [/^Environment/, /^Client ID/])
      await settings.page.getByRole('checkbox', { name }).check();
    await showAtTop('Roll out to your team');
    await take(settings.page, 'policy', TALL_PAGE);
  });
});

describe('of the page of a customer', () => {
  const world = useWorld({ simulator: { ...FLOOR, cobrowse: 'platform' } });

  test('the code that the customer enters', async () => {
    await world().control.addConversation({ customerName: 'Harriet Lowe', medium: 'webmessaging' });
    const popup = await world().openPopup();
    const opening = nextViewerTab(world().context);
    await popup.start('Harriet Lowe');
    await opening;
    await popup.comeBack();
    await popup.page.setViewportSize(POPUP);
    await popup.filter.fill('');
    await popup.live();
    await popup.openSession(popup.sessionOn('Harriet Lowe'));
    await popup.page.locator('.offer-code').waitFor();
    await takeBoth(popup.page, 'popup-customer', POPUP);
  });
});

describe('of agents’ screens', () => {
  const world = useWorld({ simulator: { ...FLOOR, cobrowse: 'screen' } });

  test('one agent, and four of them', async () => {
    const opened = await openOneScreen(world(), PAGE);
    await takeBoth(opened.screens.page, 'screens-one', PAGE);
    await addThreeAgents(world(), opened);
    await takeBoth(opened.screens.page, 'screens-wall', PAGE);
  });
});

describe('of the first run', () => {
  const world = useWorld({ simulator: FLOOR, signedIn: false });

  test('the welcome page', async () => {
    const page = await world().context.newPage();
    await page.goto(`chrome-extension://${world().extensionId}/welcome.html`);
    await page.getByRole('heading', { level: 2 }).waitFor();
    await takeBoth(page, 'welcome', PAGE);
  });
});

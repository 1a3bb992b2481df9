import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { joinTabs, nextJoinTab } from '../e2e/support/join-tabs.ts';
import type { PopupPage } from '../e2e/support/popup-page.ts';
import { ScreensPage } from '../e2e/support/screens-page.ts';
import { nextViewerTab } from '../e2e/support/viewer-tabs.ts';
import { useWorld } from '../e2e/support/world.ts';
import { hasNetworkInterface, NO_NETWORK } from '../setup/network.ts';

const FOLDER = fileURLToPath(new URL('../../.github/screenshots', import.meta.url));

/** A floor of some size, the same each time. */
const FLOOR = { conversations: 26, agents: 12 };
const POPUP = { width: 400, height: 600 };
const PAGE = { width: 1280, height: 800 };
const TALL_PAGE = { width: 1280, height: 1000 };

async function take(page: Page, name: string, size: { width: number; height: number }): Promise<void> {
  await page.bringToFront();
  await page.setViewportSize(size);
  // No pointer over anything, and fonts and layout have settled.
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: 'disabled' });
}

describe('of sessions with an agent', () => {
  const world = useWorld({ simulator: FLOOR });

  test('the list', async () => {
    const popup = await world().openPopup();
    await popup.page.setViewportSize(POPUP);
    await popup.freshness.getByText('Live', { exact: true }).waitFor();
    await popup.filter.fill('bil');
    await popup.filter.press('ArrowDown');
    await take(popup.page, 'popup-list', POPUP);
  });

  test('a session, its join page and the history', async () => {
    await world().control.addConversation({ customerName: 'Harriet Lowe', queue: 'Billing' });
    const popup = await world().openPopup();
    const opening = nextJoinTab(world().context);
    await popup.start('Harriet Lowe');
    await opening;
    await popup.comeBack();
    await popup.page.setViewportSize(POPUP);
    const card = popup.page.getByRole('article').filter({ hasText: 'Harriet Lowe' });
    await card.getByRole('button', { name: 'Invite agent' }).click();
    await card.getByText(/^Sent/).waitFor();
    await popup.filter.fill('');
    await popup.freshness.getByText('Live', { exact: true }).waitFor();
    await take(popup.page, 'popup-session', POPUP);
    const [join] = joinTabs(world().context);
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

    await popup.page.bringToFront();
    const next = nextJoinTab(world().context);
    await world().control.addConversation({ customerName: 'Jonas Reuter', queue: 'Technical Support' });
    await popup.start('Jonas Reuter');
    await next;
    await popup.comeBack();
    const second = popup.page.getByRole('article').filter({ hasText: 'Jonas Reuter' });
    await second.getByRole('button', { name: 'End', exact: true }).click();
    await second.getByText('End for everyone?').waitFor();
    await popup.page.waitForTimeout(1_100);
    await second.getByRole('button', { name: 'End', exact: true }).click();
    await second.waitFor({ state: 'hidden' });
    const history = await world().context.newPage();
    await history.goto(`chrome-extension://${world().extensionId}/history.html`);
    await history.getByText('Harriet Lowe').waitFor();
    await history.getByText('Jonas Reuter').waitFor();
    await take(history, 'history', PAGE);
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
    await take(settings.page, 'checks', TALL_PAGE);
    await settings.page.getByText('Create a policy file').click();
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
    await popup.page.locator('.offer-code').waitFor();
    await popup.freshness.getByText('Live', { exact: true }).waitFor();
    await take(popup.page, 'popup-customer', POPUP);
  });
});

describe('of agents’ screens', () => {
  const world = useWorld({ simulator: { ...FLOOR, cobrowse: 'screen' } });

  /** Starts to watch an agent whose computer is on. */
  async function watch(popup: PopupPage, number: number, customerName: string, queue: string) {
    const userId = `bbbbbbbb-0000-4000-8000-00000000000${number}`;
    const computer = await world().context.newPage();
    await computer.goto(`${world().origin}/agent-desktop/${userId}`);
    await computer.getByText('Connected', { exact: true }).waitFor();
    // While the list is visible it learns of changes as they happen.
    await popup.page.bringToFront();
    const { participants } = await world().control.addConversation({
      customerName,
      queue,
      agentIds: [userId],
    });
    await popup.start(customerName);
    await popup.comeBack();
    return String(participants.find(({ purpose }) => purpose === 'agent')?.name);
  }

  /** Takes a picture in light and in dark colours. */
  async function takeBoth(page: Page, name: string) {
    await take(page, name, PAGE);
    await page.emulateMedia({ colorScheme: 'dark' });
    await take(page, `${name}-dark`, PAGE);
    await page.emulateMedia({ colorScheme: 'light' });
  }

  test('one agent, and four of them', async () => {
    if (!hasNetworkInterface()) throw new Error(NO_NETWORK);
    const popup = await world().openPopup();
    await popup.listed();
    const opening = ScreensPage.next(world().context);
    const first = await watch(popup, 3, 'Harriet Lowe', 'Billing');
    const screens = await opening;
    await screens.page.bringToFront();
    await screens.page.setViewportSize(PAGE);
    await screens.moves(first);
    await screens.tile(first).getByText(`${first} was told`).waitFor();
    // The agent has written something by then.
    await screens.page.waitForTimeout(6_000);
    await takeBoth(screens.page, 'screens-one');

    for (const [number, customer, queue] of [
      [1, 'Marit Solheim', 'Technical Support'],
      [2, 'Emeka Obi', 'Billing'],
      [4, 'Lucía Prieto', 'Claims'],
    ] as const) {
      // To draw and encode more would leave no time for the pictures.
      await world().control.setAgentScreens(`bbbbbbbb-0000-4000-8000-00000000000${number}`, 1);
      const agent = await watch(popup, number, customer, queue);
      await screens.page.bringToFront();
      await screens.moves(agent);
      await screens.tile(agent).getByText(`${agent} was told`).waitFor();
    }
    await screens.page.waitForTimeout(6_000);
    await takeBoth(screens.page, 'screens-wall');
  });
});

describe('of the first run', () => {
  const world = useWorld({ simulator: FLOOR, signedIn: false });

  test('the welcome page', async () => {
    const page = await world().context.newPage();
    await page.goto(`chrome-extension://${world().extensionId}/welcome.html`);
    await page.getByRole('heading', { level: 2 }).waitFor();
    await take(page, 'welcome', PAGE);
  });
});

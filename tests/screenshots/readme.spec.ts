import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { joinTabs, nextJoinTab } from '../e2e/support/join-tabs.ts';
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

describe('of the first run', () => {
  const world = useWorld({ simulator: FLOOR, signedIn: false });

  test('the welcome page', async () => {
    const page = await world().context.newPage();
    await page.goto(`chrome-extension://${world().extensionId}/welcome.html`);
    await page.getByRole('heading', { level: 2 }).waitFor();
    await take(page, 'welcome', PAGE);
  });
});

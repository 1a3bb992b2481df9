import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { nextJoinTab } from './support/join-tabs.ts';
import { PopupPage } from './support/popup-page.ts';
import { setInvite } from './support/stored-settings.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

/** The page of the side panel in a tab, with live sessions on these customers' conversations. */
async function openWithSessions(...customers: string[]): Promise<PopupPage> {
  await setInvite(world(), {});
  const page = await world().context.newPage();
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`chrome-extension://${world().extensionId}/sidepanel.html`);
  await page.getByRole('tab', { name: 'Floor' }).waitFor();
  const panel = new PopupPage(page);
  for (const customerName of customers) {
    await world().control.addConversation({ customerName });
    const opening = nextJoinTab(world().context);
    await panel.start(customerName);
    await opening;
    await panel.comeBack();
  }
  return panel;
}

/** What has the focus, as far as it matters here. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const now = document.activeElement;
    return now === null || now === document.body
      ? 'nothing'
      : now.id || now.getAttribute('role') || now.tagName;
  });

const cardOf = (page: Page, customer: string) =>
  page.getByRole('tabpanel').getByRole('article').filter({ hasText: customer });

describe('with the keyboard alone, in the side panel', () => {
  test('the focus stays on the tab when a session ends whose card has it', async () => {
    const { page } = await openWithSessions('Focus Fay', 'Focus Finn');
    const tab = page.getByRole('tab', { name: /^Sessions/ });
    await tab.click();
    await cardOf(page, 'Focus Fay').getByRole('button', { name: 'End' }).focus();
    await page.keyboard.press('Enter');
    // The button that takes an end back has it, until it is over.
    await cardOf(page, 'Focus Fay').waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('view-sessions');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('article')?.textContent)).toContain(
      'Focus Finn',
    );
    await page.keyboard.press('Enter');
    await page.bringToFront();

    // The conversation of the one whose card has the focus is over.
    const last = (await world().control.sessions()).findLast(({ state }) => state !== 'ended');
    await cardOf(page, 'Focus Finn').getByRole('button', { name: 'Session details' }).focus();
    await world().control.endConversation(String(last?.conversationId));
    await page.getByText('No sessions').waitFor();
    expect(await focused(page)).toBe('view-sessions');
  });

  test('/ goes to the search from each tab, arrows with Alt stay with the browser, Home and End go far', async () => {
    const { page } = await openWithSessions();
    const selected = () => page.getByRole('tab', { selected: true }).innerText();
    await page.getByRole('tab', { name: 'Floor' }).focus();
    await page.keyboard.press('End');
    expect(await selected()).toBe('Recent');
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Shift+ArrowLeft');
    expect(await selected()).toBe('Recent');
    await page.keyboard.press('Home');
    expect(await selected()).toBe('Floor');
    await page.keyboard.press('ArrowRight');
    expect(await selected()).toBe('Sessions');
    await page.keyboard.press('/');
    await expect.poll(selected).toBe('Floor');
    await expect.poll(() => focused(page)).toBe('combobox');
  });

  test('a start from the tab of past sessions leaves the focus in the search', async () => {
    const { page } = await openWithSessions('Again Ada');
    await page.getByRole('tab', { name: /^Sessions/ }).click();
    await cardOf(page, 'Again Ada').getByRole('button', { name: 'End' }).click();
    await page.getByText('No sessions').waitFor();
    await page.getByRole('tab', { name: 'Recent' }).click();
    const again = nextJoinTab(world().context);
    await page
      .getByRole('button', { name: /^Watch / })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await again;
    await page.bringToFront();
    expect(await focused(page)).toBe('combobox');
  });

  test('? does not open a second sheet over an open one, so that Escape closes what is in front', async () => {
    const { page } = await openWithSessions('Sheet Sue');
    await page.getByRole('tab', { name: /^Sessions/ }).click();
    const details = cardOf(page, 'Sheet Sue').getByRole('button', { name: 'Session details' });
    await details.click();
    await page.locator('dialog.sheet').waitFor();
    await page.keyboard.press('?');
    await page.keyboard.press('Escape');
    await page.locator('dialog.sheet').waitFor({ state: 'hidden' });
    expect(await page.locator('dialog.shortcuts-sheet').count()).toBe(0);
    expect(await details.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('?');
    await page.locator('dialog.shortcuts-sheet').waitFor();
  });

  test('the drawer closes when the window becomes too low for it, and comes back', async () => {
    const panel = await openWithSessions();
    const { page } = panel;
    await world().control.addConversation({ customerName: 'Zoomed Zoe' });
    await panel.find('Zoomed Zoe');
    await page.getByText('Participants').waitFor();
    await page.getByRole('separator', { name: 'Resize details' }).focus();
    // As at 400 % zoom.
    await page.setViewportSize({ width: 320, height: 256 });
    await page.getByText('Participants').waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('BUTTON');
    expect(await panel.filter.isVisible()).toBe(true);
    await page.setViewportSize({ width: 360, height: 800 });
    await page.getByText('Participants').waitFor();
  });
});

describe('in large text', () => {
  test('no name of a tab or of a card is cut to its first letters', async () => {
    const { page } = await openWithSessions('Large Lara');
    await page.setViewportSize({ width: 320, height: 800 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    await page.getByRole('tab', { name: /^Sessions/ }).click();
    const isCut = (selector: string) =>
      page.locator(selector).evaluateAll((all) => all.map((one) => one.scrollWidth > one.clientWidth));
    expect(await isCut('.panel-tab')).toEqual([false, false, false]);
    // Sessions of the stories above may be there too.
    expect(await isCut('.session-card-state > .ellipsis')).not.toContain(true);
    const name = cardOf(page, 'Large Lara').locator('.session-card-name');
    expect(await name.evaluate(({ clientWidth }) => clientWidth)).toBeGreaterThan(220);
  });
});

import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openViews } from './support/browser-doors.ts';
import { nextJoinTab } from './support/join-tabs.ts';
import { PopupPage } from './support/popup-page.ts';
import { EIGHT, L, pressAltShift } from './support/shortcut-keys.ts';
import { setInvite } from './support/stored-settings.ts';
import { violations } from './support/violations.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

/** Opens the page of the side panel in a tab, at the width of a panel. */
async function openPanel(size = { width: 360, height: 700 }): Promise<PopupPage> {
  const page = await world().context.newPage();
  await page.setViewportSize(size);
  await page.goto(`chrome-extension://${world().extensionId}/sidepanel.html`);
  await page.getByRole('tab', { name: 'Floor' }).waitFor();
  return new PopupPage(page);
}

const panelBehavior = () =>
  world()
    .worker()
    .evaluate(() => chrome.sidePanel.getPanelBehavior());

const tab = ({ page }: PopupPage, name: string | RegExp) => page.getByRole('tab', { name });

describe('the side panel', () => {
  test('stays open while a session runs, and ends it', async () => {
    await setInvite(world(), { withStart: true });
    const { agentName } = await newConversation('Panel Pia');
    const panel = await openPanel();
    const opening = nextJoinTab(world().context);
    await panel.start('Panel Pia');
    await opening;
    await panel.page.bringToFront();
    await tab(panel, 'Sessions (1)').click();
    const card = panel.page.getByRole('tabpanel').getByRole('article', { name: agentName });
    await card.getByText('Panel Pia').waitFor();
    // Invited with the start; again by hand.
    await card.getByText(/^Invited \d/).waitFor();
    await setInvite(world(), {});
    expect((await world().control.chats()).length).toBe(1);
    await card.getByRole('button', { name: 'Invite again' }).click();
    await expect.poll(async () => (await world().control.chats()).length).toBe(2);
    // All the rest is behind one button.
    await card.getByRole('button', { name: 'Session details' }).click();
    await card.getByRole('button', { name: 'Copy join link' }).waitFor();
    await panel.page.keyboard.press('Escape');
    // The ring is for the eyes; the time is said in words.
    expect(await card.locator('.ring').innerText()).toMatch(/^1[45]:\d\d/);
    await expect
      .poll(() => card.locator('.ring .visually-hidden').textContent())
      .toMatch(/^1[45]:\d\d left$/);

    await card.getByRole('button', { name: 'End' }).click();
    // For a while it can be undone, and the button for that has the focus.
    await expect.poll(() => panel.page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Undo/);
    expect((await world().control.sessions()).at(-1)?.state).not.toBe('ended');
    await card.getByRole('button', { name: /^Undo/ }).click();
    await card.getByRole('button', { name: 'End' }).click();
    await panel.page.getByText('No sessions').waitFor();
    await expect.poll(async () => (await world().control.sessions()).at(-1)?.state).toBe('ended');
  });

  test('keeps cards and lines in place after an end, until the pointer has left them', async () => {
    await setInvite(world(), {});
    const customers = ['Card Cleo', 'Card Cora', 'Card Curt', 'Card Cyra', 'Card Cyrus'];
    const panel = await openPanel({ width: 320, height: 500 });
    for (const [index, customer] of customers.entries()) {
      await newConversation(customer);
      const opening = nextJoinTab(world().context);
      await panel.start(customer);
      await opening;
      await panel.page.bringToFront();
      await tab(panel, `Sessions (${index + 1})`).waitFor();
    }
    await tab(panel, /Sessions/).click();
    const view = panel.page.getByRole('tabpanel');
    const card = (customer: string) => view.getByRole('article').filter({ hasText: customer });
    // Only the view scrolls, and each card is whole in it.
    expect(await panel.page.evaluate(() => document.documentElement.scrollHeight)).toBe(500);
    expect(await view.evaluate((each) => each.scrollHeight > each.clientHeight)).toBe(true);
    for (const customer of customers) expect(await endOf(card(customer))).toBeLessThanOrEqual(320);
    expect(await violations(panel.page)).toEqual([]);

    const endsAndStays = async (ended: Locator, next: Locator) => {
      const before = await topOf(next);
      await ended.getByRole('button', { name: 'End' }).click();
      await ended.getByRole('button', { name: /^Undo/ }).waitFor();
      await ended.waitFor({ state: 'hidden' });
      expect(await topOf(next)).toBe(before);
      await panel.page.mouse.move(160, 20);
      await expect.poll(() => topOf(next)).toBeLessThan(before);
    };
    await endsAndStays(card('Card Cleo'), card('Card Cora'));
    for (const customer of ['Card Cyra', 'Card Cyrus']) {
      await card(customer).getByRole('button', { name: 'End' }).click();
      await card(customer).waitFor({ state: 'hidden' });
    }
    await tab(panel, 'Floor').click();
    await endsAndStays(panel.sessionOn('Card Cora'), panel.sessionOn('Card Curt'));
    await panel.end(panel.sessionOn('Card Curt'));
  });

  test('starts again with an agent of a past session', async () => {
    const { agentName } = await newConversation('Recent Rita');
    const panel = await openPanel();
    const first = nextJoinTab(world().context);
    await panel.start('Recent Rita');
    await first;
    await panel.page.bringToFront();
    await tab(panel, 'Recent').click();
    await panel.page.getByRole('button', { name: `Open the session with ${agentName}` }).waitFor();
    await tab(panel, /Sessions/).click();
    const card = panel.page.getByRole('article', { name: agentName });
    await card.getByRole('button', { name: 'End' }).click();
    await panel.page.getByText('No sessions').waitFor();

    const before = (await world().control.sessions()).length;
    await tab(panel, 'Recent').click();
    const again = nextJoinTab(world().context);
    await panel.page.getByRole('button', { name: `Watch ${agentName}` }).click();
    await again;
    expect((await world().control.sessions()).length).toBe(before + 1);
  });

  test('keeps what was typed while another tab of it is shown, by arrow keys', async () => {
    await newConversation('Typed Tina');
    const panel = await openPanel();
    await panel.find('Typed Tina');
    await tab(panel, 'Floor').focus();
    await panel.page.keyboard.press('ArrowRight');
    await expect.poll(() => tab(panel, /Sessions/).getAttribute('aria-selected')).toBe('true');
    await panel.page.keyboard.press('ArrowLeft');
    expect(await panel.filter.inputValue()).toBe('Typed Tina');
    expect(await panel.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test('has a drawer with details of the selected row, as high as the user left it', async () => {
    const { id, agentName } = await newConversation('Drawer Dora');
    await world().control.holdConversation(id, true, 140);
    const panel = await openPanel({ width: 360, height: 900 });
    await panel.find('Drawer Dora');
    const drawer = detailsOf(panel, agentName);
    const edge = drawer.getByRole('separator', { name: 'Resize details' });
    // Reading all of it begins when it is selected; then it is known who watches.
    for (const fact of ['Drawer Dora Customer', 'No one else', 'View only · 15 min'])
      await drawer.getByText(fact).waitFor();
    await drawer.getByText(/^2:[2-5]\d, since \d/).waitFor();
    expect(await violations(panel.page)).toEqual([]);

    await edge.focus();
    await edge.press('ArrowUp');
    await edge.press('ArrowUp');
    expect(await edge.getAttribute('aria-valuenow')).toBe('50');
    expect(await heightOf(drawer)).toBeCloseTo(450, -0.5);
    await edge.hover();
    await panel.page.mouse.down();
    await panel.page.mouse.move(180, (await topOf(drawer)) + 12 + 90, { steps: 4 });
    await panel.page.mouse.up();
    expect(await edge.getAttribute('aria-valuenow')).toBe('40');
    await edge.press('ArrowDown');
    expect(await heightOf(drawer)).toBeCloseTo(315, -0.5);
    // The row that it is about stays in sight.
    expect(await bottomOf(panel.selectedRow)).toBeLessThanOrEqual((await topOf(drawer)) + 1);

    await panel.page.reload();
    await panel.find('Drawer Dora');
    await drawer.getByText('Participants').waitFor();
    expect(await edge.getAttribute('aria-valuenow')).toBe('35');
    await edge.focus();
    await panel.page.keyboard.press('Escape');
    await drawer.getByText('Participants').waitFor({ state: 'hidden' });
    const toggle = drawer.getByRole('button', { name: 'Details' });
    expect(await toggle.evaluate((button) => button === document.activeElement)).toBe(true);

    await panel.page.reload();
    await panel.find('Drawer Dora');
    await toggle.waitFor();
    expect(await toggle.getAttribute('aria-expanded')).toBe('false');
    await toggle.click();
    await drawer.getByText('Participants').waitFor();
    expect(await edge.getAttribute('aria-valuenow')).toBe('35');
  });

  test('shows the drawer alone in a low window, and nothing behind it can be reached', async () => {
    const { agentName } = await newConversation('Lowly Lola');
    const panel = await openPanel({ width: 320, height: 256 });
    await panel.find('Lowly Lola');
    const drawer = detailsOf(panel, agentName);
    const toggle = drawer.getByRole('button', { name: 'Details' });
    await toggle.click();
    await drawer.getByText('Participants').waitFor();
    await panel.filter.waitFor({ state: 'hidden' });
    for (let stop = 0; stop < 6; stop += 1) {
      const isBehind = await panel.page.evaluate(() => {
        const now = document.activeElement ?? document.body;
        return now !== document.body && now.closest('.drawer, .start-bar') === null;
      });
      expect(isBehind).toBe(false);
      await panel.page.keyboard.press('Tab');
    }
    await panel.page.keyboard.press('Escape');
    await panel.filter.waitFor();
  });

  test('starts from the drawer, which then has the session among the past ones', async () => {
    const { agentName } = await newConversation('Watched Wanda');
    const panel = await openPanel({ width: 360, height: 900 });
    await panel.find('Watched Wanda');
    const drawer = detailsOf(panel, agentName);
    const before = (await world().control.sessions()).length;
    const opening = nextJoinTab(world().context);
    await drawer.getByRole('button', { name: 'Watch' }).click();
    await opening;
    expect((await world().control.sessions()).length).toBe(before + 1);
    await panel.page.bringToFront();
    await drawer.getByText('This session').waitFor();
    await drawer.getByRole('button', { name: 'Open' }).waitFor();

    await panel.end(panel.sessionOn('Watched Wanda'));
    // The button that had the focus is gone: that selects nothing.
    await panel.filter.press('ArrowDown');
    await drawer
      .getByRole('listitem')
      .filter({ hasText: /Watched Wanda.* · \d+:\d\d/ })
      .waitFor();
    await drawer.getByText('Next start').waitFor();
  });

  test('has columns for queue and hold where it is wide, and sorts by hold', async () => {
    const { id } = await newConversation('Column Cora');
    await world().control.holdConversation(id, true, 4_000);
    const panel = await openPanel();
    // What an earlier test has typed.
    await panel.filter.fill('');
    const row = panel.row('Column Cora');
    await row.locator('.row-facts > .row-clock').waitFor();
    const sort = panel.page.getByRole('button', { name: 'Hold', exact: true });
    expect(await sort.isVisible()).toBe(false);
    expect(await row.locator('.row-queue').isVisible()).toBe(true);

    await panel.page.setViewportSize({ width: 480, height: 700 });
    await sort.click();
    expect(await sort.getAttribute('aria-pressed')).toBe('true');
    expect(await panel.page.getByRole('combobox', { name: 'Sort' }).inputValue()).toBe('hold');
    const held = row.locator('.column-hold');
    expect(await held.textContent()).toMatch(/^1 h 0\d$/);
    // It is said once, below the name of its column.
    expect(await row.locator('.row-facts > .row-clock').isVisible()).toBe(false);
    expect(await row.locator('.row-queue').isVisible()).toBe(false);
    expect(await endOf(held)).toBeCloseTo(await endOf(sort), 0);
    expect(await panel.page.evaluate(() => document.documentElement.scrollWidth)).toBe(480);
    expect(await violations(panel.page)).toEqual([]);
    await sort.click();
    expect(await sort.getAttribute('aria-pressed')).toBe('false');
  });

  test('? shows the keys that the browser has assigned, and / goes to the search', async () => {
    const panel = await openPanel();
    await tab(panel, 'Floor').focus();
    await panel.page.keyboard.press('?');
    const sheet = panel.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.waitFor();
    const text = await sheet.innerText();
    for (const line of ['Open the popup', 'Open the side panel', 'End your session', 'Invite the agent'])
      expect(text).toContain(line);
    expect(await sheet.locator('kbd').allInnerTexts()).toEqual(
      expect.arrayContaining(['Alt', 'Shift', 'L', '9', '8', '0', '?']),
    );
    expect(text).toContain('Not assigned');
    await panel.page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await panel.page.keyboard.press('/');
    expect(await panel.filter.evaluate((box) => box === document.activeElement)).toBe(true);
  });

  test('opens from the menu of the popup', async () => {
    expect(await openViews(world())).not.toContain('SIDE_PANEL');
    const popup = await world().openPopup();
    await popup.listed();
    await popup.button('Menu').click();
    await popup.page.getByRole('menuitem', { name: 'Open side panel' }).click();
    await expect.poll(() => openViews(world())).toContain('SIDE_PANEL');
  });

  test('opens by its key, and by the icon if that is set', async () => {
    const page = await world().context.newPage();
    await page.goto(`${world().origin}/login`);
    await page.bringToFront();
    await pressAltShift(page, EIGHT);
    await expect.poll(() => openViews(world())).toContain('SIDE_PANEL');

    const options = await world().openOptions();
    await options.page.getByRole('radio', { name: 'Side panel' }).check();
    await options.save();
    await expect.poll(panelBehavior).toEqual({ openPanelOnActionClick: true });
    await options.page.getByRole('radio', { name: 'Popup' }).check();
    await options.save();
    await expect.poll(panelBehavior).toEqual({ openPanelOnActionClick: false });
    // The panel of this window may still be open; the popup opens beside it.
    await page.bringToFront();
    await pressAltShift(page, L);
    await expect.poll(() => openViews(world())).toContain('POPUP');
  });
});

/** The drawer with the details of the selected row. */
const detailsOf = ({ page }: PopupPage, agent: string) =>
  page.getByRole('region', { name: `Details of ${agent}` });

const boxOf = async (element: Locator) => {
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not on the page.');
  return box;
};
const heightOf = async (element: Locator) => (await boxOf(element)).height;
const topOf = async (element: Locator) => (await boxOf(element)).y;
const bottomOf = async (element: Locator) => {
  const { y, height } = await boxOf(element);
  return y + height;
};
const endOf = async (element: Locator) => {
  const { x, width } = await boxOf(element);
  return x + width;
};

/** Adds a conversation; returns its id and its agent's name. */
async function newConversation(customerName: string): Promise<{ id: string; agentName: string }> {
  const { id, participants } = await world().control.addConversation({ customerName });
  const agent = participants.findLast(({ role }) => role === 'agent');
  return { id, agentName: String(agent?.name) };
}

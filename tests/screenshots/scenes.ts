import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { joinTabs, nextJoinTab } from '../e2e/support/join-tabs.ts';
import { PopupPage } from '../e2e/support/popup-page.ts';
import { ScreensPage } from '../e2e/support/screens-page.ts';
import type { World } from '../e2e/support/world.ts';
import { hasNetworkInterface, NO_NETWORK } from '../setup/network.ts';

/** Width and height in CSS pixels. */
export type Size = { width: number; height: number };

/** A floor of some size, the same each time. */
export const FLOOR = { conversations: 26, agents: 12 };
export const POPUP: Size = { width: 400, height: 600 };

/** The id of one of the simulator's agents, from 1 to 9. */
const agentId = (number: number) => `bbbbbbbb-0000-4000-8000-00000000000${number}`;

/** Photographs a page in a size, when nothing in it moves any more. */
export async function photograph(page: Page, size: Size): Promise<Buffer> {
  await requireFonts(page);
  await page.bringToFront();
  await page.setViewportSize(size);
  // No pointer over anything, and fonts and layout have settled.
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(500);
  return await page.screenshot({ animations: 'disabled' });
}

/** Throws where no font has the letters of all names: letters without one are all the same box. */
async function requireFonts(page: Page): Promise<void> {
  const areBoxes = await page.evaluate(() => {
    const draw = (letter: string) => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      if (!context) return letter;
      context.font = '32px sans-serif';
      context.fillText(letter, 0, 32);
      return canvas.toDataURL();
    };
    return draw('田') === draw('美');
  });
  if (areBoxes) throw new Error('No font has Japanese letters. On Debian: apt-get install fonts-noto-cjk');
}

/** The list, with its first row selected. */
export async function openList(world: World): Promise<PopupPage> {
  const popup = await world.openPopup();
  await popup.page.setViewportSize(POPUP);
  await popup.live();
  await popup.filter.press('ArrowDown');
  return popup;
}

/** The list with a live session, to which the agent is invited, and the session's join page. */
export async function openLiveSession(world: World): Promise<{ popup: PopupPage; join: Page | undefined }> {
  // An agent whose name has room.
  const agentIds = [agentId(1)];
  await world.control.addConversation({ customerName: 'Harriet Lowe', queue: 'Billing', agentIds });
  const popup = await world.openPopup();
  const opening = nextJoinTab(world.context);
  await popup.start('Harriet Lowe');
  await opening;
  await popup.comeBack();
  await popup.page.setViewportSize(POPUP);
  const card = popup.sessionOn('Harriet Lowe');
  await card.getByRole('button', { name: 'Invite agent' }).click();
  await card.getByText(/^Invited/).waitFor();
  await popup.filter.fill('');
  await popup.live();
  return { popup, join: joinTabs(world.context)[0] };
}

/** The history with the live session on Harriet Lowe, and one on Jonas Reuter that has ended. */
export async function openHistory(world: World, popup: PopupPage): Promise<Page> {
  await popup.page.bringToFront();
  const next = nextJoinTab(world.context);
  await world.control.addConversation({ customerName: 'Jonas Reuter', queue: 'Technical Support' });
  await popup.start('Jonas Reuter');
  await next;
  await popup.comeBack();
  await popup.end(popup.sessionOn('Jonas Reuter'));
  const history = await world.context.newPage();
  await history.goto(`chrome-extension://${world.extensionId}/history.html`);
  await history.getByText('Harriet Lowe').waitFor();
  await history.getByText('Jonas Reuter').waitFor();
  return history;
}

/** The side panel with the details of a row. */
export async function openPanel(world: World, size: Size): Promise<Page> {
  const panel = await world.context.newPage();
  await panel.goto(`chrome-extension://${world.extensionId}/sidepanel.html`);
  await panel.setViewportSize(size);
  const list = new PopupPage(panel);
  await list.rows.first().waitFor();
  // The list comes back as it was left in the popup.
  await list.filter.fill('');
  for (let row = 0; row < 3; row += 1) await panel.keyboard.press('ArrowDown');
  await panel.getByText('Participants').waitFor();
  return panel;
}

/**
 * The page with the screens of one agent.
 * @throws Error on a computer without a network interface, where no picture arrives
 */
export async function openOneScreen(world: World, size: Size) {
  if (!hasNetworkInterface()) throw new Error(NO_NETWORK);
  const popup = await world.openPopup();
  await popup.listed();
  const opening = ScreensPage.next(world.context);
  const agent = await watch(world, popup, 3, 'Harriet Lowe', 'Billing');
  const screens = await opening;
  await screens.page.bringToFront();
  await screens.page.setViewportSize(size);
  await screens.moves(agent);
  await screens.tile(agent).getByText(`${agent} was told`).waitFor();
  // The agent has written something by then.
  await screens.page.waitForTimeout(6_000);
  return { popup, screens, agent };
}

/** Adds three more agents to that page. */
export async function addThreeAgents(world: World, opened: Awaited<ReturnType<typeof openOneScreen>>) {
  const { popup, screens, agent: first } = opened;
  for (const [number, customer, queue] of [
    [1, 'Marit Solheim', 'Technical Support'],
    [2, 'Emeka Obi', 'Billing'],
    [4, 'Lucía Prieto', 'Claims'],
  ] as const) {
    // To draw and encode more would leave no time for the pictures.
    const count = number === 2 ? 2 : 1;
    await world.control.setAgentScreens(agentId(number), count);
    const agent = await watch(world, popup, number, customer, queue);
    await screens.page.bringToFront();
    await screens.moves(agent);
    await screens.tile(agent).getByText(`${agent} was told`).waitFor();
    if (count === 2) await screens.screens(agent).nth(1).click();
  }
  await screens.tile(first).focus();
  // Not the connection, but this computer is slow right after a start.
  await expect.poll(() => screens.page.getByText(/connection: /).count(), { timeout: 90_000 }).toBe(0);
  await screens.page.waitForTimeout(6_000);
}

/** Starts to watch an agent whose computer is on; returns the agent's name. */
async function watch(world: World, popup: PopupPage, number: number, customerName: string, queue: string) {
  const userId = agentId(number);
  const computer = await world.context.newPage();
  await computer.goto(`${world.origin}/agent-desktop/${userId}`);
  await computer.getByText('Connected', { exact: true }).waitFor();
  // While the list is visible it learns of changes as they happen.
  await popup.page.bringToFront();
  const { participants } = await world.control.addConversation({ customerName, queue, agentIds: [userId] });
  await popup.start(customerName);
  await popup.comeBack();
  return String(participants.find(({ purpose }) => purpose === 'agent')?.name);
}

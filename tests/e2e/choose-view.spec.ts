import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hasNetworkInterface } from '../setup/network.ts';
import { HistoryPage } from './support/history-page.ts';
import type { PopupPage } from './support/popup-page.ts';
import { ScreensPage } from './support/screens-page.ts';
import { nextViewerTab } from './support/viewer-tabs.ts';
import { violations } from './support/violations.ts';
import { useWorld } from './support/world.ts';

const world = useWorld({ simulator: { cobrowse: 'screen-or-page' } });

const choiceIn = (popup: PopupPage) => popup.page.getByRole('radiogroup', { name: 'What to see' });
const view = (popup: PopupPage, name: 'Agent’s screen' | 'Customer’s page') =>
  choiceIn(popup).getByRole('radio', { name });
const note = (popup: PopupPage) => popup.page.locator('.service-note p');

/** Opens the popup and its options on a new conversation, once its service is known. */
async function popupOn(customerName: string, medium = 'webmessaging') {
  const conversation = await world().control.addConversation({ customerName, medium });
  const agent = conversation.participants.findLast(({ purpose }) => purpose === 'agent');
  if (!agent?.userId || !agent.name) throw new Error('The conversation has no agent.');
  const popup = await world().openPopup();
  await popup.find(customerName);
  await popup.openOptions();
  await choiceIn(popup).waitFor();
  return { popup, conversation, agent: { id: agent.userId, name: agent.name } };
}

async function openComputer(userId: string): Promise<Page> {
  const computer = await world().context.newPage();
  await computer.goto(`${world().origin}/agent-desktop/${userId}`);
  await expect.poll(async () => (await world().control.screenMonitoring()).computerUserIds).toContain(userId);
  return computer;
}

test('What will be seen is chosen by keyboard before a start, and remembered with it.', async () => {
  const { popup, conversation } = await popupOn('Olga Ohm');
  expect(await view(popup, 'Agent’s screen').isChecked()).toBe(true);
  expect(await note(popup).innerText()).toBe('You’ll see the agent’s screens, view only. The agent is told.');
  const heightOf = () => popup.page.locator('.start-popover').evaluate((part) => part.clientHeight);
  const before = await heightOf();
  await view(popup, 'Agent’s screen').focus();
  await popup.page.keyboard.press('ArrowRight');
  expect(await view(popup, 'Customer’s page').isChecked()).toBe(true);
  expect(await note(popup).innerText()).toBe('You’ll see the customer’s page after they accept.');
  expect(await heightOf()).toBe(before);
  expect(await violations(popup.page)).toEqual([]);

  await popup.closeOverlays();
  const opening = nextViewerTab(world().context);
  await popup.start('Olga Ohm');
  await opening;
  const offers = await world().control.platformCobrowse();
  expect(offers.map(({ conversationId }) => conversationId)).toEqual([conversation.id]);
  expect((await world().control.screenMonitoring()).sessions).toEqual([]);

  const next = await popupOn('Petra Pohl');
  expect(await view(next.popup, 'Customer’s page').isChecked()).toBe(true);
  const desktop = await world().openDesktop(`#/analytics/interactions/${next.conversation.id}/admin`);
  await desktop.waitForTitle(/Petra Pohl/, /You’ll see the customer’s page after they accept\./);
});

test('A row says before the press why the agent’s screens cannot be seen, and can be started otherwise.', async () => {
  const { popup } = await popupOn('Quinn Quist', 'chats');
  await view(popup, 'Agent’s screen').check();
  await popup.row('Quinn Quist').getByText('No screens').waitFor();
  await popup.closeOverlays();
  await popup.start('Quinn Quist');
  await popup.page.getByText('Genesys Cloud shows screens only during a call').first().waitFor();
  await popup.openOptions();
  await view(popup, 'Customer’s page').check();
  await popup.row('Quinn Quist').getByText('No screens').waitFor({ state: 'hidden' });
});

describe.skipIf(!hasNetworkInterface())('notes', () => {
  test('Notes taken while watching are in the history, found by search, exported, and verified.', async () => {
    const { popup, agent } = await popupOn('Rita Rask');
    await openComputer(agent.id);
    await popup.page.bringToFront();
    await popup.openOptions();
    await view(popup, 'Agent’s screen').check();
    await popup.closeOverlays();
    const opening = ScreensPage.next(world().context);
    await popup.start('Rita Rask');
    const screens = await opening;
    await screens.moves(agent.name);
    await screens.tile(agent.name).focus();
    await screens.page.keyboard.press('n');
    for (const words of ['Finds the form by herself', '=1+1 in the field']) {
      await screens.tile(agent.name).getByRole('textbox', { name: 'New note' }).fill(words);
      await screens.page.keyboard.press('Enter');
      await screens.tile(agent.name).getByRole('listitem').filter({ hasText: words }).waitFor();
    }

    await popup.page.bringToFront();
    const card = await popup.openSession(
      popup.page.getByRole('article', { name: `Screens of ${agent.name}` }),
    );
    await card.getByText('The agent was told at').waitFor();
    await card.getByText('View only').waitFor();
    expect(await violations(popup.page)).toEqual([]);
    await popup.closeOverlays();
    await popup.end(card);
    await popup.waiting('You stopped viewing the screens of').waitFor();
    expect((await world().control.screenMonitoring()).live).toEqual([]);

    const page = await world().context.newPage();
    await page.goto(`chrome-extension://${world().extensionId}/history.html`);
    const history = new HistoryPage(page);
    await history.row('Rita Rask').getByText('Ended by supervisor').waitFor();
    await history.filter.fill('form by herself');
    await expect.poll(() => history.rows.count()).toBe(1);
    const fact = await history.details(history.row('Rita Rask'));
    expect(await fact('Notes')).toMatch(
      /^\d+:\d\d\s+Finds the form by herself\s+\d+:\d\d\s+=1\+1 in the field$/,
    );
    expect(await violations(page)).toEqual([]);
    await history.filter.fill('');
    const csv = await history.download('Export CSV');
    expect(csv.text).toMatch(/"[\dT:.-]+Z Finds the form by herself\n[\dT:.-]+Z ’=1\+1 in the field"/);
    const json = await history.download('Export JSON');
    const { sessions } = JSON.parse(json.text);
    const exported = sessions.find((one: { customerName: string }) => one.customerName === 'Rita Rask');
    expect(exported.notes).toMatchObject([
      { text: 'Finds the form by herself' },
      { text: '=1+1 in the field' },
    ]);
    expect(await history.verify()).toContain('chain intact');
  });
});

import { describe, expect, test } from 'vitest';
import {
  acceptInAddressBar,
  openViews,
  pressMenu,
  runCommand,
  typeInAddressBar,
} from './support/browser-doors.ts';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import { setInvite } from './support/stored-settings.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const liveConversations = async () =>
  (await world().control.sessions())
    .filter(({ state }) => state !== 'ended')
    .map(({ conversationId }) => conversationId);

/** Opens the list once, so that its rows are stored. */
async function readFloor(...customers: string[]): Promise<void> {
  const popup = await world().openPopup();
  for (const customer of customers) await popup.row(customer).waitFor();
}

/** Starts a session from the popup. */
async function start(customer: string): Promise<void> {
  const popup = await world().openPopup();
  const opening = nextJoinTab(world().context);
  await popup.start(customer);
  await opening;
}

describe('the context menus', () => {
  test('have their items, those on Genesys pages only for this environment', async () => {
    // An item that exists can be updated; one that does not says so.
    const exists = (id: string) =>
      world()
        .worker()
        .evaluate(
          (one) =>
            chrome.contextMenus.update(one, {}).then(
              () => true,
              () => false,
            ),
          id,
        );
    expect(await Promise.all(['end-all', 'open-panel', 'watch-interaction', 'nothing'].map(exists))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    // Nothing to pause before anything is switched on.
    expect(await exists('pause-notices')).toBe(false);
  });

  test('“Watch this interaction” starts for the conversation that the page shows', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Menu Mona' });
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.standing(/^Cobrowse/);
    const opening = nextJoinTab(world().context);
    await pressMenu(world(), 'watch-interaction', desktop.page);
    await opening;
    expect(await liveConversations()).toContain(id);
  });

  test('“End all sessions” ends all of them', async () => {
    await world().control.addConversation({ customerName: 'End Ella' });
    await world().control.addConversation({ customerName: 'End Emil' });
    await start('End Ella');
    await start('End Emil');
    expect((await liveConversations()).length).toBeGreaterThanOrEqual(2);
    await pressMenu(world(), 'end-all');
    await expect.poll(liveConversations).toEqual([]);
    await expect.poll(() => joinTabs(world().context)).toEqual([]);
  });
});

describe('the address bar', () => {
  test('finds an agent or customer, says what Enter does, and starts', async () => {
    const { id, participants } = await world().control.addConversation({ customerName: 'Omni <Ola> & Co' });
    const agent = String(participants.findLast(({ role }) => role === 'agent')?.name);
    await readFloor('Omni <Ola> & Co');
    const [first, ...others] = await typeInAddressBar(world(), 'a');
    expect(first?.description).toContain('–');
    expect(others.length).toBeGreaterThan(0);
    // The only match is the first line, not a suggestion below it.
    expect(await typeInAddressBar(world(), 'omni ola')).toEqual([]);
    const opening = nextJoinTab(world().context);
    await acceptInAddressBar(world(), 'omni ola');
    await opening;
    expect(await liveConversations()).toEqual([id]);

    // A second time, the same text opens what runs.
    await acceptInAddressBar(world(), `${agent} · Omni <Ola> & Co`);
    await expect.poll(() => joinTabs(world().context).length).toBe(1);
    expect(await liveConversations()).toEqual([id]);
    await pressMenu(world(), 'end-all');
    await expect.poll(liveConversations).toEqual([]);
  });

  test('starts nothing where the list would not, and says why', async () => {
    await world().control.addConversation({ customerName: 'Lonely Lars', agentIds: [] });
    await world().control.addConversation({ customerName: 'Lonely Lisa', agentIds: [] });
    await readFloor('Lonely Lars', 'Lonely Lisa');
    const found = await typeInAddressBar(world(), 'lonely');
    expect(found.map(({ description }) => description)).toEqual([
      expect.stringContaining('No agent yet'),
      expect.stringContaining('No agent yet'),
    ]);
    await acceptInAddressBar(world(), found[0]?.content ?? '');
    await expect.poll(() => openViews(world())).toContain('POPUP');
    // Two fit equally well: it is not guessed which.
    await acceptInAddressBar(world(), 'lonely');
    expect(await liveConversations()).toEqual([]);
  });

  test('asks for the purpose where starts must have one', async () => {
    await setInvite(world(), { askPurpose: true });
    await world().control.addConversation({ customerName: 'Purpose Paul' });
    await readFloor('Purpose Paul');
    const opening = world().context.waitForEvent('page', (page) => page.url().includes('confirm-start'));
    await acceptInAddressBar(world(), 'purpose paul');
    await opening;
    expect(await liveConversations()).toEqual([]);
    await setInvite(world(), {});
  });
});

describe('the commands about a session', () => {
  test('open, invite and end the only session', async () => {
    await world().control.addConversation({ customerName: 'Keys Kim' });
    await start('Keys Kim');
    const page = await world().context.newPage();
    await page.goto(`${world().origin}/login`);
    await page.bringToFront();
    await runCommand(world(), 'open-session');
    await expect
      .poll(() => joinTabs(world().context)[0]?.evaluate(() => document.visibilityState))
      .toBe('visible');
    const before = (await world().control.chats()).length;
    await runCommand(world(), 'invite-agent');
    await expect.poll(async () => (await world().control.chats()).length).toBe(before + 1);
    await runCommand(world(), 'end-session');
    await expect.poll(liveConversations).toEqual([]);
  });

  test('open the popup where two sessions could be meant', async () => {
    await world().control.addConversation({ customerName: 'Two Tom' });
    await world().control.addConversation({ customerName: 'Two Tara' });
    await start('Two Tom');
    await start('Two Tara');
    const page = await world().context.newPage();
    await page.goto(`${world().origin}/login`);
    await page.bringToFront();
    await runCommand(world(), 'end-session');
    await expect.poll(() => openViews(world())).toContain('POPUP');
    expect((await liveConversations()).length).toBe(2);
    await pressMenu(world(), 'end-all');
    await expect.poll(liveConversations).toEqual([]);
  });
});

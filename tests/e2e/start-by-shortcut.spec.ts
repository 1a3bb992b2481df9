import { describe, expect, test } from 'vitest';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import { L, NINE, pressAltShift } from './support/shortcut-keys.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

/**
 * Whether the browser shows the popup now. It is no page of the context; extension pages can see
 * it.
 */
async function popupIsOpen(): Promise<boolean> {
  return await world()
    .worker()
    .evaluate(async () => {
      const contexts = await chrome.runtime.getContexts({
        contextTypes: ['POPUP'],
      });
      return contexts.length > 0;
    });
}

describe('the keyboard shortcuts', () => {
  test('the browser really assigns the suggested keys', async () => {
    const assigned = await world()
      .worker()
      .evaluate(async () => {
        const commands = await chrome.commands.getAll();
        return commands.map(({ name, shortcut }) => [name, shortcut]);
      });
    expect(assigned.sort()).toEqual([
      ['_execute_action', 'Alt+Shift+L'],
      ['end-session', 'Alt+Shift+0'],
      ['invite-agent', ''],
      ['open-panel', 'Alt+Shift+8'],
      ['open-session', ''],
      ['start-cobrowse', 'Alt+Shift+9'],
    ]);
  });

  test('Alt+Shift+9 with a conversation in view starts for it', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Shortcut Sheila' });
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.standing(/^Cobrowse/);
    const opening = nextJoinTab(world().context);
    await pressAltShift(desktop.page, NINE);
    await opening;
    expect((await world().control.sessions()).map(({ conversationId }) => conversationId)).toContain(id);
  });

  test('Alt+Shift+9 shows a failure in the page and on the toolbar icon', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Nobody There', agentIds: [] });
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.standing(/^Cobrowse/);
    await pressAltShift(desktop.page, NINE);
    await expect.poll(() => desktop.text()).toContain('No agent found in this conversation.');
    await expect
      .poll(() =>
        world()
          .worker()
          .evaluate(() => chrome.action.getBadgeText({})),
      )
      .toBe('!');
  });

  test('Alt+Shift+9 elsewhere opens the popup', async () => {
    const page = await world().context.newPage();
    await page.goto(`${world().origin}/login`);
    await page.bringToFront();
    expect(await popupIsOpen()).toBe(false);
    await pressAltShift(page, NINE);
    await expect.poll(popupIsOpen).toBe(true);
    expect(joinTabs(world().context)).toEqual([]);
  });

  test('Alt+Shift+L opens the popup anywhere', async () => {
    const page = await world().context.newPage();
    await page.goto(`${world().origin}/login`);
    await page.bringToFront();
    await pressAltShift(page, L);
    await expect.poll(popupIsOpen).toBe(true);
  });
});

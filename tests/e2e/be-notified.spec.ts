import { describe, expect, test } from 'vitest';
import { badge, notifications, openViews, pressMenu } from './support/browser-doors.ts';
import { nextJoinTab } from './support/join-tabs.ts';
import { changeSessions } from './support/stored-sessions.ts';
import { useWorld, type World } from './support/world.ts';

// Nothing needs attention but what a test does.
const world = useWorld({ simulator: { conversations: 0 } });

const AMBER = '#875100';
const GREEN = '#0f7b6c';

/** Chooses what to be notified about, on the settings page; nothing else stays chosen. */
async function choose(...names: string[]): Promise<void> {
  const options = await world().openOptions();
  let isChanged = false;
  const section = options.page.getByRole('region', { name: 'Notifications' });
  for (const box of await section.getByRole('checkbox').all()) {
    const name = await box.evaluate(
      (element) => document.getElementById(element.getAttribute('aria-labelledby') ?? '')?.textContent ?? '',
    );
    if (names.includes(name.trim()) === (await box.isChecked())) continue;
    isChanged = true;
    await box.click();
    await expect.poll(() => box.isChecked()).toBe(names.includes(name.trim()));
  }
  if (isChanged) await options.save();
  await options.page.close();
}

/** Records the texts of all notifications from now on: the browser only tells their ids. */
async function recordTexts({ worker }: World): Promise<() => Promise<string[]>> {
  await worker().evaluate(() => {
    const scope = globalThis as unknown as { shown?: string[] };
    const { notifications: api } = chrome;
    if (scope.shown) return;
    scope.shown = [];
    const create = api.create.bind(api) as (...args: unknown[]) => Promise<string>;
    Object.assign(api, {
      create: (id: string, options: { title: string; message: string }) => {
        scope.shown?.push(`${options.title}: ${options.message}`);
        return create(id, options);
      },
    });
  });
  return () => worker().evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
}

/** Changes the end of all live sessions, in milliseconds from now. */
const endIn = (ms: number) => changeSessions(world(), { startedAgo: 600_000, expiresIn: ms });

describe('the badge', () => {
  test('counts what needs attention, then live sessions, then the last two minutes', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Badge Bea' });
    const popup = await world().openPopup();
    await popup.row('Badge Bea').waitFor();
    await world().control.flagConversation(id, true);
    await expect.poll(() => badge(world())).toEqual({ text: '1', color: AMBER });

    const opening = nextJoinTab(world().context);
    await popup.start('Badge Bea');
    await opening;
    await expect.poll(() => badge(world())).toEqual({ text: '1', color: GREEN });
    await endIn(95_000);
    await expect.poll(async () => (await badge(world())).text).toMatch(/^1:[0-3]0$/);
    expect((await badge(world())).color).toBe(AMBER);
    await world().control.flagConversation(id, false);
    await pressMenu(world(), 'end-all');
    await expect.poll(async () => (await badge(world())).color).not.toBe(GREEN);
  });
});

describe('notifications', () => {
  test('are off until one is switched on, and then are only those', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Quiet Quinn' });
    const popup = await world().openPopup();
    await popup.row('Quiet Quinn').waitFor();
    await world().control.flagConversation(id, true);
    await expect.poll(async () => (await badge(world())).color).toBe(AMBER);
    expect(await notifications(world())).toEqual([]);

    await choose('Agent asks for help');
    // Only a page that is seen keeps the list up to date.
    await popup.page.bringToFront();
    await expect.poll(() => notifications(world())).toEqual([`help ${id}`]);
    // Taken back when the agent has been helped.
    await world().control.flagConversation(id, false);
    await expect.poll(() => notifications(world())).toEqual([]);
  });

  test('name the agent, and the customer only where that is set; pressing shows the conversation', async () => {
    await choose('Agent asks for help');
    const texts = await recordTexts(world());
    const { id, participants } = await world().control.addConversation({ customerName: 'Secret Sue' });
    const agent = String(participants.findLast(({ role }) => role === 'agent')?.name);
    const popup = await world().openPopup();
    await popup.row('Secret Sue').waitFor();
    await world().control.flagConversation(id, true);
    await expect.poll(texts).toEqual([`An agent asks for help: ${agent}`]);
    await popup.page.close();
    await world()
      .worker()
      .evaluate((notice) => {
        const { onClicked } = chrome.notifications;
        (onClicked as unknown as { dispatch(id: string): void }).dispatch(notice);
      }, `help ${id}`);
    await expect.poll(() => openViews(world())).toContain('POPUP');
    const view = await world()
      .worker()
      .evaluate(async () => (await chrome.storage.session.get('list-view'))['list-view']);
    expect(view).toMatchObject({ typed: agent, selectedId: id });
    await expect.poll(() => notifications(world())).toEqual([]);
    await world().control.flagConversation(id, false);
  });

  test('say that a session ends soon, once, and pause for an hour', async () => {
    await choose('Time limit');
    await world().control.addConversation({ customerName: 'Limit Liv' });
    const popup = await world().openPopup();
    const opening = nextJoinTab(world().context);
    await popup.start('Limit Liv');
    await opening;
    await endIn(110_000);
    await expect.poll(async () => (await notifications(world())).length).toBe(1);
    expect((await notifications(world()))[0]).toMatch(/^limit /);

    await pressMenu(world(), 'pause-notices');
    await expect
      .poll(() =>
        world()
          .worker()
          .evaluate(async () => {
            const { 'notices-paused': paused } = await chrome.storage.session.get('notices-paused');
            return Math.round(((paused as { until: number }).until - Date.now()) / 60_000);
          }),
      )
      .toBe(60);
    // Another end is another cause, but now it is quiet.
    await endIn(100_000);
    await expect.poll(async () => (await badge(world())).text).toMatch(/^1:/);
    await expect.poll(() => notifications(world())).toEqual([]);
    await pressMenu(world(), 'pause-notices');
    await pressMenu(world(), 'end-all');
    await expect.poll(async () => (await badge(world())).color).not.toBe(GREEN);
    await choose();
  });
});

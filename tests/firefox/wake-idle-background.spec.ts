import { afterEach, describe, expect, test } from 'vitest';
import type { Page } from './support/page.ts';
import { NINE } from './support/shortcut-keys.ts';
import { button, NO_FIREFOX_HERE, ourButton, ROWS, useWorld, type World } from './support/world.ts';

/** After how long without work Firefox stops the background here, in milliseconds. */
const IDLE_MS = 1_000;
/** More than half of that: two such answers in a row outlast it. */
const SLOW_ANSWER_MS = 700;

const CREATE = { method: 'POST', path: '/cobrowse/sessions$' };

/**
 * Firefox stops the next background as soon as it has been idle. The one that runs keeps the time
 * with which it has started.
 */
async function idleSoon({ firefox }: World): Promise<void> {
  await firefox.watch.setIdleTimeout(IDLE_MS);
  await firefox.watch.stopBackground();
}

/** Starts a background, and waits until Firefox has stopped it because it was idle. */
async function asleep(world: World): Promise<void> {
  const { watch } = world.firefox;
  await idleSoon(world);
  await world.inside.evaluate(async () => {
    const data = { conversationId: '99999999-9999-4999-8999-999999999999' };
    await chrome.runtime.sendMessage({ id: 1, type: 'dismiss-start', data, timestamp: Date.now() });
  });
  await expect.poll(() => watch.backgroundState()).toBe('stopped');
  // Whatever wakes it has the usual time for its work, on a busy computer too.
  await watch.setIdleTimeout();
}

describe.skipIf(NO_FIREFOX_HERE)('an idle background that Firefox has stopped is woken by', () => {
  const world = useWorld({ simulator: { conversationsVisible: 'own', analyticsLagMs: 0 } });

  /** Opens the list and filters it to one conversation. */
  async function findInList(customer: string): Promise<Page> {
    const popup = await world().openPopup();
    await popup.fill({ role: 'combobox', name: 'Search conversations' }, customer);
    await expect.poll(() => popup.texts(ROWS)).toEqual([expect.stringContaining(customer)]);
    return popup;
  }

  /** One session and one page of it, and nothing is under way any more. */
  async function expectOneSession(id: string, customer: string): Promise<void> {
    await (await world().joinPage()).waitForText(customer);
    await expect.poll(() => world().stored('session')).not.toContain('"phase":"running"');
    expect(await world().sessionsOf(id)).toHaveLength(1);
    expect(await world().joinPages()).toHaveLength(1);
  }

  test('a press in the list, which starts, and by the next one, which ends', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Dozing Dora' });
    const popup = await findInList('Dozing Dora');
    await asleep(world());
    await popup.pressEnter();
    await expectOneSession(id, 'Dozing Dora');
    await popup.bringToFront();
    await popup.waitFor(button('End'));
    await asleep(world());
    await popup.click(button('End'));
    await expect.poll(async () => (await world().joinPages()).length).toBe(0);
    const states = async () => (await world().sessionsOf(id)).map(({ state }) => state);
    await expect.poll(states).toEqual(['ended']);
  });

  test.each(['button', 'shortcut'] as const)(
    'the %s in the desktop, and by the confirmation after it',
    async (door) => {
      const customer = `Napping Nils by ${door}`;
      const { id, desktop } = await world().openConversation(customer);
      await desktop.bringToFront();
      await asleep(world());
      if (door === 'button') await desktop.click(ourButton('Cobrowse'));
      else await world().firefox.pressAltShift(NINE);
      const window = await world().confirmWindow(customer);
      await asleep(world());
      await window.confirm();
      await expectOneSession(id, customer);
    },
  );

  test('the toolbar popup when it opens, and the list is read', async () => {
    const { firefox, control, inside } = world();
    await (await world().openPopup()).close();
    await asleep(world());
    const before = (await control.requests()).length;
    await inside.evaluate(() => chrome.action.openPopup());
    await expect.poll(() => firefox.watch.toolbarPopup()).not.toBeNull();
    await expect.poll(async () => (await control.requests()).length).toBeGreaterThan(before);
    await firefox.watch.closeToolbarPopup();
    await expect.poll(() => firefox.watch.toolbarPopup()).toBeNull();
  });

  test('a new conversation while the list is open, which is shown', async () => {
    const popup = await world().openPopup();
    await popup.waitForText('Updated just now');
    await asleep(world());
    await world().control.addConversation({ customerName: 'Waking Wanda' });
    await expect.poll(() => popup.texts(ROWS)).toContainEqual(expect.stringContaining('Waking Wanda'));
  });

  test('its alarm, at which a start that had to wait continues by itself', async () => {
    const { control } = world();
    const { id } = await control.addConversation({ customerName: 'Patient Paula' });
    const popup = await findInList('Patient Paula');
    await control.addFault({ ...CREATE, status: 429, headers: { 'Retry-After': '5' } });
    await popup.pressEnter();
    await expect.poll(() => world().stored('session')).toContain('"phase":"waiting"');
    // No page is left that could wake it.
    await popup.close();
    await asleep(world());
    expect(await world().sessionsOf(id)).toEqual([]);
    await expectOneSession(id, 'Patient Paula');
  });
});

describe.skipIf(NO_FIREFOX_HERE)('a start that takes longer than an idle background lives in Firefox', () => {
  const world = useWorld();
  afterEach(() => world().firefox.watch.setIdleTimeout());

  test('is not cut off, because its steps count as work', async () => {
    const { control, firefox } = world();
    const { id, desktop } = await world().openConversation('Lasting Lars');
    await control.addFault({ ...CREATE, delayMs: SLOW_ANSWER_MS });
    await control.addFault({ method: 'POST', path: '/tokens$', delayMs: SLOW_ANSWER_MS, times: 2 });
    await desktop.click(ourButton('Cobrowse'));
    const window = await world().confirmWindow('Lasting Lars');
    await idleSoon(world());
    await window.confirm();
    await expect.poll(() => world().stored('session'), { interval: 20 }).toContain('"creating"');
    const states = new Set<string>();
    while ((await world().joinPages()).length === 0) states.add(await firefox.watch.backgroundState());
    expect([...states]).toEqual(['running']);
    await (await world().joinPage()).waitForText('Lasting Lars');
    expect(await world().sessionsOf(id)).toHaveLength(1);
  });

  test('is finished by the next background if one answer alone takes longer', async () => {
    const { control } = world();
    const { id, desktop } = await world().openConversation('Slow Sia');
    await control.addFault({ ...CREATE, delayMs: 3 * IDLE_MS });
    await desktop.click(ourButton('Cobrowse'));
    const window = await world().confirmWindow('Slow Sia');
    await idleSoon(world());
    await window.confirm();
    await expect.poll(() => world().firefox.watch.backgroundState()).toBe('stopped');
    // Nobody presses anything: the alarm wakes it.
    await (await world().joinPage()).waitForText('Slow Sia');
    await expect.poll(() => world().stored('session')).not.toContain('"phase":"running"');
    expect(await world().sessionsOf(id)).toHaveLength(1);
    expect(await world().joinPages()).toHaveLength(1);
  });
});

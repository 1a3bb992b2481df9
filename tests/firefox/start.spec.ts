import { describe, expect, test } from 'vitest';
import { CANNOT_TELL } from './support/confirm-window.ts';
import { L, NINE } from './support/shortcut-keys.ts';
import { button, NO_FIREFOX_HERE, ourButton, ROWS, useWorld } from './support/world.ts';

describe.skipIf(NO_FIREFOX_HERE)('starting in Firefox', () => {
  const world = useWorld();

  test('the popup starts for the row that was found, and its card ends the session for everybody', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Popup Pia' });
    const popup = await world().openPopup();
    await popup.fill({ role: 'combobox', name: 'Search conversations' }, 'Popup Pia');
    await expect.poll(() => popup.texts(ROWS)).toEqual([expect.stringContaining('Popup Pia')]);
    await popup.pressEnter();
    const join = await world().joinPage();
    await join.waitForText('Popup Pia');
    expect(await world().sessionsOf(id)).toHaveLength(1);

    await popup.bringToFront();
    await popup.click(button('End'));
    await expect.poll(async () => (await world().joinPages()).length).toBe(0);
    await expect
      .poll(async () => (await world().sessionsOf(id)).map(({ state }) => state))
      .toEqual(['ended']);
  });

  test('the button in the desktop asks in our own window, which starts, and then leads back to the session', async () => {
    const { id, desktop } = await world().openConversation('Button Bea');
    await desktop.click(ourButton('Cobrowse'));
    const window = await world().confirmWindow('Button Bea');
    await window.page.waitForText(CANNOT_TELL);
    expect(await world().sessionsOf(id)).toEqual([]);
    await window.confirm();
    const join = await world().joinPage();
    await join.waitForText('Button Bea');
    expect(await world().sessionsOf(id)).toHaveLength(1);
    await expect.poll(() => world().confirmWindows()).toEqual([]);

    await desktop.bringToFront();
    await desktop.click(ourButton('Open'));
    const again = await world().confirmWindow('Button Bea');
    await again.confirm('Open session');
    await expect.poll(() => world().confirmWindows()).toEqual([]);
    expect(await join.evaluate(() => document.visibilityState)).toBe('visible');
    expect(await world().sessionsOf(id)).toHaveLength(1);
    expect(await world().joinPages()).toHaveLength(1);
  });

  test('the button in the desktop stands by the controls and names agent and customer, as the window does', async () => {
    const { id, desktop } = await world().openConversation('Named Nora');
    await expect.poll(() => desktop.ourText()).toMatch(/^Cobrowse\s*·\s*\S[^·]*·\s*Named Nora/);
    const [, agent = ''] = (await desktop.ourText()).split('·');
    await desktop.click(ourButton('Cobrowse'));
    const window = await world().confirmWindow('Named Nora');
    expect(await window.facts()).toMatchObject({ Customer: 'Named Nora', Agent: agent.trim() });
    await window.cancel();
    await expect.poll(() => world().confirmWindows()).toEqual([]);
    expect(await world().sessionsOf(id)).toEqual([]);
    expect(await world().stored('session')).not.toContain('"phase":"running"');
  });

  test.each(['Escape', 'the window’s own button to close'] as const)(
    'the confirmation window is closed by %s, and nothing starts',
    async (how) => {
      const { id, desktop } = await world().openConversation('Refusing Ria');
      await desktop.click(ourButton('Cobrowse'));
      const { page } = await world().confirmWindow('Refusing Ria');
      if (how === 'Escape') await page.pressKey('Escape');
      else await page.close();
      await expect.poll(() => world().confirmWindows()).toEqual([]);
      await expect.poll(() => world().stored('session')).not.toContain('"start-to-confirm":{');
      expect(await world().sessionsOf(id)).toEqual([]);
      // Pressed again, it asks again.
      await desktop.click(ourButton('Cobrowse'));
      await (await world().confirmWindow('Refusing Ria')).confirm();
      await world().joinPage();
      expect(await world().sessionsOf(id)).toHaveLength(1);
    },
  );

  test('the button is in a root that the page cannot enter', async () => {
    const { desktop } = await world().openConversation('Closed Clara');
    expect(await desktop.withOurRoot((host) => host.shadowRoot === null)).toBe(true);
  });

  test('Alt+Shift+9 asks about the conversation in the tab that is in front, and starts when confirmed', async () => {
    const { id, desktop } = await world().openConversation('Key Kim');
    await desktop.bringToFront();
    await world().firefox.pressAltShift(NINE);
    const window = await world().confirmWindow('Key Kim');
    expect(await world().sessionsOf(id)).toEqual([]);
    await window.confirm();
    const join = await world().joinPage();
    await join.waitForText('Key Kim');
    expect(await world().sessionsOf(id)).toHaveLength(1);
  });

  test('Alt+Shift+L opens the popup, with the current conversations', async () => {
    const { firefox } = world();
    await firefox.openUrl(`${world().origin}/login`);
    await firefox.pressAltShift(L);
    await expect
      .poll(() => firefox.watch.toolbarPopup())
      .toMatchObject({ url: firefox.urlOf('popup.html'), width: 400 });
    await firefox.watch.closeToolbarPopup();
    await expect.poll(() => firefox.watch.toolbarPopup()).toBeNull();
  });

  test('a failure is shown in the page and on the toolbar icon, and its recovery action works', async () => {
    const { id, desktop } = await world().openConversation('Failing Fiona');
    await world().control.addFault({ method: 'POST', path: '/cobrowse/sessions$', status: 403 });
    await desktop.click(ourButton('Cobrowse'));
    const window = await world().confirmWindow('Failing Fiona');
    await window.confirm();
    await window.page.waitForText('Genesys Cloud');
    await window.page.close();
    await desktop.bringToFront();
    await desktop.waitFor(ourButton('Try again'));
    expect(await desktop.ourText()).toContain('Genesys Cloud');
    await expect.poll(() => world().badge()).toBe('!');
    await desktop.click(ourButton('Try again'));
    await (await world().confirmWindow('Failing Fiona')).confirm();
    await world().joinPage();
    expect(await world().sessionsOf(id)).toHaveLength(1);
  });

  test('a tab that leaves the desktop while its session continues causes no error', async () => {
    const { id, desktop } = await world().openConversation('Leaving Lea');
    await desktop.click(ourButton('Cobrowse'));
    await (await world().confirmWindow('Leaving Lea')).confirm();
    await world().joinPage();
    await desktop.goto(`${world().origin}/login`);
    const popup = await world().openPopup();
    await popup.click(button('End'));
    await expect
      .poll(async () => (await world().sessionsOf(id)).map(({ state }) => state))
      .toEqual(['ended']);
  });

  // What is held up is what the start is about to ask, so that the stop comes in the midst of it.
  test.each(['button', 'shortcut'] as const)(
    'a background that is stopped while the window asks, and right after it was confirmed, makes one session and opens one tab (%s)',
    async (door) => {
      const { control, firefox } = world();
      const customer = `Mortal Moira by ${door}`;
      const { id, desktop } = await world().openConversation(customer);
      await control.addFault({ method: 'POST', path: '/cobrowse/sessions$', delayMs: 1_500 });
      await desktop.bringToFront();
      if (door === 'button') await desktop.click(ourButton('Cobrowse'));
      else await firefox.pressAltShift(NINE);
      const window = await world().confirmWindow(customer);
      await firefox.watch.stopBackground();
      await window.confirm();
      await expect.poll(() => world().stored('session'), { interval: 20 }).toContain('"creating"');
      await firefox.watch.stopBackground();
      await control.clearFaults();
      // Any event that wakes the next background resumes the start.
      await world().openPopup();
      await world().joinPage();
      await expect.poll(() => world().stored('session')).not.toContain('"phase":"running"');
      expect(await world().sessionsOf(id)).toHaveLength(1);
      expect(await world().joinPages()).toHaveLength(1);
    },
  );
});

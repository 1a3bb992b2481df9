import { describe, expect, test } from 'vitest';
import type { Page } from './support/page.ts';
import { NINE } from './support/shortcut-keys.ts';
import { button, DANA, NO_FIREFOX_HERE, ROWS, useWorld } from './support/world.ts';

// One journey: each story begins where the one before it ended.
describe.skipIf(NO_FIREFOX_HERE)('the list in Firefox', () => {
  const world = useWorld({
    signedIn: false,
    simulator: { conversationsVisible: 'own', analyticsLagMs: 0 },
  });

  const openToolbarPopup = () => world().inside.evaluate(() => chrome.action.openPopup());
  const toolbarPopup = () => world().firefox.watch.toolbarPopup();

  /** What the toolbar popup shows. WebDriver does not reach it, the extension's pages do. */
  const popupText = () =>
    world().inside.evaluate(() => {
      const [popup] = chrome.extension.getViews({ type: 'popup' }) as (typeof globalThis)[];
      return popup?.document.body.innerText ?? '';
    });

  const pressInPopup = (name: string) =>
    world().inside.evaluate((wanted) => {
      const [popup] = chrome.extension.getViews({ type: 'popup' }) as (typeof globalThis)[];
      const buttons = [...(popup?.document.querySelectorAll('button') ?? [])];
      buttons.find(({ innerText }) => innerText.trim() === wanted)?.click();
    }, name);

  async function closePopup(): Promise<void> {
    await world().firefox.watch.closeToolbarPopup();
    await expect.poll(toolbarPopup).toBeNull();
  }

  /** Opens the popup's page and waits until it shows changes as they happen. */
  async function openLive(): Promise<Page> {
    const popup = await world().openPopup();
    await popup.waitForText('Updated just now');
    return popup;
  }

  const rowOf = (popup: Page, customer: string) =>
    expect.poll(async () => (await popup.texts(ROWS)).filter((row) => row.includes(customer)).join());

  test('a sign-in from the toolbar popup is completed although the popup has closed', async () => {
    const { firefox, origin } = world();
    const options = await firefox.open('options.html');
    await world().fillIn(options);
    await options.click(button('Save'));
    await expect.poll(() => world().stored('local')).toContain(origin);
    await options.close();

    await firefox.openUrl(`${origin}/login`);
    await openToolbarPopup();
    await expect.poll(popupText).toContain('Sign in');
    await pressInPopup('Sign in');
    const window = await firefox.page((url) => url.startsWith(`${origin}/oauth/authorize`));
    // The sign-in window takes the focus, which closes the popup; without a screen nothing has the
    // focus.
    await closePopup();
    await window.click(button('Sign in'));
    await expect.poll(() => world().stored('session')).toContain(DANA.userId);

    await openToolbarPopup();
    await expect.poll(popupText).toContain(DANA.name);
    await closePopup();
  });

  test('a conversation comes, goes on hold and ends on screen, also with a background that was stopped', async () => {
    const { control, firefox } = world();
    const popup = await openLive();
    await firefox.watch.stopBackground();
    const { id } = await control.addConversation({ customerName: 'Eventful Eva', queue: 'Billing' });
    await rowOf(popup, 'Eventful Eva').toContain('Billing');
    await control.holdConversation(id, true);
    await rowOf(popup, 'Eventful Eva').toContain('On hold');
    await control.holdConversation(id, false);
    await rowOf(popup, 'Eventful Eva').not.toContain('On hold');
    await control.endConversation(id);
    await rowOf(popup, 'Eventful Eva').toBe('');
  });

  test('what is missed while the connection is cut is read when it is back', async () => {
    const { control } = world();
    const popup = await openLive();
    await control.closeChannels('drop');
    await popup.waitForNoText('Updated just now');
    await control.addConversation({ customerName: 'Missed Miriam' });
    await popup.waitForText('Updated just now');
    await rowOf(popup, 'Missed Miriam').not.toBe('');
  });

  test('the keyboard filters, moves the selection and starts', async () => {
    const { control } = world();
    for (const customerName of ['Keyed Kai', 'Keyed Kim']) await control.addConversation({ customerName });
    const popup = await openLive();
    await popup.fill({ role: 'combobox', name: 'Search conversations' }, 'Keyed');
    await expect.poll(() => popup.count(ROWS)).toBe(2);
    const selected = () =>
      popup.evaluate(
        () => document.querySelector<HTMLElement>('[role=option][aria-selected=true]')?.innerText ?? '',
      );
    const first = await selected();
    await popup.pressKey('ArrowDown');
    await expect.poll(selected).not.toBe(first);
    const customer = /Keyed \w+/.exec(await selected())?.[0] ?? 'nobody';
    await popup.pressEnter();
    await (await world().joinPage()).waitForText(customer);
  });

  test('a shortcut without a conversation opens the toolbar popup, though the background has waited for answers first', async () => {
    const { firefox, origin } = world();
    await firefox.openUrl(`${origin}/login`);
    await firefox.pressAltShift(NINE);
    await expect.poll(toolbarPopup).toMatchObject({ url: firefox.urlOf('popup.html') });
    await closePopup();
  });

  test('where Firefox opens the popup after a gesture only, the same shortcut opens the list in a tab', async () => {
    const { firefox, origin } = world();
    await firefox.watch.setPopupNeedsGesture(true);
    try {
      await firefox.openUrl(`${origin}/login`);
      await firefox.pressAltShift(NINE);
      const list = await firefox.page((url) => url === firefox.urlOf('popup.html'));
      await list.waitForText(DANA.name);
      expect(await toolbarPopup()).toBeNull();
    } finally {
      await firefox.watch.setPopupNeedsGesture(false);
    }
  });
});

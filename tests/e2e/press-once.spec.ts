import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { nextJoinTab } from './support/join-tabs.ts';
import type { PopupPage } from './support/popup-page.ts';
import { useWorld } from './support/world.ts';

const world = useWorld({ simulator: { conversations: 4, agents: 6 } });

/** Starts a session from the popup. Returns its conversation and its card. */
async function startWith(customerName: string) {
  const { context, control } = world();
  const conversation = await control.addConversation({ customerName });
  const popup = await world().openPopup();
  const opening = nextJoinTab(context);
  await popup.start(customerName);
  await opening;
  await popup.comeBack();
  const card = popup.sessionOn(customerName);
  await popup.reveal(card);
  return { id: conversation.id, popup, card };
}

/** All effects on other people: sessions created and ended, messages sent. */
async function deeds() {
  const { control } = world();
  const sessions = await control.sessions();
  return {
    made: sessions.length,
    ended: sessions.filter(({ state }) => state === 'ended').length,
    sent: (await control.chats()).length,
  };
}

const isLive = async (conversationId: string) =>
  (await world().control.sessions()).some(
    (session) => session.conversationId === conversationId && session.state !== 'ended',
  );

/** Two immediate clicks in the same place, whatever is there by the second. */
async function clickTwice(popup: PopupPage, button: Locator): Promise<void> {
  await button.scrollIntoViewIfNeeded();
  const place = await button.boundingBox();
  if (!place) throw new Error('The button is not on the page.');
  await popup.page.mouse.dblclick(place.x + place.width / 2, place.y + place.height / 2);
}

async function pressThrice(popup: PopupPage, button: Locator): Promise<void> {
  const { keyboard } = popup.page;
  // A keyboard user reaches a button with a key other than Enter.
  await keyboard.press('Tab');
  await button.focus();
  // Send them together: the time between the presses must not depend on the page.
  await Promise.all([1, 2, 3].flatMap(() => [keyboard.down('Enter'), keyboard.up('Enter')]));
}

/**
 * The name of the focused element, or its text if it is part of the page; `lost` if there is none.
 */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return element === null || element === document.body
      ? 'lost'
      : (element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '');
  });

// First: while it is the only session, it has a line of its own.
describe('the focus after a start', () => {
  test('stays on the page after each press, whatever disappears with it', async () => {
    const { popup, card } = await startWith('Focused Fritz');
    await world().context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const hasFocus = () => focused(popup.page);
    const enter = async (button: Locator) => {
      await button.focus();
      await popup.page.keyboard.press('Enter');
      await popup.page.waitForTimeout(1_100);
      return hasFocus();
    };
    await popup.openSession(card);
    expect(await enter(card.getByRole('button', { name: 'Copy invitation' }))).toContain('Copy invitation');
    expect(await enter(card.getByRole('button', { name: 'Copy join link' }))).toContain('Copy join link');
    expect(await enter(card.locator('.sheet').getByRole('button', { name: 'Invite agent' }))).toBe(
      'Invite again',
    );
    await popup.page.keyboard.press('Escape');
    expect(await hasFocus()).toBe('Session details');
    expect(await enter(popup.button('Refresh'))).toBe('Refresh');
    expect(await enter(card.getByRole('button', { name: 'End', exact: true }))).toMatch(/^Undo \d s$/);
    await card.waitFor({ state: 'hidden' });
    expect(await hasFocus()).toBe('Search conversations');
    // Its row is no longer selected: Enter would start it again.
    expect(await popup.selectedRow.count()).toBe(0);
  });
});

describe.each([
  ['Double-click', clickTwice],
  ['Three times Enter', pressThrice],
])('%s', (name, press) => {
  test('on “End” ends nothing yet, can be undone, and sends the agent nothing', async () => {
    const { id, popup, card } = await startWith(`Quirin ${name}`);
    const before = await deeds();
    await press(popup, card.getByRole('button', { name: 'End', exact: true }));
    await popup.page.waitForTimeout(800);
    const undo = card.getByRole('button', { name: /^Undo \d s$/ });
    await undo.waitFor();
    expect(await deeds()).toEqual(before);
    expect(await isLive(id)).toBe(true);
    await undo.click();
    await popup.page.bringToFront();
    await card.getByRole('button', { name: 'Invite agent' }).waitFor();
    // Longer than an end can be undone.
    await popup.page.waitForTimeout(9_000);
    expect(await isLive(id)).toBe(true);
    await popup.end(card);
    expect(await isLive(id)).toBe(false);
  });

  test('on “End” ends this session and does nothing else', async () => {
    const first = await startWith(`Stine ${name}`);
    const { id, popup, card } = await startWith(`Levi ${name}`);
    const before = await deeds();
    await press(popup, card.getByRole('button', { name: 'End', exact: true }));
    await card.waitFor({ state: 'hidden' });
    await popup.page.waitForTimeout(800);
    expect(await deeds()).toEqual({ ...before, ended: before.ended + 1 });
    expect([await isLive(first.id), await isLive(id)]).toEqual([true, false]);
  });

  test('on every other button of the popup does what one press of it does, and nothing to anybody else', async () => {
    const { popup } = await startWith(`Bea ${name}`);
    await world().context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await popup.filter.press('ArrowDown');
    const names = await popup.page
      .getByRole('button')
      .evaluateAll((all) =>
        all.map((each) => (each.getAttribute('aria-label') ?? each.textContent ?? '').trim()),
      );
    const others = [...new Set(names)].filter((name) => !/^(End|Watch|Open session)/.test(name));
    expect(others).toEqual(expect.arrayContaining(['Open', 'Invite agent', 'Filters', 'Refresh']));
    for (const each of others) {
      const button = popup.button(each).first();
      if (!(await button.isVisible())) continue;
      const before = await deeds();
      await press(popup, button);
      await popup.page.waitForTimeout(300);
      await popup.page.bringToFront();
      expect([each, await deeds()]).toEqual([
        each,
        { ...before, sent: before.sent + (each === 'Invite agent' ? 1 : 0) },
      ]);
    }
  });
});

describe('the focus', () => {
  test('stays in the sheet of all sessions when one of them ends there, and never goes behind it', async () => {
    for (const each of ['One', 'Two']) await startWith(`Sheeted ${each}`);
    const { popup, card } = await startWith('Sheeted Three');
    await popup.page.getByRole('dialog', { name: 'Sessions' }).waitFor();
    const before = await deeds();
    await card.getByRole('button', { name: 'End', exact: true }).focus();
    await popup.page.keyboard.press('Enter');
    await card.waitFor({ state: 'hidden' });
    expect(await focused(popup.page)).toBe('Sessions');
    await popup.page.keyboard.press('Enter');
    await popup.page.waitForTimeout(800);
    expect(await deeds()).toEqual({ ...before, ended: before.ended + 1 });
  });

  test('stays on the settings page and the history too', async () => {
    const settings = await world().openOptions();
    await settings.checkedWith(/Everything works|warning/);
    const enter = async (button: Locator) => {
      // A keyboard user reaches a button with a key other than Enter.
      await settings.page.keyboard.press('Shift+Tab');
      await button.focus();
      await settings.page.keyboard.press('Enter');
    };
    await enter(settings.button('Run again'));
    await settings.checkedWith(/Everything works|warning/);
    expect(await focused(settings.page)).toBe('Run again');
    await settings.field('Notice').fill('Not to be kept');
    await enter(settings.button('Discard'));
    await settings.button('Discard').waitFor({ state: 'detached' });
    expect(await focused(settings.page)).not.toBe('lost');
    await enter(settings.button('Sign out'));
    await settings.button('Sign in').first().waitFor();
    expect(await focused(settings.page)).toMatch(/^Account/);
    const history = await world().context.newPage();
    await history.goto(`chrome-extension://${world().extensionId}/history.html`);
    const verify = history.getByRole('button', { name: 'Verify', exact: true });
    await verify.focus();
    await history.keyboard.press('Enter');
    await history.getByText('chain intact').waitFor();
    expect(await focused(history)).toBe('Verify');
  });
});

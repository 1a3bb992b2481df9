import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { nextJoinTab } from './support/join-tabs.ts';
import type { PopupPage } from './support/popup-page.ts';
import { changeSessions } from './support/stored-sessions.ts';
import { nextViewerTab, viewerTabs } from './support/viewer-tabs.ts';
import { violations } from './support/violations.ts';
import { WorkerDeath } from './support/worker-death.ts';
import { DANA, useWorld, type World } from './support/world.ts';

/** A customer who was just offered co-browse from the popup. */
type Offered = { id: string; popup: PopupPage; viewer: Page; card: Locator };

const OFFER = { method: 'POST', path: '/conversations/[^/]+/cobrowse$' };

const cardOf = (popup: PopupPage, customer: string) =>
  popup.page.getByRole('article', { name: `Page of ${customer}` }).last();

async function offer(world: World, customerName: string, popup?: PopupPage): Promise<Offered> {
  const { id } = await world.control.addConversation({ customerName, medium: 'webmessaging' });
  const page = popup ?? (await world.openPopup());
  if (popup) {
    await popup.page.bringToFront();
    await popup.button('Refresh').click();
  }
  await page.find(customerName);
  const opening = nextViewerTab(world.context);
  await page.start(customerName);
  const viewer = await opening;
  await page.comeBack();
  const card = cardOf(page, customerName);
  await page.openSession(card);
  return { id, popup: page, viewer, card };
}

/** How often each call was sent since then: `GET /api/v2/…`, with ids replaced. */
async function calls(world: World, since = 0): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { method, path } of await world.control.requests(since)) {
    const name = `${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '{id}')}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

const lastRequest = async (world: World) => (await world.control.requests()).at(-1)?.n ?? 0;
const PROBE = 'GET /api/v2/cobrowse/sessions';
const CREATE_OFFER = 'POST /api/v2/conversations/{id}/cobrowse';

/** The offers made in a conversation. */
const offersOf = async (world: World, id: string) =>
  (await world.control.platformCobrowse()).filter(({ conversationId }) => conversationId === id);

/** The content of a storage area, as text. */
const stored = (world: World, area: 'session' | 'local') =>
  world.worker().evaluate(async (name) => JSON.stringify(await chrome.storage[name].get()), area);

/** Backdates the remembered service by `ms` milliseconds. */
async function ageMemory(world: World, ms: number): Promise<void> {
  await world.worker().evaluate(async (by) => {
    const { 'cobrowse-services': found } = await chrome.storage.local.get('cobrowse-services');
    for (const each of Object.values(found as Record<string, { at: number }>)) each.at -= by;
    await chrome.storage.local.set({ 'cobrowse-services': found });
  }, ms);
}

async function chooseService(world: World, name: RegExp): Promise<void> {
  const settings = await world.openOptions();
  await settings.page.getByRole('radio', { name }).check();
  await settings.save();
  await settings.page.close();
}

async function leave(popup: PopupPage, card: Locator): Promise<void> {
  await popup.closeOverlays();
  await popup.end(card);
}

describe('in an organization without the Sessions API', () => {
  const world = useWorld({ simulator: { cobrowse: 'platform' } });

  test('one 404 detects it, it is remembered, and the second start sends no probe', async () => {
    // The checks on the settings page have already probed the service.
    const signedIn = await lastRequest(world());
    const first = await offer(world(), 'Probed Paula');
    expect((await calls(world(), signedIn)).get(PROBE)).toBe(1);
    const since = await lastRequest(world());
    await offer(world(), 'Remembered Remo', first.popup);
    const sent = await calls(world(), since);
    expect([...sent].filter(([name]) => name.includes('/cobrowse/sessions'))).toEqual([]);
    expect(sent.get(CREATE_OFFER)).toBe(1);

    // After a day, it is probed again, once.
    await ageMemory(world(), 24 * 60 * 60_000);
    const before = await lastRequest(world());
    await offer(world(), 'Forgotten Fritz', first.popup);
    expect((await calls(world(), before)).get(PROBE)).toBe(1);
  });

  test('the popup says whose page will be seen, and offers no control', async () => {
    const popup = await world().openPopup();
    await popup.page
      .getByRole('button', { name: /^Session options: Ask for control in the viewer/ })
      .waitFor();
    await popup.openOptions();
    await popup.page.getByText('You’ll see the customer’s page after they accept.').waitFor();
    await popup.page.locator('dialog').getByText('Ask for control in the viewer').waitFor();
    expect(await popup.page.getByRole('radio', { name: 'With control' }).count()).toBe(0);
  });

  test('the card shows the code, counts down, copies it, and the viewer opens on the environment', async () => {
    await world().context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const { id, popup, viewer, card } = await offer(world(), 'Coded Cora');
    const [made] = await offersOf(world(), id);
    const code = String(made?.joinCode);
    await card.getByText([...code].join(' '), { exact: true }).waitFor({ state: 'attached' });
    // The shown code is text: a click selects all of it and nothing else.
    await card.locator('.offer-code').click();
    expect(await popup.page.evaluate(() => getSelection()?.toString().replace(/\s/g, ''))).toBe(code);
    expect((await card.locator('.offer-code').innerText()).replace(/\s/g, '')).toBe(code);
    const left = card.getByText(/^Offer ends in 2:\d\d$/);
    const text = await left.innerText();
    await left.filter({ hasNotText: text }).waitFor();
    await card.getByRole('button', { name: 'Copy code' }).click();
    await card.getByText('Copied').first().waitFor();
    expect(await popup.page.evaluate(() => navigator.clipboard.readText())).toBe(code);
    expect(await card.getByRole('button', { name: 'Copy join link' }).count()).toBe(0);
    const url = new URL(viewer.url());
    expect(url.origin).toBe(world().origin);
    expect(Object.fromEntries(url.searchParams)).toEqual({ conversationId: id, lang: 'en-us' });

    // Open focuses the viewer, or reopens it.
    await popup.closeOverlays();
    await popup.reveal(card);
    await card.getByRole('button', { name: 'Open', exact: true }).click();
    await expect.poll(() => viewerTabs(world().context).length).toBe(1);
    await viewer.close();
    await popup.page.bringToFront();
    const reopening = nextViewerTab(world().context);
    await popup.closeOverlays();
    await popup.reveal(card);
    await card.getByRole('button', { name: 'Open', exact: true }).click();
    await reopening;
    expect(await offersOf(world(), id)).toHaveLength(1);

    // Once the customer accepts, the code is removed.
    await world().control.acceptPlatformCobrowse(String(made?.id));
    await viewerTabs(world().context)[0]?.close();
    await card.locator('.offer').waitFor({ state: 'hidden' });
    await popup.page.bringToFront();
    await leave(popup, card);
    await popup.page.getByText('You left the page of Coded Cora.').waitFor();
    await popup.dismissAll();
  });

  test.each(['light', 'dark'] as const)(
    'in %s colors nothing of it breaks WCAG A or AA',
    async (colorScheme) => {
      const { popup, card } = await offer(world(), `Seen ${colorScheme}`);
      await popup.page.emulateMedia({ colorScheme });
      await card.locator('.offer-code').waitFor();
      expect(await violations(popup.page)).toEqual([]);
      await changeSessions(world(), { offerEndsIn: 0 });
      await card.getByText('This code has expired. Start again to get a new code.').waitFor();
      expect(await violations(popup.page)).toEqual([]);
      await leave(popup, card);
      await popup.dismissAll();
    },
  );

  test('a join code reaches neither disk nor desktop page, nor the history', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Hidden Hanna' });
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    const opening = nextViewerTab(world().context);
    await desktop.press(/^Cobrowse/);
    await opening;
    await desktop.waitForButton(/Open/);
    const code = String((await offersOf(world(), id))[0]?.joinCode);
    const popup = await world().openPopup();
    const details = await popup.openSession(cardOf(popup, 'Hidden Hanna'));
    await details.locator('.offer-code').waitFor();
    const session = await stored(world(), 'session');
    expect(session).toContain(`"joinCode":"${code}"`);
    // This includes the history.
    const disk = await stored(world(), 'local');
    expect(disk).toContain('"service":"platform"');
    expect(disk).not.toContain(code);
    expect(`${await desktop.page.content()} ${await desktop.text()}`).not.toContain(code);
    await popup.page.bringToFront();
    await leave(popup, cardOf(popup, 'Hidden Hanna'));
    await popup.dismissAll();
  });

  test('an offer whose answer is lost is looked up, and no second one is made', async () => {
    await world().control.addFault({ ...OFFER, drop: 'after' });
    const { id, card } = await offer(world(), 'Lost Lotte');
    expect(await offersOf(world(), id)).toHaveLength(1);
    // The code was removed when the customer answered.
    await card.getByText('Only the person who sent the offer can see the code').waitFor();
  });

  test('a worker that dies while the offer is made: its successor finds it and opens the viewer once', async () => {
    const customer = 'Mortal Mona';
    const { id } = await world().control.addConversation({ customerName: customer });
    const popup = await world().openPopup();
    await popup.find(customer);
    const death = await WorkerDeath.watchFrom(world());
    await death.mark();
    await world().control.addFault({ ...OFFER, delayMs: 3_000 });
    await popup.page.bringToFront();
    const reached = death.reaches(id, 'creating');
    await popup.start(customer);
    await reached;
    await expect.poll(async () => (await offersOf(world(), id)).length).toBe(1);
    await death.stop();
    await world().control.clearFaults();
    const opening = nextViewerTab(world().context);
    const next = await world().openPopup();
    await opening;
    await next.reveal(cardOf(next, customer));
    expect(await death.hasSuccessor()).toBe(true);
    expect(await offersOf(world(), id)).toHaveLength(1);
    expect(viewerTabs(world().context).filter((page) => page.url().includes(id))).toHaveLength(1);
  });

  test('a conflict leads to the session that is live, made by somebody else and without a code', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Elsewhere Egon' });
    // The viewer makes an offer when it loads.
    await fetch(`${world().origin}/cobrowse-next/viewer.html?conversationId=${id}`);
    const popup = await world().openPopup();
    const opening = nextViewerTab(world().context);
    await popup.start('Elsewhere Egon');
    await opening;
    await popup.comeBack();
    const card = await popup.openSession(cardOf(popup, 'Elsewhere Egon'));
    await card.getByText('You joined a session already in progress').waitFor();
    await card.getByText('Only the person who sent the offer can see the code').waitFor();
    expect(await offersOf(world(), id)).toHaveLength(1);
  });

  test('at the time limit the extension itself closes the viewer', async () => {
    const { popup, viewer, card } = await offer(world(), 'Limited Lars');
    const closed = viewer.waitForEvent('close');
    await changeSessions(world(), { expiresIn: 1_500 });
    await closed;
    await card.waitFor({ state: 'hidden' });
    // Other sessions end with it.
    await popup.showNotice('The viewer on the page of Limited Lars was closed: your time limit was reached.');
    await popup.dismissAll();
  });

  test('a missing permission is named before anything was offered', async () => {
    const permissions = ['conversation:cobrowse:add', 'conversation:cobrowseVoice:add'];
    await world().control.changePermissions(DANA.userId, { remove: permissions });
    await world().control.addConversation({ customerName: 'Forbidden Flora' });
    const popup = await world().openPopup();
    await popup.start('Forbidden Flora');
    const message = popup.failure(/conversation:cobrowse:add/);
    await message.waitFor();
    await popup.dismissAll();
    await world().control.changePermissions(DANA.userId, { add: permissions });
  });

  test('the service that is set is used: with the Sessions API forced, it is said to be missing', async () => {
    await chooseService(world(), /Sessions API/);
    await world().control.addConversation({ customerName: 'Forced Franz' });
    const popup = await world().openPopup();
    await popup.openOptions();
    await popup.page.getByText('You’ll see the agent’s page.').waitFor();
    await popup.closeOverlays();
    await popup.start('Forced Franz');
    await popup.failure('This organization has no cobrowse service').waitFor();
    await popup.dismissAll();
    await chooseService(world(), /Automatic/);
  });
});

describe('in a browser that knows nothing yet', () => {
  const world = useWorld({ simulator: { cobrowse: 'platform' } });

  test('the button in the page says whose page it will show as soon as that was found out', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Titled Tina' });
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.waitForTitle(/^Cobrowse/, /You’ll see the customer’s page after they accept\.$/);
  });

  test('when the supervisor signs out, the viewer is closed: nothing would close it later', async () => {
    const { viewer } = await offer(world(), 'Outgoing Olaf');
    const closed = viewer.waitForEvent('close');
    const settings = await world().openOptions();
    await settings.button('Sign out').click();
    await closed;
    expect(viewerTabs(world().context)).toEqual([]);
  });
});

describe('where offers last eight seconds', () => {
  const world = useWorld({ simulator: { cobrowse: 'platform', offerTtlS: 8 } });

  test('an offer that nobody accepts leaves the card, and starting again makes a new code', async () => {
    const { id, popup, card } = await offer(world(), 'Hesitant Hugo');
    const first = await card.locator('.offer-code').innerText();
    await popup.page
      .getByText('The offer to see the page of Hesitant Hugo was not accepted in time.')
      .waitFor();
    await card.waitFor({ state: 'hidden' });
    // No open viewer could ask the customer again.
    expect(viewerTabs(world().context)).toEqual([]);
    const opening = nextViewerTab(world().context);
    await popup.start('Hesitant Hugo');
    await opening;
    await popup.comeBack();
    await popup.openSession(card);
    expect(await card.locator('.offer-code').innerText()).not.toBe(first);
    expect(await offersOf(world(), id)).toHaveLength(2);
  });
});

describe('in an organization with both services', () => {
  const world = useWorld({ simulator: { cobrowse: 'both' } });

  test('the Sessions API is used, and nothing is offered to the customer', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Both Bea' });
    const popup = await world().openPopup();
    const opening = nextJoinTab(world().context);
    await popup.start('Both Bea');
    await opening;
    await popup.comeBack();
    await popup.openOptions();
    await popup.page.getByText('You’ll see the agent’s page.').waitFor();
    await popup.closeOverlays();
    expect(await offersOf(world(), id)).toEqual([]);
    expect((await world().control.sessions()).map(({ conversationId }) => conversationId)).toContain(id);
  });

  test('a session stays with the service that made it when the setting changes', async () => {
    const { id, participants } = await world().control.addConversation({ customerName: 'Faithful Fay' });
    const agent = String(participants.findLast(({ role }) => role === 'agent')?.name);
    const popup = await world().openPopup();
    const opening = nextJoinTab(world().context);
    await popup.start('Faithful Fay');
    await opening;
    await chooseService(world(), /Genesys Cloud co-browse/);

    // The button in the page, which has no list of sessions, joins it and creates none with the
    // other service.
    const again = nextJoinTab(world().context);
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.waitForButton(/Open/);
    await world()
      .worker()
      .evaluate(async () => {
        const { 'cobrowse-sessions': sessions } = await chrome.storage.session.get('cobrowse-sessions');
        for (const session of Object.values(sessions as Record<string, { tabId: number | null }>))
          session.tabId = null;
        await chrome.storage.session.set({ 'cobrowse-sessions': sessions });
      });
    await desktop.press(/Open/);
    await again;
    expect(await offersOf(world(), id)).toEqual([]);

    // The next session uses the service in the settings.
    await offer(world(), 'Next Nora');
    await popup.page.bringToFront();
    const card = popup.session(agent).filter({ hasText: 'Faithful Fay' });
    await popup.openSession(card);
    await card.getByRole('button', { name: 'Copy join link' }).waitFor();
    await popup.closeOverlays();
    await popup.end(card);
    // Of more than two sessions, the line is hidden while its end can still be undone.
    const state = async () =>
      (await world().control.sessions()).find(({ conversationId }) => conversationId === id)?.state;
    await expect.poll(state).toBe('ended');
    await chooseService(world(), /Automatic/);
  });
});

import { describe, expect, test } from 'vitest';
import type { PopupPage } from './support/popup-page.ts';
import { ScreensPage } from './support/screens-page.ts';
import { violations } from './support/violations.ts';
import { WelcomePage } from './support/welcome-page.ts';
import { DANA, useWorld } from './support/world.ts';

const world = useWorld({ signedIn: false });

const stored = (area: 'local' | 'session') =>
  world()
    .worker()
    .evaluate(async (name) => JSON.stringify(await chrome.storage[name].get()), area);

/**
 * Records every request of the pages and the worker to a host outside the extension. Returns how to
 * read it. Playwright does not see a worker's requests, so its `fetch` is replaced, and tried once.
 */
async function watchNetwork(): Promise<() => Promise<string[]>> {
  const left: string[] = [];
  world().context.on('request', (request) => {
    if (!/^(chrome-extension|data):/.test(request.url())) left.push(request.url());
  });
  await world()
    .worker()
    .evaluate(async () => {
      const sent: string[] = [];
      const { fetch } = globalThis;
      Object.assign(globalThis, {
        sent,
        fetch: (...args: Parameters<typeof globalThis.fetch>) => {
          sent.push(String(args[0] instanceof Request ? args[0].url : args[0]));
          return fetch(...args);
        },
      });
      // The extension's content security policy blocks it, after it was recorded.
      await globalThis.fetch('data:,tried').catch(() => undefined);
    });
  return async () => {
    const [tried, ...sent] = await world()
      .worker()
      .evaluate(() => (globalThis as unknown as { sent: string[] }).sent);
    expect(tried).toBe('data:,tried');
    return [...left, ...sent];
  };
}

/** The next tab with a practice session. Call before the action that opens it. */
const nextPracticeTab = () =>
  world().context.waitForEvent('page', {
    predicate: async (page) => {
      await page.waitForURL('**/practice-session.html?**', { waitUntil: 'commit' });
      return true;
    },
  });

async function startPractice(): Promise<PopupPage> {
  const popup = await world().openPopup();
  await popup.button('Try a demo').click();
  await popup.listed();
  return popup;
}

async function leave(popup: PopupPage): Promise<void> {
  await popup.page.bringToFront();
  await popup.closeOverlays();
  await popup.button('Leave practice').click();
  await popup.button('Leave practice').waitFor({ state: 'hidden' });
}

describe('practice without any organization', () => {
  test('goes from the list over a session to its end, marked everywhere, and nothing leaves the browser', async () => {
    const whatLeft = await watchNetwork();
    const popup = await startPractice();
    const said = popup.page.getByText('Practice mode: nobody here is real.');
    await said.waitFor();
    await popup.page.setViewportSize({ width: 400, height: 600 });
    // Whole, not cut.
    expect(await said.evaluate((line) => line.scrollWidth - line.clientWidth)).toBe(0);
    expect(await popup.rows.count()).toBeGreaterThan(4);
    await popup.row('Fatima Zahra').getByText('On hold').waitFor();

    const opening = nextPracticeTab();
    await popup.start('Maria Oliveira');
    const session = await opening;
    await session.getByText('Practice mode: nobody here is real').waitFor();
    await session.getByRole('heading', { name: 'Cobrowse with Amara Nwosu' }).waitFor();
    await session.getByText('View only', { exact: true }).waitFor();
    await session.getByText(/^14:\d\d left$/).waitFor();

    await popup.comeBack();
    const card = popup.session('Amara Nwosu');
    const closed = session.waitForEvent('close');
    await card.getByRole('button', { name: 'End', exact: true }).click();
    await closed;
    await card.waitFor({ state: 'hidden' });

    await leave(popup);
    await popup.button('Set up').waitFor();
    expect(await whatLeft()).toEqual([]);
    expect(await world().control.requests()).toEqual([]);
  });

  test('shows the usual surprises: no agent yet, and a colleague who is already cobrowsing', async () => {
    const popup = await startPractice();
    await popup.find('Chloé Martin');
    await popup.selectedRow.filter({ hasText: 'No agent yet' }).waitFor();
    await popup.filter.press('Enter');
    await popup.button('Try anyway').click();
    await popup.failure('No agent found in this conversation.').waitFor();
    await popup.dismissAll();
    await popup.find('Olu Adeyemi');
    await popup.selectedRow.filter({ hasText: 'In use' }).waitFor();
    await popup.filter.press('Enter');
    await popup.button('Try anyway').click();
    await popup.failure('Priya Raman already has a cobrowse session').waitFor();
    await popup.dismissAll();
    await leave(popup);
  });

  test('with control allowed both pointers are there; the agent’s link shows what agents see', async () => {
    const popup = await startPractice();
    await popup.openOptions();
    await popup.page.getByText('With control').click();
    await popup.closeOverlays();
    const opening = nextPracticeTab();
    await popup.start('Derek Stone');
    const session = await opening;
    await session.getByText('Control allowed').waitFor();
    expect(await session.locator('.pointer').count()).toBe(2);

    await world().context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await popup.comeBack();
    const card = await popup.openSession(popup.session('Lukas Brandt'));
    await card.getByRole('button', { name: 'Copy join link' }).click();
    await popup.page.getByText('Copied').first().waitFor();
    const link = await popup.page.evaluate(() => navigator.clipboard.readText());
    const agent = await world().context.newPage();
    await agent.goto(link);
    await agent.getByRole('heading', { name: 'Your supervisor is watching' }).waitFor();

    // Leaving ends the practice session: its tab closes, and open pages are updated.
    const closed = session.waitForEvent('close');
    await leave(popup);
    await closed;
    await agent.getByText('Practice has ended').waitFor();
  });

  test('an invitation is sent as in reality, and the link of a copied one shows what the agent would see', async () => {
    const whatLeft = await watchNetwork();
    const popup = await startPractice();
    const opening = nextPracticeTab();
    await popup.start('Yuki Tanaka');
    await opening;
    await world().context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await popup.comeBack();
    const card = popup.session('Mei Lin Zhou');
    // The start invites.
    await card.getByText(/^Invited \d/).waitFor();
    await popup.openSession(card);
    await card.getByRole('button', { name: 'Copy invitation' }).click();
    await card.getByText('Copied').first().waitFor();
    const invitation = await popup.page.evaluate(() => navigator.clipboard.readText());
    const agent = await world().context.newPage();
    await agent.goto(invitation.split('\n').at(-1) ?? '');
    await agent.getByRole('heading', { name: 'Your supervisor is watching' }).waitFor();
    await leave(popup);
    expect(await whatLeft()).toEqual([]);
    expect(await world().control.requests()).toEqual([]);
  });

  test('leaves nothing behind: no history, no session, no person', async () => {
    const popup = await startPractice();
    const opening = nextPracticeTab();
    await popup.start('Grace Kim');
    await opening;
    await popup.comeBack();
    await popup.session('Kofi Mensah').waitFor();
    await leave(popup);
    expect(await stored('local')).not.toContain('Kofi Mensah');
    expect(await stored('local')).not.toContain('history/head');
    for (const trace of ['Kofi Mensah', 'practice', 'Grace Kim'])
      expect(await stored('session')).not.toContain(trace);
  });
});

describe('practice with agents’ screens', () => {
  test('shows two drawn screens that move and are told of; ending is for everybody, and nothing leaves the browser', async () => {
    const whatLeft = await watchNetwork();
    const popup = await startPractice();
    await popup.openOptions();
    await popup.page.getByText('Agent’s screen', { exact: true }).click();
    await popup.page.getByText('You’ll see the agent’s screens, view only.').waitFor();
    const opening = ScreensPage.next(world().context);
    await popup.start('Maria Oliveira');
    const screens = await opening;
    await screens.moves('Amara Nwosu');
    await screens.page.getByText('Practice mode: nobody here is real.').waitFor();
    expect(await screens.screens('Amara Nwosu').count()).toBe(2);
    await screens.tile('Amara Nwosu').getByText('Amara Nwosu was told').waitFor();
    expect(await violations(screens.page)).toEqual([]);

    // Another agent, in the same page.
    await popup.comeBack();
    await popup.start('Derek Stone');
    await screens.page.bringToFront();
    await screens.moves('Lukas Brandt');
    await screens.moves('Amara Nwosu');

    await screens.tile('Lukas Brandt').getByRole('button', { name: 'End', exact: true }).click();
    await screens.page.getByRole('button', { name: 'End session' }).click();
    await screens.status('Lukas Brandt', 'You ended the session').waitFor();
    await screens.moves('Amara Nwosu');

    const closed = screens.page.waitForEvent('close');
    await leave(popup);
    await closed;
    expect(await whatLeft()).toEqual([]);
    expect(await world().control.requests()).toEqual([]);
    for (const trace of ['Amara Nwosu', 'Maria Oliveira', 'practice', 'screen-intents'])
      expect(`${await stored('local')} ${await stored('session')}`).not.toContain(trace);
  });

  test('the choice lasts as long as the practice, and the agent’s page can be chosen again', async () => {
    const popup = await startPractice();
    await popup.openOptions();
    await popup.page.getByText('Agent’s screen', { exact: true }).click();
    const again = await world().openPopup();
    await again.openOptions();
    const choice = again.page.getByRole('radio', { name: 'Agent’s screen' });
    await expect.poll(() => choice.isChecked()).toBe(true);
    await again.openOptions();
    await again.page.getByText('Agent’s page', { exact: true }).click();
    const opening = nextPracticeTab();
    await again.start('Maria Oliveira');
    await (await opening).getByRole('heading', { name: 'Cobrowse with Amara Nwosu' }).waitFor();
    await leave(popup);
    await popup.button('Try a demo').click();
    await popup.openOptions();
    await expect.poll(() => popup.page.getByRole('radio', { name: 'Agent’s page' }).isChecked()).toBe(true);
    await popup.closeOverlays();
    await leave(popup);
  });
});

describe('practice of a signed-in user', () => {
  test('begins in the settings, keeps the sign-in untouched and restores it without a request', async () => {
    await world().signIn();
    const real = await world().openPopup();
    await real.rows.first().waitFor();
    const customer = await real.rows.first().innerText();
    await real.page.close();
    const before = JSON.parse(await stored('session'))['access-token'];

    const settings = await world().openOptions();
    await settings.button('Start practice').click();
    await settings.page.getByText('Practice mode: nobody here is real.').waitFor();
    const asked = (await world().control.requests()).length;
    const popup = await world().openPopup();
    await popup.listed();
    await popup.row('Maria Oliveira').waitFor();
    expect(await popup.rows.filter({ hasText: customer.split('\n')[0] ?? '' }).count()).toBe(0);
    const opening = nextPracticeTab();
    await popup.start('Maria Oliveira');
    await opening;
    await popup.comeBack();
    await popup.session('Amara Nwosu').waitFor();
    expect((await world().control.requests()).length).toBe(asked);
    expect(JSON.parse(await stored('session'))['access-token']).toBeUndefined();

    await leave(popup);
    await popup.page.getByText(DANA.name).waitFor();
    await popup
      .row(customer.split('\n')[0] ?? '')
      .first()
      .waitFor();
    expect(JSON.parse(await stored('session'))['access-token']).toEqual(before);
    expect(await stored('local')).not.toContain('Amara Nwosu');
  });

  test('a real conversation cannot be started meanwhile, and the page says why', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Real Person' });
    const settings = await world().openOptions();
    await settings.button('Start practice').click();
    await settings.page.getByText('Practice mode: nobody here is real.').waitFor();
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.waitForButton(/^Cobrowse/);
    await desktop.press(/^Cobrowse/);
    await expect.poll(() => desktop.text()).toContain('Practice mode is on. You cannot start real sessions.');
    expect(await world().control.sessions()).toEqual([]);
    const popup = await world().openPopup();
    await leave(popup);
    await popup.page.getByText(DANA.name).waitFor();
  });

  test('is refused while a real session is live, which stays as it is', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Real Live' });
    const popup = await world().openPopup();
    await popup.start('Real Live');
    await expect
      .poll(async () =>
        (await world().control.sessions()).some(({ conversationId }) => conversationId === id),
      )
      .toBe(true);
    await popup.comeBack();
    await popup.page.getByRole('article').first().waitFor();
    const welcome = await WelcomePage.open(world());
    await welcome.button('Start practice').click();
    await welcome.page.getByText('Practice cannot start while a session is live.').waitFor();
    await popup.page.bringToFront();
    await popup.page.getByText(DANA.name).waitFor();
    expect(await popup.page.getByRole('article').count()).toBe(1);
  });
});

import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { ALWAYS } from '../simulator/faults.ts';
import { HistoryPage } from './support/history-page.ts';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import type { PopupPage } from './support/popup-page.ts';
import { untilQuiet } from './support/quiet.ts';
import { type SteerableClock, steerClock } from './support/steerable-clock.ts';
import { useWorld, type World } from './support/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Starts a session of 15 minutes from the popup. */
async function startSession(world: World, customer: string) {
  const { id } = await world.control.addConversation({ customerName: customer });
  const popup = await world.openPopup();
  const opening = nextJoinTab(world.context);
  await popup.start(customer);
  const joinPage = await opening;
  await popup.comeBack();
  await popup.filter.fill('');
  const session = (await world.control.sessions()).find(({ conversationId }) => conversationId === id);
  if (!session) throw new Error('The start made no session.');
  return { id, sessionId: session.id, popup, joinPage };
}

async function openHistory({ context, extensionId }: World): Promise<HistoryPage> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${extensionId}/history.html`);
  return new HistoryPage(page);
}

/** The end of a session as it is stored, in milliseconds since the epoch; `null` if it is not. */
const storedEnd = (page: Page, sessionId: string) =>
  page.evaluate(async (id) => {
    const { 'cobrowse-sessions': sessions } = await chrome.storage.session.get('cobrowse-sessions');
    return (sessions as Record<string, { expiresAt: number }> | undefined)?.[id]?.expiresAt ?? null;
  }, sessionId);

describe('a computer whose clock is set', () => {
  const world = useWorld({ simulator: { conversations: 0, analyticsLagMs: 0 } });
  let clock: SteerableClock;
  beforeAll(async () => {
    clock = await steerClock(world());
  });
  let platformAheadMs = 0;

  /**
   * The computer sleeps: its clock goes on, timers do not, and the platform's clock goes on too.
   */
  async function sleep(ms: number) {
    platformAheadMs += ms;
    await world().control.setClock(platformAheadMs);
    await clock.moveBy(ms);
  }

  /** Waits until the stored limit is the service's, by this computer's clock. */
  async function untilRight(page: Page, sessionId: string) {
    const session = (await world().control.sessions()).find(({ id }) => id === sessionId);
    const endsIn = Date.parse(session?.expiresDate ?? '') - (Date.now() + platformAheadMs);
    const endsAt = clock.now() + endsIn;
    const isRight = async () => Math.abs(((await storedEnd(page, sessionId)) ?? 0) - endsAt) < 5_000;
    await expect.poll(isRight).toBe(true);
  }

  /** Waits until the extension knows how far the platform's clock is ahead of this computer's. */
  async function untilKnown(page: Page) {
    const differsBy = async () => {
      const known = await page.evaluate(() => chrome.storage.session.get('clock-difference'));
      const { aheadMs } = known['clock-difference'] as { aheadMs: number };
      return Math.abs(aheadMs - (Date.now() + platformAheadMs - clock.now()));
    };
    await expect.poll(differsBy).toBeLessThan(5_000);
  }

  /** Has sessions kept for so many days; confirms where that is to delete some. */
  async function keepFor(history: HistoryPage, days: number, deletes: boolean) {
    await history.page.bringToFront();
    const choice = history.page.getByLabel('Keep for');
    await choice.selectOption(String(days));
    if (deletes) await history.button('Delete').click();
    const isSaved = async () =>
      (await choice.inputValue()) === String(days) && (await choice.getAttribute('aria-disabled')) === null;
    await expect.poll(isSaved).toBe(true);
    const settings = async () => {
      const { settings: stored } = await history.page.evaluate(() => chrome.storage.local.get('settings'));
      return (stored as { history?: { keepForDays?: number } }).history?.keepForDays;
    };
    await expect.poll(settings).toBe(days);
  }

  const leftOf = async (popup: PopupPage, customer: string) => {
    const card = await popup.openSession(popup.sessionOn(customer));
    await card
      .getByText(/^1[34]:\d\d left/)
      .last()
      .waitFor();
    await popup.closeOverlays();
  };

  test.each([
    ['ahead by ten minutes', 10 * MINUTE],
    ['back by ten minutes', -10 * MINUTE],
    ['ahead by three days', 3 * DAY],
    ['back by three days', -3 * DAY],
  ])(
    '%s: its session goes on with the time it has, and the history tells its true length',
    async (name, ms) => {
      const customer = `Clock ${name}`;
      const { sessionId, popup } = await startSession(world(), customer);
      await leftOf(popup, customer);
      await clock.moveBy(ms);
      await untilRight(popup.page, sessionId);
      await leftOf(popup, customer);
      expect(joinTabs(world().context)).toHaveLength(1);

      const history = await openHistory(world());
      await history.row(customer).getByText('Live', { exact: true }).first().waitFor();
      await popup.page.bringToFront();
      await popup.end(popup.sessionOn(customer));
      const row = history.row(customer);
      await row.getByText('Ended by supervisor').waitFor();
      expect(await row.locator('.col-length').innerText()).toMatch(/^[0-2]:\d\d$/);
      expect(await history.rows.filter({ hasText: customer }).count()).toBe(1);
    },
  );

  test('times in the list are the platform’s: how long a customer is on hold', async () => {
    const customer = 'Held Helga';
    const { id } = await world().control.addConversation({ customerName: customer, agoSeconds: 600 });
    await world().control.holdConversation(id, true, 200);
    const popup = await world().openPopup();
    const clockText = popup.row(customer).locator('.row-clock');
    await clockText.getByText(/^3:[2-5]\d$/).waitFor();
    for (const ms of [-HOUR, 2 * HOUR, -HOUR]) {
      await clock.moveBy(ms);
      await untilKnown(popup.page);
      await expect.poll(() => clockText.innerText()).toMatch(/^[3-5]:\d\d$/);
    }
    // What happens after that is newer, whatever the clock said before.
    await world().control.holdConversation(id, false);
    await expect.poll(() => clockText.innerText()).toMatch(/^1\d:\d\d$/);
  });

  test('after hours of sleep: what was over ends once, and list and sign-in are right', async () => {
    const customer = 'Sleepy Sam';
    const held = await world().control.addConversation({ customerName: 'Held Overnight' });
    await world().control.holdConversation(held.id, true, 10);
    const { sessionId, popup, joinPage } = await startSession(world(), customer);
    const closing = joinPage.waitForEvent('close');
    await sleep(9 * HOUR);
    const gone = await world().control.addConversation({ customerName: 'Morning Mona' });
    await closing;
    await expect.poll(() => storedEnd(popup.page, sessionId)).toBeNull();
    await popup.row('Morning Mona').waitFor();
    const onHold = popup.row('Held Overnight').locator('.row-clock');
    await expect.poll(() => onHold.innerText()).toMatch(/^9 h 0\d$/);
    await world().control.endConversation(gone.id);
    await popup.row('Morning Mona').waitFor({ state: 'hidden' });

    const history = await openHistory(world());
    const row = history.row(customer);
    await row.getByText('Time limit').waitFor();
    expect(await row.locator('.col-length').innerText()).toBe('15:00');
    expect(await history.rows.filter({ hasText: customer }).count()).toBe(1);
  });

  test('a year ahead and back deletes nothing; a year that passes does', async () => {
    const { popup } = await startSession(world(), 'Remembered Rea');
    await popup.end(popup.sessionOn('Remembered Rea'));
    const history = await openHistory(world());
    await history.row('Remembered Rea').getByText('Ended by supervisor').waitFor();
    const before = await history.rows.count();
    const isSaid = () => history.page.getByText(/clock is \d+ days ahead/).count();

    // By the computer's clock, all of them are older than 30 days.
    await clock.moveBy(400 * DAY);
    await popup.page.bringToFront();
    await untilKnown(popup.page);
    await keepFor(history, 30, true);
    await expect.poll(isSaid).toBe(1);
    expect(await history.rows.count()).toBe(before);

    await clock.moveBy(-400 * DAY);
    await popup.page.bringToFront();
    await untilKnown(popup.page);
    await keepFor(history, 90, false);
    await expect.poll(isSaid).toBe(0);
    expect(await history.rows.count()).toBe(before);

    await sleep(400 * DAY);
    await world().control.addConversation({ customerName: 'Much Later' });
    await popup.page.bringToFront();
    await popup.row('Much Later').waitFor();
    await keepFor(history, 30, true);
    await history.page.getByText('No sessions yet').waitFor();
  });
});

describe('a computer in another time zone', () => {
  const world = useWorld({ simulator: { conversations: 0 } });

  test('groups the sessions of an open history by its own days', async () => {
    const { popup } = await startSession(world(), 'Travelling Tara');
    await popup.end(popup.sessionOn('Travelling Tara'));
    const history = await openHistory(world());
    const time = history.row('Travelling Tara').locator('.col-started time');
    const devTools = await world().context.newCDPSession(history.page);
    const day = history.page.locator('.history-day th').first();
    const shown = async () => `${await day.innerText()} ${await time.innerText()}`;
    const started = new Date((await time.getAttribute('dateTime')) ?? '');
    for (const timezoneId of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Berlin']) {
      await devTools.send('Emulation.setTimezoneOverride', { timezoneId });
      const expected = started.toLocaleTimeString('en-US', { timeStyle: 'short', timeZone: timezoneId });
      await expect.poll(shown).toContain(expected);
      expect(await shown()).toMatch(/^Today/);
    }
  });
});

describe('a network that is gone and back', () => {
  const world = useWorld({ simulator: { conversations: 2, analyticsLagMs: 0 } });

  test('lets the list be right at once, with few requests', async () => {
    const popup = await world().openPopup();
    await popup.page.getByTitle('Changes appear as they happen').waitFor();
    const devTools = await world().context.newCDPSession(popup.page);
    const setOffline = (offline: boolean) =>
      devTools.send('Network.emulateNetworkConditions', {
        offline,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput: -1,
      });
    await world().control.addFault({ path: '.', times: ALWAYS, drop: 'before' });
    await setOffline(true);
    await world().control.closeChannels('drop');
    await popup.page.getByTitle('Changes appear as they happen').waitFor({ state: 'hidden' });
    await world().control.addConversation({ customerName: 'Meanwhile Mia' });
    await untilQuiet(world());

    const before = (await world().control.requests()).at(-1)?.n ?? 0;
    await world().control.clearFaults();
    await setOffline(false);
    await popup.row('Meanwhile Mia').waitFor();
    await popup.page.getByTitle('Changes appear as they happen').waitFor();
    await untilQuiet(world());
    const requests = await world().control.requests(before);
    const counts = Map.groupBy(requests, ({ method, path }) => `${method} ${path}`);
    for (const [call, sent] of counts) expect([call, sent.length <= 3]).toEqual([call, true]);
  });
});

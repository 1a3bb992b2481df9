import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { badge as badgeOf } from './support/browser-doors';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import { endSessionElsewhere } from './support/other-client.ts';
import type { PopupPage } from './support/popup-page.ts';
import { changeSessions } from './support/stored-sessions.ts';
import { useWorld, type World } from './support/world.ts';

/** A session that was just started from the popup. */
type Started = { id: string; sessionId: string; agentName: string; popup: PopupPage; joinPage: Page };

async function startSession(world: World, customerName: string, minutes?: number): Promise<Started> {
  const conversation = await world.control.addConversation({ customerName });
  const agent = conversation.participants.findLast(({ role }) => role === 'agent');
  const popup = await world.openPopup();
  await popup.find(customerName);
  if (minutes !== undefined) {
    await popup.openOptions();
    await popup.page.getByRole('combobox', { name: /time limit/i }).selectOption(String(minutes));
    await popup.closeOverlays();
  }
  const opening = nextJoinTab(world.context);
  await popup.start(customerName);
  const joinPage = await opening;
  await popup.comeBack();
  const session = (await world.control.sessions()).find(
    ({ conversationId }) => conversationId === conversation.id,
  );
  if (!session) throw new Error('The start made no session.');
  return { id: conversation.id, sessionId: session.id, agentName: String(agent?.name), popup, joinPage };
}

const cardOf = ({ popup }: Started, customer: string) => popup.sessionOn(customer);

const noticeOf = (popup: PopupPage, customer: string) =>
  popup.page.locator('.notice').filter({ hasText: customer });

async function copyAgentLink(world: World, started: Started): Promise<string> {
  await world.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const card = await started.popup.openSession(started.popup.session(started.agentName));
  await card.getByRole('button', { name: 'Copy join link' }).click();
  await card.getByText('Copied').first().waitFor();
  await started.popup.closeOverlays();
  return await started.popup.page.evaluate(() => navigator.clipboard.readText());
}

async function openFromCard(started: Started, customer: string): Promise<void> {
  const card = await started.popup.reveal(cardOf(started, customer));
  await card.getByRole('button', { name: 'Open', exact: true }).click();
}

async function endFromCard(started: Started, customer: string): Promise<void> {
  await started.popup.end(cardOf(started, customer));
}

const ATTENTION_COLOR = '#875100';

/** The badge, without the amber number of conversations that need attention. */
async function badge(world: World): Promise<string> {
  const { text, color } = await badgeOf(world);
  return color === ATTENTION_COLOR && /^\d+$/.test(text) ? '' : text;
}

const alarms = (world: World) =>
  world.worker().evaluate(async () => (await chrome.alarms.getAll()).map(({ name }) => name));

const statusOf = async (url: string) => (await fetch(url)).status;

/** The number of join tokens that a session has for its agent. */
async function agentTokens(world: World, sessionId: string): Promise<number> {
  const session = (await world.control.sessions()).find(({ id }) => id === sessionId);
  const agent = session?.participants.find(({ role }) => role === 'agent');
  return session?.tokens.filter(({ userId }) => userId === agent?.userId).length ?? 0;
}

/** The number of the last request so far. */
const lastRequest = async (world: World) => (await world.control.requests()).at(-1)?.n ?? 0;

describe('where join tokens live three seconds', () => {
  const world = useWorld({ simulator: { joinTokenTtlS: 3 } });

  test('the agent link that is copied after its token’s time lets the agent in', async () => {
    const started = await startSession(world(), 'Late Lena');
    await started.popup.page.waitForTimeout(3_100);
    expect(await statusOf(started.joinPage.url())).toBe(410);
    expect(await statusOf(await copyAgentLink(world(), started))).toBe(200);
    await expect.poll(() => agentTokens(world(), started.sessionId)).toBe(2);
  });

  test('a join page that is reloaded after its token’s time comes back with a fresh one', async () => {
    const { joinPage } = await startSession(world(), 'Reloading Ralf');
    const expired = joinPage.url();
    await joinPage.waitForTimeout(3_100);
    await joinPage.reload();
    await joinPage.waitForURL((url) => url.href !== expired && url.pathname === '/cobrowse/join');
    await joinPage.getByText('Dana Whitfield').first().waitFor();
    expect(joinTabs(world().context)).toHaveLength(1);
  });

  test('Open after its token’s time brings a page that lets the supervisor in', async () => {
    const started = await startSession(world(), 'Returning Rosa');
    await started.joinPage.waitForTimeout(3_100);
    await started.joinPage.close();
    const reopening = nextJoinTab(world().context);
    await openFromCard(started, 'Returning Rosa');
    await (await reopening).getByText('Dana Whitfield').first().waitFor();
  });
});

describe('while a session is live', () => {
  const world = useWorld();

  test('kept links are renewed by the alarm before they end; without a session there is neither alarm nor request', async () => {
    const started = await startSession(world(), 'Renewed Rita', 30);
    // Simulates that thirteen of the fifteen minutes have passed.
    await world()
      .worker()
      .evaluate(async () => {
        const { 'join-links': stored } = await chrome.storage.session.get('join-links');
        const links = stored as Record<string, Record<string, { expiresAt: number; keptAt: number }>>;
        const ofSessions = Object.values(links);
        for (const link of ofSessions.flatMap((ofSession) => Object.values(ofSession))) {
          link.keptAt -= 13 * 60_000 + 1_000;
          link.expiresAt -= 13 * 60_000 + 1_000;
        }
        await chrome.storage.session.set({ 'join-links': links });
        await chrome.alarms.create('due-work', { when: Date.now() });
      });
    await expect.poll(() => agentTokens(world(), started.sessionId)).toBe(2);
    // Until the start's last call is answered, the alarm is set for the start.
    const untilNextAlarm = async () => {
      const alarm = await world()
        .worker()
        .evaluate(() => chrome.alarms.get('due-work'));
      return (alarm?.scheduledTime ?? 0) - Date.now();
    };
    await expect.poll(untilNextAlarm).toBeGreaterThan(12 * 60_000);

    await endFromCard(started, 'Renewed Rita');
    await cardOf(started, 'Renewed Rita').waitFor({ state: 'hidden' });
    await expect.poll(() => alarms(world())).toEqual([]);
    const before = await lastRequest(world());
    await world()
      .worker()
      .evaluate(() => chrome.alarms.create('due-work', { when: Date.now() }));
    await expect.poll(() => alarms(world())).toEqual([]);
    await started.popup.page.waitForTimeout(300);
    expect(await world().control.requests(before)).toEqual([]);
  });

  test('a tab in which the user has navigated elsewhere is left alone: Open shows the session in another, and End closes that one only', async () => {
    const started = await startSession(world(), 'Wandering Wanda');
    const elsewhere = [
      // The same origin, but not the session; and a site that the extension may not read.
      `${world().origin}/directory/#/analytics/interactions`,
      `${world().origin}/cobrowse/join?token=another`,
      'data:text/html,<title>Mine</title>',
    ];
    const left: Page[] = [];
    let page = started.joinPage;
    for (const address of elsewhere) {
      await page.goto(address);
      left.push(page);
      await started.popup.page.bringToFront();
      const opening = nextJoinTab(world().context);
      await openFromCard(started, 'Wandering Wanda');
      page = await opening;
      await page.getByText('Dana Whitfield').first().waitFor();
    }
    // If the page is still open, it is focused and not opened again.
    const tabs = world().context.pages().length;
    await started.popup.page.bringToFront();
    await openFromCard(started, 'Wandering Wanda');
    await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('visible');
    expect(world().context.pages()).toHaveLength(tabs);

    await started.popup.page.bringToFront();
    const closing = page.waitForEvent('close');
    await endFromCard(started, 'Wandering Wanda');
    await closing;
    expect(left.map((each) => each.isClosed())).toEqual([false, false, false]);
    expect(left.map((each) => each.url())).toEqual(elsewhere);
    for (const each of left) await each.close();
  });

  test('the badge counts sessions', async () => {
    const first = await startSession(world(), 'Counted Carla');
    await expect.poll(() => badge(world())).toBe('1');
    const second = await startSession(world(), 'Counted Dieter');
    await expect.poll(() => badge(world())).toBe('2');
    await endFromCard(first, 'Counted Carla');
    await expect.poll(() => badge(world())).toBe('1');
    await second.popup.page.bringToFront();
    await endFromCard(second, 'Counted Dieter');
    await expect.poll(() => badge(world())).toBe('');
  });
});

describe('a session that ends elsewhere leaves the card with the reason', () => {
  const world = useWorld();

  test('the conversation is over: seen at the next refresh, in popup, page and badge', async () => {
    const started = await startSession(world(), 'Over Olga');
    const { popup, id, agentName } = started;
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.waitForButton(/Open/);
    await world().control.endConversation(id);
    await popup.page.bringToFront();
    await popup.button('Refresh').click();
    const notice = noticeOf(popup, 'Over Olga');
    await notice
      .getByText(`The session with ${agentName} ended with the conversation.`)
      .waitFor({ timeout: 10_000 });
    await cardOf(started, 'Over Olga').waitFor({ state: 'hidden' });
    await expect.poll(() => badge(world())).toBe('');
    await desktop.waitForButton(/^Cobrowse/);

    // The next popup shows it too, until it is dismissed.
    const next = await world().openPopup();
    await noticeOf(next, 'Over Olga').waitFor();
    await next.button('Dismiss').click();
    await noticeOf(next, 'Over Olga').waitFor({ state: 'detached' });
    await notice.waitFor({ state: 'detached' });
  });

  test('somebody else ended it: seen when the join page is closed', async () => {
    const started = await startSession(world(), 'Elsewhere Emma');
    await endSessionElsewhere(world().origin, started.sessionId);
    await started.joinPage.close();
    await noticeOf(started.popup, 'Elsewhere Emma')
      .getByText(`The session with ${started.agentName} was ended by the agent or somebody else.`)
      .waitFor();
    await cardOf(started, 'Elsewhere Emma').waitFor({ state: 'hidden' });
    await started.popup.dismissAll();
  });

  test('somebody else ended it: seen when the join page is reloaded', async () => {
    const started = await startSession(world(), 'Gone Gustav');
    await endSessionElsewhere(world().origin, started.sessionId);
    await started.joinPage.reload();
    await noticeOf(started.popup, 'Gone Gustav').getByText('ended by the agent or somebody else').waitFor();
    // The page shows this itself, and stays open.
    await started.joinPage.getByText('This session has ended').waitFor();
    await started.popup.dismissAll();
  });

  test('the popup looks at a session when it opens, once in ten seconds', async () => {
    const started = await startSession(world(), 'Looked-at Luis');
    const before = await lastRequest(world());
    const looks = async () =>
      (await world().control.requests(before)).filter(
        ({ method, path }) => method === 'GET' && path.endsWith(`/cobrowse/sessions/${started.sessionId}`),
      ).length;
    for (let times = 0; times < 3; times += 1) {
      const popup = await world().openPopup();
      await popup.listed();
      await popup.page.close();
    }
    expect(await looks()).toBe(1);
    await started.popup.page.bringToFront();
    await endFromCard(started, 'Looked-at Luis');
    await cardOf(started, 'Looked-at Luis').waitFor({ state: 'hidden' });
    // A session that the user ended needs no notice.
    expect(await noticeOf(started.popup, 'Looked-at Luis').count()).toBe(0);
  });

  test('its time limit was reached: known by the clock, without a request', async () => {
    const started = await startSession(world(), 'Timely Tim');
    const before = await lastRequest(world());
    await changeSessions(world(), { expiresIn: 3_000 });
    await cardOf(started, 'Timely Tim').getByText('0:01 left').waitFor();
    await noticeOf(started.popup, 'Timely Tim')
      .getByText(`The session with ${started.agentName} ended: its time limit was reached.`)
      .waitFor();
    await cardOf(started, 'Timely Tim').waitFor({ state: 'hidden' });
    await expect.poll(() => badge(world())).toBe('');
    await expect.poll(() => alarms(world())).toEqual([]);
    // The popup prefetches for the row, which can be started again; nothing is asked about the
    // session.
    const asked = (await world().control.requests(before)).map(({ path }) => path);
    expect(asked.filter((path) => path.includes(started.sessionId))).toEqual([]);
    await started.popup.dismissAll();
  });
});

describe('where the service has no end call', () => {
  const world = useWorld({ simulator: { sessionEnd: false } });

  test('ending leaves: the page closes, links are forgotten, and until when the session lasts is said', async () => {
    const started = await startSession(world(), 'Left Linda');
    const closing = started.joinPage.waitForEvent('close');
    await endFromCard(started, 'Left Linda');
    await closing;
    await cardOf(started, 'Left Linda').waitFor({ state: 'hidden' });
    const session = (await world().control.sessions()).find(({ id }) => id === started.sessionId);
    const endsAt = new Date(session?.expiresDate ?? 0).getTime();
    const shownTime = await started.popup.page.evaluate(
      (time) => new Date(time).toLocaleTimeString([], { timeStyle: 'short' }),
      endsAt,
    );
    await noticeOf(started.popup, 'Left Linda')
      .getByText(`You left the session with ${started.agentName}. It ends automatically at ${shownTime}.`)
      .waitFor();
    expect(session?.state).toBe('active');
    expect(await started.popup.page.getByRole('alert').count()).toBe(0);
    const stored = await world()
      .worker()
      .evaluate(() => chrome.storage.session.get(['join-links', 'cobrowse-sessions']));
    expect(JSON.stringify(stored)).not.toContain('token=');

    // Starting again returns to the same session, and the notice disappears.
    const opening = nextJoinTab(world().context);
    await started.popup.start('Left Linda');
    await opening;
    await started.popup.comeBack();
    const again = await started.popup.openSession(cardOf(started, 'Left Linda'));
    await again.getByText('You joined a session already in progress').waitFor();
    expect(await noticeOf(started.popup, 'Left Linda').count()).toBe(0);
  });

  test('a service that answers 404 to the end call is asked whether the session is gone', async () => {
    const started = await startSession(world(), 'Unknown Uwe');
    await world().control.addFault({ method: 'DELETE', path: '/cobrowse/sessions/', status: 404 });
    await endFromCard(started, 'Unknown Uwe');
    await noticeOf(started.popup, 'Unknown Uwe').getByText('It ends automatically at').waitFor();
  });
});

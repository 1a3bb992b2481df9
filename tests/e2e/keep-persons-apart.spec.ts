import { describe, expect, test } from 'vitest';
import { ALWAYS } from '../simulator/faults.ts';
import { ConfirmWindow } from './support/confirm-window.ts';
import { HistoryPage } from './support/history-page.ts';
import { joinTabs } from './support/join-tabs.ts';
import { untilQuiet } from './support/quiet.ts';
import { WorkerDeath } from './support/worker-death.ts';
import { DANA, FEMI, useWorld, type World } from './support/world.ts';

const world = useWorld();

const CREATE = { method: 'POST', path: '/cobrowse/sessions$' };
/** Longer than a sign-out waits for a create. */
const LONG_MS = 9_000;

let count = 0;
async function addSubject(): Promise<{ id: string; customer: string }> {
  count += 1;
  const customer = `Apart Customer ${count}`;
  const { id } = await world().control.addConversation({ customerName: customer });
  return { id, customer };
}

/** Signs in again if an earlier test has signed out; the browser has no login any more. */
async function beSignedIn(user = DANA): Promise<void> {
  const settings = await world().openOptions();
  const signOut = settings.button('Sign out');
  await signOut.or(settings.button('Sign in')).waitFor();
  if ((await signOut.count()) > 0) {
    if ((await settings.signedInAs(user.name).count()) > 0) return await settings.page.close();
    await signOut.click();
  }
  await settings.button('Sign in').waitFor();
  await settings.signInAs(user.name);
  await settings.checkedSignIn();
  await settings.page.close();
}

/** Everything in storage except the history, which stays, as one text. */
function everythingStored(): Promise<string> {
  return world()
    .worker()
    .evaluate(async () => {
      const session = await chrome.storage.session.get(null);
      const local = await chrome.storage.local.get(null);
      const kept = Object.entries(local).filter(([key]) => !key.startsWith('history/'));
      return JSON.stringify([session, Object.fromEntries(kept)]);
    });
}

/** Nothing of Dana, of the conversation or of its session is stored anywhere. */
async function expectNothingLeft({ id, customer }: { id: string; customer: string }): Promise<void> {
  const stored = await everythingStored();
  const sessionIds = (await sessionsOf(id)).map((session) => session.id);
  for (const trace of [DANA.name, DANA.userId, customer, id, ...sessionIds, '/cobrowse/join', 'Bearer'])
    expect(stored).not.toContain(trace);
  // Names and ids of the agents, customers and colleagues in the list.
  expect(stored).not.toMatch(/aaaaaaaa-0000-4000-8000-|"customerName":|"agent":|"accessToken":/);
}

const sessionsOf = async (id: string) =>
  (await world().control.sessions()).filter(({ conversationId }) => conversationId === id);

/** Starts from the popup, with the create held; resolves when it has been sent. */
async function pressWithCreateHeld(subject: { id: string; customer: string }, delayMs: number) {
  await world().control.addFault({ ...CREATE, delayMs });
  const death = await WorkerDeath.watchFrom(world());
  const popup = await world().openPopup();
  const reached = death.reaches(subject.id, 'creating');
  await popup.start(subject.customer);
  await reached;
  await expect.poll(async () => (await sessionsOf(subject.id)).length).toBe(1);
  return { popup, death };
}

async function signOut(at: World = world()) {
  const settings = await at.openOptions();
  await settings.button('Sign out').click();
  await settings.button('Sign in').waitFor();
  return settings;
}

async function openHistory(): Promise<HistoryPage> {
  const page = await world().context.newPage();
  await page.goto(`chrome-extension://${world().extensionId}/history.html`);
  return new HistoryPage(page);
}

/** The token and the browser's login are revoked; the next request finds out. */
async function letTokenDie(): Promise<void> {
  await world().control.revokeTokens({ refresh: true });
  await world().context.clearCookies();
}

describe('signing out while a session is being made', () => {
  test('ends the session on the platform when it is answered in time, and leaves neither name nor link nor tab', async () => {
    await beSignedIn();
    const subject = await addSubject();
    await pressWithCreateHeld(subject, 1_500);
    await signOut();
    await expect
      .poll(async () => (await sessionsOf(subject.id)).map(({ state }) => state))
      .toEqual(['ended']);
    await expectNothingLeft(subject);
    expect(joinTabs(world().context)).toEqual([]);
    const history = await openHistory();
    const row = history.row(subject.customer);
    await row.getByText('Ended by supervisor').waitFor();
    const fact = await history.details(row);
    expect(await fact('Supervisor')).toBe(DANA.name);
    expect(await history.verify()).toContain('chain intact');
  });

  test('ends the session that it finds when the answer takes too long; the late answer brings nothing back', async () => {
    await beSignedIn();
    const subject = await addSubject();
    await pressWithCreateHeld(subject, LONG_MS);
    await signOut();
    expect((await sessionsOf(subject.id)).map(({ state }) => state)).toEqual(['ended']);
    await expectNothingLeft(subject);
    await untilQuiet(world());
    await expectNothingLeft(subject);
    expect(joinTabs(world().context)).toEqual([]);
    const history = await openHistory();
    const row = history.row(subject.customer);
    await row.getByText('Ended by supervisor').waitFor();
    const fact = await history.details(row);
    expect(await fact('Supervisor')).toBe(DANA.name);
    expect(await history.rows.getByText('Live', { exact: true }).count()).toBe(0);
  });

  test('says in the history that the supervisor left where the session cannot be ended, with their name', async () => {
    await beSignedIn();
    const subject = await addSubject();
    await world().control.addFault({
      method: 'DELETE',
      path: '/cobrowse/sessions/',
      status: 503,
      times: ALWAYS,
    });
    await pressWithCreateHeld(subject, 1_000);
    await signOut();
    await expectNothingLeft(subject);
    const history = await openHistory();
    const row = history.row(subject.customer);
    await row.getByText('Supervisor left', { exact: true }).waitFor();
    const fact = await history.details(row);
    expect(await fact('Supervisor')).toBe(DANA.name);
  });

  test('and signing in somebody else at once: they see no card, no start and no list of the previous person', async () => {
    await beSignedIn();
    const subject = await addSubject();
    const { popup } = await pressWithCreateHeld(subject, LONG_MS);
    const settings = await signOut();
    await settings.signInAs(FEMI.name);
    await untilQuiet(world());
    await popup.page.bringToFront();
    await popup.page.getByText(FEMI.name).waitFor();
    expect(await popup.page.getByText('Starting cobrowse').count()).toBe(0);
    expect(await popup.page.getByRole('article').count()).toBe(0);
    const stored = await everythingStored();
    expect(stored).toContain(FEMI.name);
    for (const trace of [DANA.name, '/cobrowse/join']) expect(stored).not.toContain(trace);
    expect(joinTabs(world().context)).toEqual([]);
  });

  test('is finished by the next worker when the browser stops this one during it', async () => {
    await beSignedIn();
    const subject = await addSubject();
    const { death } = await pressWithCreateHeld(subject, LONG_MS);
    await death.mark();
    const settings = await world().openOptions();
    await settings.button('Sign out').click();
    await expect
      .poll(() => death.page.evaluate(async () => JSON.stringify(await chrome.storage.session.get('epoch'))))
      .toContain('"leaving":true');
    await death.stop();
    await world().openOptions();
    await expect.poll(() => everythingStored()).not.toContain(DANA.name);
    await expectNothingLeft(subject);
    expect((await sessionsOf(subject.id)).map(({ state }) => state)).toEqual(['ended']);
  });
});

describe('a start that waits for a sign-in', () => {
  test('does not resume for somebody else, who does not see it and sends no request for it', async () => {
    await beSignedIn();
    const subject = await addSubject();
    const popup = await world().openPopup();
    await popup.find(subject.customer);
    await letTokenDie();
    await popup.filter.press('Enter');
    await popup.waiting('You are signed out.').waitFor();
    const before = (await world().control.requests()).at(-1)?.n ?? 0;
    const opening = world().context.waitForEvent('page');
    await popup.waiting('You are signed out.').getByRole('button', { name: 'Sign in' }).click();
    const window = await opening;
    await window.getByLabel(FEMI.name).check();
    await window.getByRole('button', { name: 'Sign in' }).click();
    await popup.page.getByText(FEMI.name).waitFor();
    expect(await popup.filter.inputValue()).toBe('');
    await untilQuiet(world());
    expect(await popup.waiting('You are signed out.').count()).toBe(0);
    expect(await sessionsOf(subject.id)).toEqual([]);
    const about = (await world().control.requests(before)).filter(
      ({ path, query }) =>
        (path.includes('/cobrowse') && `${path}${query}`.includes(subject.id)) || path.endsWith('/sessions'),
    );
    expect(about.filter(({ method }) => method === 'POST')).toEqual([]);
    expect(await everythingStored()).not.toContain(DANA.userId);
  });

  test('pressed while nobody is signed in does not resume after an unrelated sign-in', async () => {
    await beSignedIn();
    const subject = await addSubject();
    const desktop = await world().openDesktop(`#/analytics/interactions/${subject.id}/admin`);
    await desktop.waitForButton(/^Cobrowse/);
    // As after a restart of the browser: session storage is empty, and the button is there.
    await world().context.clearCookies();
    const death = await WorkerDeath.watchFrom(world());
    await death.page.evaluate(() => chrome.storage.session.clear());
    await death.stop();
    await desktop.page.bringToFront();
    await desktop.page.reload();
    await desktop.press(/^Cobrowse/);
    // The customer's name is unknown, so the confirmation window asks.
    const asking = await ConfirmWindow.find(world().context);
    await asking.page.getByText('You are signed out.').waitFor();
    const settings = await world().openOptions();
    await settings.signInAs(FEMI.name);
    await untilQuiet(world());
    expect(await sessionsOf(subject.id)).toEqual([]);
    expect(await everythingStored()).not.toContain('"phase":"waiting"');
  });
});

describe('somebody else in the same browser', () => {
  test('found by an invisible renewal, clears all data of the previous person, and is not signed in', async () => {
    await beSignedIn();
    const subject = await addSubject();
    const popup = await world().openPopup();
    await popup.find(subject.customer);
    await world().control.revokeTokens();
    const { name, value } = await world().control.signIn(FEMI.name);
    await world().context.addCookies([{ name, value, url: world().origin }]);
    await popup.filter.press('Enter');
    await expect.poll(() => everythingStored()).not.toContain(DANA.name);
    await expectNothingLeft(subject);
    expect(await everythingStored()).not.toContain(FEMI.name);
    expect(await sessionsOf(subject.id)).toEqual([]);
  });

  test('who signs in after a sign-out is asked who they are, though the browser remembers the person before', async () => {
    await beSignedIn();
    const settings = await signOut();
    const window = await settings.pressSignIn();
    await window.getByLabel(FEMI.name).check();
    await window.getByRole('button', { name: 'Sign in' }).click();
    await settings.signedInAs(FEMI.name).waitFor();
  });

  test('the account button says “Signing out…” for as long as somebody is being signed out', async () => {
    await beSignedIn();
    await world().control.addFault({ method: 'DELETE', path: '/tokens/me', delayMs: 1_500 });
    const settings = await world().openOptions();
    await settings.button('Sign out').click();
    await settings.button('Signing out…').waitFor();
    expect(await settings.page.getByText('Signing in…').count()).toBe(0);
    await settings.button('Sign in').waitFor();
  });
});

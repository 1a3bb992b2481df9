import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { RUNNING_STATES, type RunningState } from '../../utils/cobrowse/start-states.ts';
import type { LoggedRequest } from '../simulator/request-log.ts';
import { type ErrorTrap, setErrorTrap } from './support/error-trap.ts';
import { joinTabs } from './support/join-tabs.ts';
import { PopupPage } from './support/popup-page.ts';
import { ageListing, DOORS, type Subject } from './support/start-doors.ts';
import { WorkerDeath } from './support/worker-death.ts';
import { DANA, useWorld } from './support/world.ts';

const world = useWorld();

const CREATE = { method: 'POST', path: '/cobrowse/sessions$' };
const OWN_TOKEN = { method: 'POST', path: `/participants/${DANA.userId}/tokens$` };
const lookUpOf = (id: string) => ({ method: 'GET', path: `/cobrowse/sessions\\?conversationId=${id}` });
/** Longer than any test takes from the moment it waits for to the kill. */
const HELD_MS = 8_000;

const figures = { kills: 0, right: 0, duplicates: 0 };
let trap: ErrorTrap;

beforeAll(async () => {
  trap = await setErrorTrap(world());
  await world().context.grantPermissions(['clipboard-read', 'clipboard-write']);
});

afterAll(async () => {
  const errors = await trap.errors();
  process.stdout.write(
    `Worker deaths: ${figures.kills} kills, ${figures.right} journeys right, ${figures.duplicates} duplicates, ${errors.length} uncaught errors\n`,
  );
  expect(errors).toEqual([]);
});

// Each popup looks at every live session, which costs requests: none is left for the next test. The
// messages also wake a worker that is dead; the tidying of the world, which comes next, needs one.
afterEach(async () => {
  const { page } = await WorkerDeath.watchFrom(world());
  await page.evaluate(async () => {
    const send = (type: string, data: object) =>
      chrome.runtime.sendMessage({ id: 1, type, data, timestamp: Date.now() });
    await send('get-redirect-uri', {});
    const { 'cobrowse-sessions': sessions } = await chrome.storage.session.get('cobrowse-sessions');
    for (const sessionId of Object.keys(sessions ?? {})) await send('end-session', { sessionId });
  });
});

let count = 0;
async function addSubject(): Promise<Subject> {
  count += 1;
  const customer = `Mortal Customer ${count}`;
  const { id } = await world().control.addConversation({ customerName: customer });
  return { id, customer };
}

/**
 * Makes the start stay in a state for as long as the test needs. Called before the press; `then`
 * after it.
 */
type Hold = (death: WorkerDeath, subject: Subject) => Promise<undefined | (() => Promise<void>)>;

const HOLDS: Record<RunningState, Hold> = {
  async checking(_death, { id }) {
    await world().control.addFault({
      method: 'GET',
      path: `/conversations/${id}$`,
      delayMs: HELD_MS,
    });
    return undefined;
  },
  async creating() {
    await world().control.addFault({ ...CREATE, delayMs: HELD_MS });
    return undefined;
  },
  async verifying(death, { id }) {
    await world().control.addFault({ ...CREATE, delayMs: 600, drop: 'after' });
    return async () => {
      await death.reaches(id, 'creating');
      await world().control.addFault({ ...lookUpOf(id), delayMs: HELD_MS, times: 2 });
    };
  },
  async 'issuing-links'() {
    await world().control.addFault({ ...OWN_TOKEN, delayMs: HELD_MS });
    return undefined;
  },
  async opening(death) {
    await death.standStillAtTab('before');
    return undefined;
  },
};

/** Starts, and stops the worker in the moment the store says that the state is reached. */
async function startAndKill(
  door: keyof typeof DOORS,
  subject: Subject,
  state: RunningState,
  hold: Hold = HOLDS[state],
): Promise<WorkerDeath> {
  const death = await WorkerDeath.watchFrom(world());
  await death.mark();
  // What the popup reads ahead for a row must be held too. The page's button does not start before
  // it can name the conversation: there the worker forgets what it has read ahead.
  const isHeldBefore = state === 'checking' && door === 'popup';
  const then = isHeldBefore ? await hold(death, subject) : undefined;
  const press = await DOORS[door](world(), subject);
  if (state === 'checking' && !isHeldBefore) await forgetReadAhead(death);
  const afterPress = isHeldBefore ? then : await hold(death, subject);
  const reached = death.reaches(subject.id, state);
  await press();
  await afterPress?.();
  await reached;
  await death.stop();
  figures.kills += 1;
  await world().control.clearFaults();
  return death;
}

/** Puts another worker in place, which has read nothing ahead, and makes the listing old. */
async function forgetReadAhead(death: WorkerDeath): Promise<void> {
  await ageListing(world());
  await death.stop();
  await death.page.evaluate(() =>
    chrome.runtime.sendMessage({ id: 1, type: 'get-redirect-uri', timestamp: Date.now() }),
  );
  await expect.poll(() => death.hasSuccessor()).toBe(true);
  await death.mark();
}

function pageOf(file: string): Page {
  const page = world()
    .context.pages()
    .find((each) => each.url().endsWith(file));
  if (!page) throw new Error(`No page shows ${file}.`);
  return page;
}

const requestsAbout = async ({ id }: Subject) =>
  (await world().control.requests()).filter(
    ({ path, query, body }) =>
      path === '/api/v2/cobrowse/sessions' && `${query} ${JSON.stringify(body)}`.includes(id),
  );

/**
 * Every create but the first must come after a look-up that began after the create before it and
 * was answered in time.
 */
function blindCreates(requests: LoggedRequest[]): number {
  const creates = requests.filter(({ method }) => method === 'POST');
  const lookUps = requests.filter(({ method, status }) => method === 'GET' && status === 200);
  return creates.slice(1).filter((create, index) => {
    const before = creates[index]?.at ?? 0;
    return !lookUps.some(({ at, durationMs }) => at > before && at + (durationMs ?? 0) <= create.at);
  }).length;
}

async function agentLinkFrom(popup: PopupPage, { customer }: Subject): Promise<string> {
  const card = await popup.openSession(popup.sessionOn(customer));
  await popup.page.bringToFront();
  await card.getByRole('button', { name: 'Copy join link' }).click();
  await card.getByText('Copied').first().waitFor();
  return await popup.page.evaluate(() => navigator.clipboard.readText());
}

async function expectOneSession(subject: Subject): Promise<void> {
  const sessions = (await world().control.sessions()).filter((one) => one.conversationId === subject.id);
  const blind = blindCreates(await requestsAbout(subject));
  figures.duplicates += Math.max(0, sessions.length - 1) + blind;
  expect(sessions.map(({ state }) => state === 'ended')).toEqual([false]);
  expect(blind).toBe(0);
}

/**
 * The promise: one session, both links good, one tab, nothing left of the start, no create sent
 * blindly.
 */
async function expectPromiseKept(death: WorkerDeath, subject: Subject): Promise<void> {
  await expect.poll(() => death.moment(subject.id)).toBe('none');
  await expectOneSession(subject);
  const popup = await world().openPopup('as left');
  const agentLink = await agentLinkFrom(popup, subject);
  expect(await death.hasSuccessor()).toBe(true);
  expect((await fetch(agentLink)).status).toBe(200);
  expect(await death.joinTabs()).toBe(1);
  await expect.poll(() => joinTabs(world().context).length).toBe(1);
  const [tab] = joinTabs(world().context);
  expect((await fetch(tab?.url() ?? '')).status).toBe(200);
  expect(tab?.url()).not.toBe(agentLink);
  expect(await popup.page.getByRole('alert').count()).toBe(0);
  figures.right += 1;
}

describe.each(RUNNING_STATES)('a worker that dies in “%s”', (state) => {
  test('loses nothing of a start from the popup: the popup asks the next worker', async () => {
    const subject = await addSubject();
    const death = await startAndKill('popup', subject, state);
    await expectPromiseKept(death, subject);
  });

  test('loses nothing of a start from the button in the page', async () => {
    const subject = await addSubject();
    const death = await startAndKill('page button', subject, state);
    await expectPromiseKept(death, subject);
  });

  test('loses nothing of a start by the shortcut: whatever wakes the next worker resumes it', async () => {
    const subject = await addSubject();
    const death = await startAndKill('shortcut', subject, state);
    // Nobody has asked anything, so nobody was woken.
    expect(await death.moment(subject.id)).toBe(state);
    await world().openPopup('as left');
    await expectPromiseKept(death, subject);
  });
});

describe('the moments between the steps', () => {
  test('a create that never arrived is sent again only after a look-up that found nothing', async () => {
    const subject = await addSubject();
    const death = await startAndKill('popup', subject, 'creating', async () => {
      await world().control.addFault({ ...CREATE, delayMs: HELD_MS, drop: 'before' });
      const isSent = async () => (await requestsAbout(subject)).some(({ method }) => method === 'POST');
      return () => expect.poll(isSent, { interval: 20 }).toBe(true);
    });
    await expectPromiseKept(death, subject);
    expect((await requestsAbout(subject)).filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  test.each(['popup', 'shortcut'] as const)(
    'a tab that was opened and not yet noted is found again while its page still loads (%s)',
    async (door) => {
      const subject = await addSubject();
      const death = await startAndKill(door, subject, 'opening', async (dying) => {
        await dying.standStillAtTab('after');
        await world().control.addFault({ method: 'GET', path: '/cobrowse/join\\?', delayMs: 1_500 });
        return async () => {
          await expect.poll(() => dying.joinTabs(), { interval: 20 }).toBe(1);
        };
      });
      if (door === 'shortcut') await world().openPopup('as left');
      await expectPromiseKept(death, subject);
    },
  );

  test('right after the opening nothing is left to do: the card works, and ending closes the tab', async () => {
    const subject = await addSubject();
    const death = await WorkerDeath.watchFrom(world());
    await death.mark();
    const press = await DOORS.popup(world(), subject);
    const opening = death.reaches(subject.id, 'opening');
    await press();
    await opening;
    await death.reaches(subject.id, 'none');
    await death.stop();
    figures.kills += 1;
    await expectPromiseKept(death, subject);
    const popup = await world().openPopup('as left');
    const card = await popup.reveal(popup.sessionOn(subject.customer));
    await death.stop();
    figures.kills += 1;
    await popup.end(card);
    await expect.poll(() => joinTabs(world().context).length).toBe(0);
    const session = (await world().control.sessions()).find((one) => one.conversationId === subject.id);
    expect(session?.state).toBe('ended');
    figures.right += 1;
  });

  test('three workers that die one after the other, each in its own step, still make one session', async () => {
    const subject = await addSubject();
    const death = await startAndKill('shortcut', subject, 'creating');
    for (const state of ['verifying', 'issuing-links'] as const) {
      const fault = state === 'verifying' ? lookUpOf(subject.id) : OWN_TOKEN;
      await world().control.addFault({ ...fault, delayMs: HELD_MS });
      const reached = death.reaches(subject.id, state);
      // Any message will do to wake the next one.
      await death.page.evaluate(() =>
        chrome.runtime.sendMessage({ id: 1, type: 'get-redirect-uri', timestamp: Date.now() }),
      );
      await reached;
      await death.stop();
      figures.kills += 1;
      await world().control.clearFaults();
    }
    await world().openPopup('as left');
    await expectPromiseKept(death, subject);
  });
});

describe('a worker that dies while a start waits', () => {
  test('for the sign-in: the start resumes automatically once somebody has signed in', async () => {
    const subject = await addSubject();
    const death = await WorkerDeath.watchFrom(world());
    await death.mark();
    const press = await DOORS.popup(world(), subject);
    await world().control.revokeTokens({ refresh: true });
    await world().context.clearCookies();
    await press();
    await death.reaches(subject.id, 'waiting');
    await death.stop();
    figures.kills += 1;
    const popup = await world().openPopup('as left');
    const opening = world().context.waitForEvent('page');
    await popup.waiting('You are signed out.').getByRole('button', { name: 'Sign in' }).click();
    const window = await opening;
    await window.getByLabel(DANA.name).check();
    await window.getByRole('button', { name: 'Sign in' }).click();
    await expectPromiseKept(death, subject);
  });

  test('with the sign-in window open: what the user did in it counts, and the start goes on', async () => {
    const subject = await addSubject();
    const death = await WorkerDeath.watchFrom(world());
    await death.mark();
    const press = await DOORS.popup(world(), subject);
    await world().control.revokeTokens({ refresh: true });
    await world().context.clearCookies();
    await press();
    await death.reaches(subject.id, 'waiting');
    const popup = new PopupPage(pageOf('popup.html'));
    const opening = world().context.waitForEvent('page');
    await popup.waiting('You are signed out.').getByRole('button', { name: 'Sign in' }).click();
    const window = await opening;
    await window.getByLabel(DANA.name).check();
    await death.stop();
    figures.kills += 1;
    const closing = window.waitForEvent('close');
    await window.getByRole('button', { name: 'Sign in' }).click();
    await closing;
    await world().openPopup('as left');
    await expectPromiseKept(death, subject);
  });

  test('or runs: the alarm alone resumes both, with no page of ours open', {
    timeout: 300_000,
  }, async () => {
    const [waiting, cutOff] = [await addSubject(), await addSubject()];
    const death = await WorkerDeath.watchFrom(world());
    await death.mark();
    await world().control.addFault({ ...CREATE, status: 429, headers: { 'Retry-After': '6' } });
    await (await DOORS.shortcut(world(), waiting))();
    await death.reaches(waiting.id, 'waiting');
    const press = await DOORS.shortcut(world(), cutOff);
    await world().control.addFault({ ...CREATE, delayMs: HELD_MS });
    const reached = death.reaches(cutOff.id, 'creating');
    await press();
    await reached;
    await death.stop();
    figures.kills += 1;
    await world().control.clearFaults();
    for (const { id } of [waiting, cutOff])
      await expect.poll(() => death.moment(id), { timeout: 120_000, interval: 500 }).toBe('none');
    await expect.poll(() => joinTabs(world().context).length).toBe(2);
    for (const subject of [waiting, cutOff]) await expectOneSession(subject);
    expect(await death.hasSuccessor()).toBe(true);
    figures.right += 1;
  });
});

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hasNetworkInterface } from '../setup/network.ts';
import { api, userToken } from '../unit/simulator/support.ts';
import { ScreensPage } from './support/screens-page.ts';
import { violations } from './support/violations.ts';
import { useWorld, type World } from './support/world.ts';

const world = useWorld({ simulator: { cobrowse: 'screen' } });

/** Two of the simulator's agents. */
const AGENTS = ['bbbbbbbb-0000-4000-8000-000000000001', 'bbbbbbbb-0000-4000-8000-000000000002'] as const;

type Conversation = Awaited<ReturnType<World['control']['addConversation']>>;
type Watched = {
  screens: ScreensPage;
  agent: { id: string; name: string };
  conversation: Conversation;
  computer: Page | null;
};

/** The agent of a conversation, as the simulator knows them. */
function agentOf({ participants }: Conversation): { id: string; name: string } {
  const agent = participants.find(({ purpose }) => purpose === 'agent');
  if (!agent?.userId || !agent.name) throw new Error('The conversation has no agent.');
  return { id: agent.userId, name: agent.name };
}

/** Opens the computer of an agent, which sends its screens when it is asked. */
async function openComputer(userId: string): Promise<Page> {
  const computer = await world().context.newPage();
  await computer.goto(`${world().origin}/agent-desktop/${userId}`);
  await expect.poll(async () => (await world().control.screenMonitoring()).computerUserIds).toContain(userId);
  return computer;
}

/** Starts watching an agent from the popup. */
async function watch(customerName: string, options: { computer?: boolean } = {}): Promise<Watched> {
  const conversation = await world().control.addConversation({ customerName });
  const agent = agentOf(conversation);
  const computer = options.computer === false ? null : await openComputer(agent.id);
  const popup = await world().openPopup();
  await popup.find(customerName);
  const opening = ScreensPage.next(world().context);
  await popup.start(customerName);
  return { screens: await opening, agent, conversation, computer };
}

const liveIds = async () => (await world().control.screenMonitoring()).live.map(({ id }) => id);

describe.skipIf(!hasNetworkInterface())('an agent’s screens', () => {
  test('One press in the popup shows them moving; they end for everybody at a press.', async () => {
    const { screens, agent, computer } = await watch('Frieda Falk');
    await screens.moves(agent.name);
    expect(await screens.tile(agent.name).innerText()).toContain('View only');
    await screens.tile(agent.name).getByText(`${agent.name} was told`).waitFor();
    expect(await screens.screens(agent.name).count()).toBe(2);
    expect(await violations(screens.page)).toEqual([]);

    await screens.tile(agent.name).getByRole('button', { name: 'End', exact: true }).click();
    await screens.page.getByRole('button', { name: 'End session' }).click();
    await screens.status(agent.name, 'You ended the session').waitFor();
    expect(await liveIds()).toEqual([]);
    // Nothing is watched: the page needs no connection and no token.
    await expect.poll(async () => (await world().control.screenMonitoring()).connectedUserIds).toEqual([]);
    await expect.poll(() => computer?.locator('html').getAttribute('data-watches')).toBe('0');
  });

  test('Screens that are plugged in or out appear and disappear, and keys choose between them.', async () => {
    const { screens, agent } = await watch('Gunnar Glad');
    await screens.moves(agent.name);
    const choice = screens.screens(agent.name);
    await world().control.setAgentScreens(agent.id, 4);
    await expect.poll(() => choice.count()).toBe(4);
    await screens.tile(agent.name).focus();
    await screens.page.keyboard.press('4');
    await expect.poll(() => choice.nth(3).getAttribute('aria-pressed')).toBe('true');
    await screens.moves(agent.name);

    await world().control.setAgentScreens(agent.id, 1);
    await expect.poll(() => choice.count()).toBe(0);
    await screens.moves(agent.name);
    await world().control.setAgentScreens(agent.id, 3);
    await expect.poll(() => choice.count()).toBe(3);
  });

  test('A note keeps the second at which it was begun, and is there after it was saved.', async () => {
    const { screens, agent } = await watch('Hilde Holt');
    await screens.moves(agent.name);
    await screens.tile(agent.name).focus();
    await screens.page.keyboard.press('n');
    await screens.page.keyboard.type('Finds the form by herself');
    await screens.page.keyboard.press('Enter');
    const note = screens.tile(agent.name).getByRole('listitem').filter({ hasText: 'Finds the form' });
    expect(await note.innerText()).toMatch(/^\d+:\d\d\s+Finds the form by herself$/);
    await screens.page.keyboard.press('Escape');
    await screens.tile(agent.name).getByRole('button', { name: 'Notes (1)' }).waitFor();
  });

  test('The picture goes on while the connection to Genesys Cloud is lost, and comes back to life.', async () => {
    const { screens, agent } = await watch('Ivar Ilves');
    await screens.moves(agent.name);
    await world().control.cutStreams(2);
    await screens.page.locator('.screens-link').waitFor();
    await screens.moves(agent.name);
    await screens.page.locator('.screens-link').waitFor({ state: 'hidden' });
    await screens.moves(agent.name);
    // The signalling works again.
    await world().control.setAgentScreens(agent.id, 4);
    await expect.poll(() => screens.screens(agent.name).count()).toBe(4);
  });

  test('Several agents stand side by side, or one large; each ends alone.', async () => {
    const first = await watch('Jonna Jarl');
    await first.screens.moves(first.agent.name);
    const customerName = 'Kaja Krogh';
    const other = first.agent.id === AGENTS[0] ? AGENTS[1] : AGENTS[0];
    const conversation = await world().control.addConversation({ customerName, agentIds: [other] });
    const agent = agentOf(conversation);
    await openComputer(agent.id);
    const popup = await world().openPopup();
    await popup.start(customerName);
    await first.screens.moves(agent.name);
    await first.screens.moves(first.agent.name);
    const { page } = first.screens;
    await page.bringToFront();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Watching 2 agents');
    expect(await violations(page)).toEqual([]);

    await first.screens.tile(agent.name).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => first.screens.tile(agent.name).getAttribute('class')).toContain('tile-large');
    await page.keyboard.press('Escape');
    await expect.poll(() => first.screens.tile(agent.name).getAttribute('class')).toContain('tile-medium');

    await world().control.endScreenMonitoring((await liveIds())[0] ?? '');
    await first.screens.status(first.agent.name, /ended/i).waitFor();
    await first.screens.moves(agent.name);
    expect(await liveIds()).toHaveLength(1);
  });

  test('The page fits 320 pixels, and reads from right to left.', async () => {
    const { screens, agent } = await watch('Runa Roos');
    await screens.moves(agent.name);
    const { page } = screens;
    await page.setViewportSize({ width: 320, height: 640 });
    for (const direction of ['ltr', 'rtl']) {
      await page.evaluate((dir) => {
        document.documentElement.dir = dir;
      }, direction);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), direction).toBeLessThanOrEqual(
        320,
      );
      expect(await violations(page), direction).toEqual([]);
      await screens.tile(agent.name).getByRole('button', { name: 'End', exact: true }).click({ trial: true });
    }
  });

  test('What is proposed for another agent is left alone.', async () => {
    const { screens, agent } = await watch('Signe Sand');
    await screens.moves(agent.name);
    const other = agent.id === AGENTS[0] ? AGENTS[1] : AGENTS[0];
    const token = await userToken(world().origin);
    const answer = await api(world().origin, token)('POST', `/api/v2/users/${other}/screenmonitors/sessions`);
    expect(answer.status, answer.text).toBe(200);
    await screens.moves(agent.name);
    const { live } = await world().control.screenMonitoring();
    expect(live.find(({ targetUserId }) => targetUserId === other)?.media).toBe('proposed');
    expect(await screens.page.getByRole('article').count()).toBe(1);
    for (const id of await liveIds()) await world().control.endScreenMonitoring(id);
  });

  test('Closing the page ends what it showed, at once.', async () => {
    const { screens, agent, computer } = await watch('Lone Lund');
    await screens.moves(agent.name);
    const since = (await world().control.requests()).at(-1)?.n ?? 0;
    await screens.page.close({ runBeforeUnload: true });
    await expect.poll(liveIds).toEqual([]);
    await expect.poll(() => computer?.locator('html').getAttribute('data-watches')).toBe('0');
    const ended = (await world().control.requests(since)).filter(({ method }) => method === 'DELETE');
    expect(ended.length).toBeGreaterThan(0);
  });

  test('The page neither shows, stores nor logs the token, and keeps no picture.', async () => {
    const said: string[] = [];
    const opening = world()
      .context.waitForEvent('page', { predicate: (page) => page.url().endsWith('/screens.html') })
      .then((page) => page.on('console', (message) => said.push(message.text())));
    const { screens, agent } = await watch('Malin Moe');
    await opening;
    await screens.moves(agent.name);
    const tokens = await world()
      .worker()
      .evaluate(async () => JSON.stringify(await chrome.storage.session.get('access-token')));
    const token = /"accessToken":"([^"]+)"/.exec(tokens)?.[1] ?? '';
    expect(token.length).toBeGreaterThan(8);
    const kept = await screens.page.evaluate(async () => ({
      markup: document.documentElement.outerHTML,
      session: JSON.stringify({ ...sessionStorage }),
      local: JSON.stringify({ ...localStorage }),
      databases: (await indexedDB.databases()).map(({ name }) => name),
      address: location.href,
    }));
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(kept.local).toBe('{}');
    expect(said).toEqual([]);
    const diagnostics = (await world().control.requests()).filter(({ path }) => path.includes('diagnostics'));
    expect(diagnostics).toEqual([]);
  });
});

describe.skipIf(!hasNetworkInterface())('no picture', () => {
  test('A refusal by Genesys Cloud is said in the tile, and can be tried again.', async () => {
    await world().control.refuseScreenMonitoring('supervisor.session.limit.exceeded');
    const { screens, agent } = await watch('Ulla Uhl');
    const failure = screens.tile(agent.name).getByRole('alert');
    await failure.getByText('You are viewing as many agents as you may at once.').waitFor();
    expect(await violations(screens.page)).toEqual([]);
    await failure.getByRole('button', { name: 'Try again' }).click();
    await screens.moves(agent.name);
  });

  test('After 20 seconds without one, the page says what is probably missing and ends the session.', async () => {
    const { screens, agent } = await watch('Nils Nord', { computer: false });
    await screens.status(agent.name, /^(Asking|Waiting)/).waitFor();
    await screens.status(agent.name, 'No picture came').waitFor();
    expect(await screens.tile(agent.name).innerText()).toContain('Background Assistant');
    await expect.poll(liveIds).toEqual([]);
    expect(await violations(screens.page)).toEqual([]);

    // The computer is on now.
    await openComputer(agent.id);
    await screens.page.bringToFront();
    await screens.tile(agent.name).getByRole('button', { name: 'Watch again' }).click();
    await screens.moves(agent.name);
  });

  test('If Genesys Cloud itself opens the session, the page says so and ends its own.', async () => {
    await world().control.setScreenHabits({ answeredElsewhere: true });
    const { screens, agent } = await watch('Oda Olsen');
    await screens.status(agent.name, 'Genesys Cloud has opened it in its own tab').waitFor();
    await world().control.setScreenHabits({ answeredElsewhere: false });
  });
});

describe('the page without a session', () => {
  test('Opened by hand, it says that there is nothing to watch.', async () => {
    const page = await world().context.newPage();
    await page.goto(`chrome-extension://${world().extensionId}/screens.html`);
    await page.getByRole('heading', { name: 'Nothing to watch' }).waitFor();
    expect(await violations(page)).toEqual([]);
    const connected = (await world().control.screenMonitoring()).connectedUserIds;
    expect(connected).toEqual([]);
  });

  test.skipIf(!hasNetworkInterface())('A second tab leads to the one that shows the screens.', async () => {
    const { screens, agent } = await watch('Per Poulsen');
    await screens.moves(agent.name);
    const page = await world().context.newPage();
    await page.goto(`chrome-extension://${world().extensionId}/screens.html`);
    await page.getByRole('heading', { name: 'The screens are open in another tab' }).waitFor();
    await page.close();
    await screens.moves(agent.name);
    expect(await liveIds()).toHaveLength(1);
  });

  test.skipIf(!hasNetworkInterface())(
    'Signing out ends what is shown; then it offers to sign in.',
    async () => {
      const { screens, agent } = await watch('Tove Thy');
      await screens.moves(agent.name);
      const settings = await world().openOptions();
      await settings.signOut();
      await expect.poll(liveIds).toEqual([]);
      await expect.poll(() => screens.page.isClosed()).toBe(true);
      const page = await world().context.newPage();
      await page.goto(`chrome-extension://${world().extensionId}/screens.html`);
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
      expect(await violations(page)).toEqual([]);
    },
  );
});

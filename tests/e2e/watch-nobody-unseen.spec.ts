import { afterEach, expect, test } from 'vitest';
import { RUNNING_STATES, type RunningState } from '../../utils/cobrowse/start-states.ts';
import { ALWAYS } from '../simulator/faults.ts';
import type { RefusalCode } from '../simulator/screen-monitoring/refusals.ts';
import { describeVideo } from './support/describe-video.ts';
import { ScreensPage } from './support/screens-page.ts';
import { ageListing } from './support/start-doors.ts';
import { changeSessions } from './support/stored-sessions.ts';
import { agentOf, liveIds, nobodyIsWatched, openComputer, watchAgent } from './support/watched-agents.ts';
import { WorkerDeath } from './support/worker-death.ts';
import { useWorld } from './support/world.ts';

const world = useWorld({ simulator: { cobrowse: 'screen' } });

const AGENTS = [1, 2].map((number) => `bbbbbbbb-0000-4000-8000-00000000000${number}`);
const START = { method: 'POST', path: '/screenmonitors/sessions$' };
const LIST = { method: 'GET', path: '/screenmonitors/users/' };
/** Longer than any test takes from the moment it waits for to the kill. */
const HELD_MS = 8_000;

/** What the supervisor reads for each reason that Genesys Cloud gives. */
const REFUSALS: readonly (readonly [code: RefusalCode, title: string, help: string])[] = [
  [
    'agent.permission.denied',
    'The agent’s role does not allow their screens to be viewed.',
    'An administrator can add the permission',
  ],
  [
    'self.monitoring.not.allowed',
    'This is your own conversation.',
    'You can view only another agent’s screens.',
  ],
  [
    'source.user.is.being.monitored',
    'Your own screens are being viewed at the moment.',
    'You can start when that has ended.',
  ],
  [
    'target.user.is.monitoring.another.user',
    'The agent is viewing somebody else’s screens.',
    'You can start when that has ended.',
  ],
  [
    'organization.session.limit.exceeded',
    'Your organization is viewing as many screens as it may at once.',
    'ask your administrator about the limit',
  ],
  [
    'supervisor.session.limit.exceeded',
    'You are viewing as many agents as you may at once.',
    'End one of your sessions',
  ],
  [
    'agent.session.limit.exceeded',
    'The agent’s screens are already being viewed by somebody else.',
    'You can start when that session has ended.',
  ],
  [
    'participant.no.communications',
    'The agent is no longer connected to this conversation.',
    'Refresh the list',
  ],
  [
    'participant.invalid.media.type',
    'Genesys Cloud shows screens only during a call, callback, email or message.',
    'This conversation is of another kind.',
  ],
  ['invalid.conversation.state', 'The email is parked.', 'You can start when the agent works on it again.'],
  [
    'participant.user.id.not.found',
    'Genesys Cloud does not know which agent has this conversation.',
    'Try again once an agent has answered.',
  ],
  ['participant.not.found', 'The agent has left this conversation.', 'Refresh the list'],
  [
    'agent.status.not.found',
    'Genesys Cloud does not know the agent’s status.',
    'Try again when the agent is on queue.',
  ],
  ['agent.invalid.routing.state', 'The agent is not on queue.', 'You can start when the agent is on queue.'],
  ['session.creation.failed', 'Genesys Cloud could not set up the connection to the agent’s screens.', ''],
];

/** The message that a page of the extension sends. */
async function send(type: string, data?: object): Promise<void> {
  const page = await world().context.newPage();
  await page.goto(`chrome-extension://${world().extensionId}/manifest.json`);
  await page.evaluate(
    ([name, body]) => chrome.runtime.sendMessage({ id: 1, type: name, data: body, timestamp: Date.now() }),
    [type, data] as const,
  );
  await page.close();
}

/** The look that each worker makes when it begins, and the alarm twice a minute. */
async function look(): Promise<void> {
  const death = await WorkerDeath.watchFrom(world());
  await death.stop();
  await death.page.close();
  await send('get-redirect-uri', {});
}

const storedSessions = () =>
  world()
    .worker()
    .evaluate(async () => {
      const { 'cobrowse-sessions': sessions } = await chrome.storage.session.get('cobrowse-sessions');
      return Object.keys(sessions ?? {});
    });

const chatsTo = async (userId: string) =>
  (await world().control.chats()).filter(({ toUserId }) => toUserId === userId).map(({ message }) => message);

afterEach(async () => {
  // The next test begins with nobody watched.
  await send('get-redirect-uri', {});
  for (const sessionId of await storedSessions()) await send('end-session', { sessionId });
  for (const id of await liveIds(world())) await world().control.endScreenMonitoring(id);
});

describeVideo('a start that Genesys Cloud refuses', () => {
  test('has a sentence and a way out for each reason, and leaves nobody watched', {
    timeout: 180_000,
  }, async () => {
    const customerName = 'Refused Renate';
    const conversation = await world().control.addConversation({ customerName });
    const popup = await world().openPopup();
    await popup.find(customerName);
    for (const [apiCode, title, help] of REFUSALS) {
      await world().control.refuseScreenMonitoring(apiCode);
      await popup.page.bringToFront();
      await popup.start(customerName);
      const message = popup.failure(title);
      await message.waitFor();
      expect(await message.innerText(), apiCode).toContain(help);
      await message.getByRole('button', { name: 'Try again' }).waitFor();
      expect(await liveIds(world()), apiCode).toEqual([]);
      await popup.dismissAll();
    }
    expect(await storedSessions()).toEqual([]);
    const made = (await world().control.screenMonitoring()).sessions;
    expect(made.filter(({ conversationId }) => conversationId === conversation.id)).toEqual([]);
  });
});

/** Makes a start stay in a step for as long as a test needs. */
const HOLDS: Record<RunningState, (death: WorkerDeath, conversationId: string) => Promise<unknown>> = {
  checking: (_, id) =>
    world().control.addFault({ method: 'GET', path: `/conversations/${id}$`, delayMs: HELD_MS }),
  creating: () => world().control.addFault({ ...START, delayMs: HELD_MS }),
  verifying: () => world().control.addFault({ ...START, drop: 'after', delayMs: 600 }),
  // The agent gets the message, and the worker never hears of that.
  'issuing-links': () => world().control.addFault({ method: 'POST', path: '/chats/', delayMs: HELD_MS }),
  // The page is open since “checking”, so it is only brought to the front.
  opening: (death) => death.standStillAtTab('before', 'update'),
};

describeVideo('a worker that dies in a start', () => {
  test.each(RUNNING_STATES)('while it is %s leaves one session, which is seen', async (step) => {
    const customerName = `Mortal ${step}`;
    const conversation = await world().control.addConversation({ customerName, agentIds: [AGENTS[0] ?? ''] });
    const agent = agentOf(conversation);
    await openComputer(world(), agent.id);
    const told = (await chatsTo(agent.id)).length;
    const death = await WorkerDeath.watchFrom(world());
    await death.mark();
    const popup = await world().openPopup();
    await popup.find(customerName);
    await ageListing(world());
    await HOLDS[step](death, conversation.id);
    const opening = ScreensPage.next(world().context);
    const reached = death.reaches(conversation.id, step === 'verifying' ? 'creating' : step);
    await popup.filter.press('Enter');
    await reached;
    if (step === 'verifying') {
      await world().control.addFault({ ...LIST, delayMs: HELD_MS, times: 2 });
      await death.reaches(conversation.id, 'verifying');
    }
    if (step === 'issuing-links')
      await expect.poll(async () => (await chatsTo(agent.id)).length).toBe(told + 1);
    await death.stop();
    await world().control.clearFaults();
    await world().openPopup('as left');
    const screens = await opening;
    await screens.page.bringToFront();
    await screens.moves(agent.name);
    expect(await death.hasSuccessor()).toBe(true);
    expect(await liveIds(world())).toEqual(await storedSessions());
    expect(await liveIds(world())).toHaveLength(1);
    await expect.poll(() => death.moment(conversation.id)).toBe('none');
    // They know, and hear of the end once.
    expect((await chatsTo(agent.id)).length).toBeGreaterThan(told);
    const before = (await chatsTo(agent.id)).length;
    for (const sessionId of await storedSessions()) await send('end-session', { sessionId });
    await nobodyIsWatched(world());
    await expect.poll(async () => (await chatsTo(agent.id)).length).toBe(before + 1);
  });
});

describeVideo('the page that shows the screens', () => {
  test('ends what it showed when it is loaded again, and says that nobody is watched', async () => {
    const { screens, agent } = await watchAgent(world(), 'Reloaded Rita');
    await screens.moves(agent.name);
    await screens.page.reload();
    await nobodyIsWatched(world());
    await expect.poll(storedSessions).toEqual([]);
  });

  test('ends what it showed when it crashes, and the next start opens it anew', async () => {
    const { screens, agent, conversation } = await watchAgent(world(), 'Crashed Cora');
    await screens.moves(agent.name);
    const crashed = screens.page.waitForEvent('crash');
    const session = await world().context.newCDPSession(screens.page);
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
    await look();
    await nobodyIsWatched(world());
    await expect.poll(storedSessions).toEqual([]);

    await send('start-session', { conversationId: conversation.id });
    await expect.poll(() => liveIds(world())).toHaveLength(1);
    const made = (await world().control.screenMonitoring()).sessions;
    expect(made.filter(({ targetUserId }) => targetUserId === agent.id)).toHaveLength(2);
  });

  test('that was opened by hand, with nothing to watch, is used by the next start', async () => {
    const byHand = await world().context.newPage();
    await byHand.goto(`chrome-extension://${world().extensionId}/screens.html`);
    await byHand.getByRole('heading', { name: 'Nothing to watch' }).waitFor();
    const conversation = await world().control.addConversation({
      customerName: 'Early Edna',
      agentIds: [AGENTS[0] ?? ''],
    });
    const name = conversation.participants.find(({ purpose }) => purpose === 'agent')?.name ?? '';
    const computer = await world().context.newPage();
    await computer.goto(`${world().origin}/agent-desktop/${AGENTS[0]}`);
    const popup = await world().openPopup();
    await popup.start('Early Edna');
    await new ScreensPage(byHand).moves(name);
    expect(
      world()
        .context.pages()
        .filter((page) => page.url().endsWith('/screens.html')),
    ).toHaveLength(1);
  });
});

describeVideo('a start that is canceled', () => {
  test('while the page still connects ends at once, and leaves nobody watched', async () => {
    // The channel over which the page would connect.
    await world().control.addFault({ method: 'POST', path: '/notifications/channels', delayMs: HELD_MS });
    const customerName = 'Canceled Carla';
    const conversation = await world().control.addConversation({ customerName, agentIds: [AGENTS[0] ?? ''] });
    const agent = agentOf(conversation);
    const death = await WorkerDeath.watchFrom(world());
    const popup = await world().openPopup();
    await popup.find(customerName);
    const opening = ScreensPage.next(world().context);
    await popup.start(customerName);
    const screens = await opening;
    await screens.page.bringToFront();
    await screens.tile(agent.name).getByRole('button', { name: 'End', exact: true }).click();
    await expect.poll(() => death.moment(conversation.id)).toBe('none');
    await screens.page.getByRole('heading', { name: 'Nothing to watch' }).waitFor();
    await world().control.clearFaults();
    // The page is used by the next start; nothing is left of the one before.
    await send('start-session', { conversationId: conversation.id });
    await expect.poll(() => liveIds(world())).toHaveLength(1);
    const made = (await world().control.screenMonitoring()).sessions;
    expect(made.filter(({ conversationId }) => conversationId === conversation.id)).toHaveLength(1);
  });
});

describeVideo('the agent', () => {
  test('is told in their language when they are viewed, at once, and when it ends', async () => {
    const [agentId = ''] = AGENTS;
    await world().control.changeLanguage(agentId, 'de-DE');
    const before = (await chatsTo(agentId)).length;
    const news = async () => (await chatsTo(agentId)).slice(before);
    await watchAgent(world(), 'Told Tilda', { agentIds: [agentId] });
    // Not with the alarm, half a minute later.
    await expect.poll(async () => (await news()).length, { timeout: 15_000 }).toBe(1);
    expect(await news()).toEqual([expect.stringMatching(/Dana Whitfield[\s\S]*Bildschirm/)]);
    for (const sessionId of await storedSessions()) await send('end-session', { sessionId });
    await nobodyIsWatched(world());
    await expect.poll(async () => (await news()).length).toBe(2);
    expect((await news())[1]).toMatch(/Bildschirm/);
    await world().control.changeLanguage(agentId, 'en-US');
  });

  test('who cannot be told is not viewed, and the supervisor reads why', async () => {
    await world().control.addFault({ method: 'POST', path: '/chats/', status: 403, times: ALWAYS });
    await world().control.addFault({
      method: 'GET',
      path: '/screenmonitors/settings',
      status: 403,
      times: ALWAYS,
    });
    await watchAgent(world(), 'Untold Uma');
    await expect
      .poll(async () => (await world().control.screenMonitoring()).sessions.length)
      .toBeGreaterThan(0);
    await nobodyIsWatched(world());
    const popup = await world().openPopup('as left');
    await popup.failure('The agent could not be told that you would view their screens.').waitFor();
    await popup.dismissAll();
  });
});

describeVideo('the end of a session', () => {
  test('comes with the conversation’s', async () => {
    const { screens, agent, conversation } = await watchAgent(world(), 'Ending Erna');
    await screens.moves(agent.name);
    await world().control.endConversation(conversation.id);
    await world().control.finishWrapUp(conversation.id);
    await screens.status(agent.name, /ended|over/i).waitFor();
    await nobodyIsWatched(world());
    await expect.poll(storedSessions).toEqual([]);
  });

  test('comes at the time limit, on the platform too', async () => {
    const { screens, agent } = await watchAgent(world(), 'Limited Lia');
    await screens.moves(agent.name);
    await changeSessions(world(), { expiresIn: 1_000 });
    await screens.status(agent.name, /limit/i).waitFor();
    await nobodyIsWatched(world());
  });

  test('comes with a sign-out for all agents, who are told; nothing is left on the page', async () => {
    const first = await watchAgent(world(), 'Leaving Leo', { agentIds: [AGENTS[0] ?? ''] });
    await first.screens.moves(first.agent.name);
    const second = await world().control.addConversation({
      customerName: 'Leaving Lea',
      agentIds: [AGENTS[1] ?? ''],
    });
    await send('start-session', { conversationId: second.id });
    await expect.poll(() => liveIds(world())).toHaveLength(2);
    await expect.poll(async () => (await chatsTo(AGENTS[1] ?? '')).length).toBeGreaterThan(0);
    const before = (await world().control.chats()).length;
    await send('sign-out');
    await nobodyIsWatched(world());
    await expect.poll(async () => (await world().control.chats()).length).toBe(before + 2);
    await expect
      .poll(() =>
        world()
          .context.pages()
          .filter((page) => page.url().endsWith('/screens.html')),
      )
      .toEqual([]);
  });
});

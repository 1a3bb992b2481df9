import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { screenIntentRecords } from '@/utils/cobrowse/state';
import { describeFailure } from '@/utils/errors/messages';
import { SCREEN_REFUSAL_CODES } from '@/utils/errors/screen-refusal-codes';
import { managedPolicy } from '@/utils/settings/managed-policy';
import { type ControlClient, createControlClient } from '../../simulator/control-client.ts';
import { SUPERVISOR_ID } from '../../simulator/organization.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { createScreenScene, type ScreenScene } from './screen-scene';

const AGENT = 'bbbbbbbb-0000-4000-8000-000000000001';
const OTHER_AGENT = 'bbbbbbbb-0000-4000-8000-000000000002';
const FEMI = 'aaaaaaaa-0000-4000-8000-000000000002';
const START = { method: 'POST', path: '/screenmonitors/sessions$' };
const END = { method: 'DELETE', path: '/screenmonitors/sessions/' };
const DAY = 24 * 60 * 60_000;

let simulator: Simulator;
let control: ControlClient;
let scene: ScreenScene;
let seed = 0;

beforeAll(async () => {
  simulator = await startSimulator({ conversations: 0, cobrowse: 'screen', rateLimitPerMinute: 1_000_000 });
  control = createControlClient(simulator.origin);
});
afterAll(() => simulator.stop());
beforeEach(async () => {
  // Other conversations in each test: workers that died in an earlier one may still be waiting.
  seed += 1;
  await control.reset({ conversations: 0, seed });
  await control.clearFaults();
  scene = await createScreenScene(simulator.origin);
  await scene.signIn();
});
afterEach(async () => {
  for (const page of scene.pages) await page.crash();
  vi.useRealTimers();
});

/** A call of an agent. */
const call = async (agentId = AGENT) => (await control.addConversation({ agentIds: [agentId] })).id;

/** Watches the agent of a new call. */
async function watch(agentId = AGENT) {
  const conversationId = await call(agentId);
  expect(await scene.start(conversationId)).toBeNull();
  const [page] = scene.pages;
  if (!page) throw new Error('No page is open.');
  return { conversationId, page, session: await scene.session() };
}

const failure = async (conversationId: string) => {
  const state = (await scene.parts.starts.of(conversationId))?.state;
  return state?.phase === 'failed' ? state.failure : null;
};
const intents = async () => Object.keys(await screenIntentRecords.readAll());

describe('the level of a session', () => {
  it('is the conversation’s, for the agent’s part in it', async () => {
    const { session } = await watch();
    expect(await scene.made()).toMatchObject([{ monitoringType: 'ConversationLevel', endedDate: null }]);
    expect(session).toMatchObject({
      service: 'screen',
      agent: { userId: AGENT },
      agentNotice: { state: 'sent' },
    });
  });

  it('is the agent’s where the supervisor may watch agents only', async () => {
    await control.changePermissions(SUPERVISOR_ID, {
      remove: ['realtimeMonitor:screen:monitorConversation'],
    });
    await watch();
    expect(await scene.made()).toMatchObject([{ monitoringType: 'AgentLevel', targetUserId: AGENT }]);
  });

  it('is none without either permission: the start says which one is missing', async () => {
    await control.changePermissions(SUPERVISOR_ID, {
      remove: ['realtimeMonitor:screen:monitorConversation', 'realtimeMonitor:screen:monitorAgent'],
    });
    const id = await call();
    expect(await scene.start(id)).not.toBeNull();
    expect(await scene.made()).toEqual([]);
    expect(JSON.stringify(describeFailure((await failure(id)) ?? { code: 'unexpected-error' }))).toContain(
      'permission',
    );
  });
});

describe('a start that the platform refuses', () => {
  it.each(SCREEN_REFUSAL_CODES)('with %s has a sentence of its own and leaves nothing', async (code) => {
    const id = await call();
    await control.refuseScreenMonitoring(code);
    expect(await scene.start(id)).toBe('screen-refused');
    const told = await failure(id);
    expect(told).toMatchObject({ code: 'screen-refused', apiCode: code });
    const described = told && describeFailure(told);
    expect(described?.title).not.toBe(describeFailure({ code: 'screen-refused' }).title);
    expect(described?.recoveryAction).toBe('try-again');
    expect([await scene.watched(), await scene.stored(), await intents()]).toEqual([[], [], []]);
    expect(await scene.start(id)).toBeNull();
    expect(await scene.watched()).toHaveLength(1);
  });

  it.each(['start.monitoring.error', 'service.unavailable'] as const)(
    'with %s, a lost answer, is looked for and sent again once',
    async (code) => {
      const id = await call();
      await control.refuseScreenMonitoring(code);
      expect(await scene.start(id)).toBeNull();
      expect(await scene.made()).toHaveLength(1);
    },
  );

  it('because one is the agent’s own is refused before it is sent', async () => {
    await control.changePermissions(SUPERVISOR_ID, { add: ['realtimeMonitor:screen:participate'] });
    const id = await call(SUPERVISOR_ID).catch(() => null);
    if (id === null) return;
    expect(await scene.start(id)).toBe('no-agent');
    expect(await scene.made()).toEqual([]);
  });
});

describe('a session that is live already', () => {
  it('is taken up where this page shows it', async () => {
    const { conversationId, session } = await watch();
    expect(await scene.start(conversationId)).toBeNull();
    expect(await scene.watched()).toEqual([session.id]);
    expect(await scene.made()).toHaveLength(1);
  });

  it('is taken up where its answer was lost and the page stayed connected', async () => {
    const id = await call();
    await control.addFault({ ...START, drop: 'after' });
    expect(await scene.start(id)).toBeNull();
    expect(await scene.made()).toHaveLength(1);
    expect(await scene.watched()).toEqual([(await scene.session()).id]);
  });

  it('is taken up by the next worker after a death in the create', async () => {
    const id = await call();
    await control.addFault({ ...START, delayMs: 1_000 });
    const dying = scene.start(id);
    await expect.poll(async () => (await scene.made()).length).toBe(1);
    scene.restartWorker();
    await scene.parts.starter.resumeInterrupted();
    expect(await scene.made()).toHaveLength(1);
    expect(await scene.watched()).toEqual([(await scene.session()).id]);
    await dying;
  });

  it('is ended and started anew where another browser of the person has it', async () => {
    const { conversationId, page } = await watch();
    const [first] = await scene.watched();
    await page.crash();
    await scene.restartBrowser();
    await screenIntentRecords.remove([conversationId]);
    await scene.signIn();
    expect(await scene.start(conversationId)).toBeNull();
    expect(await scene.made()).toMatchObject([{ id: first, endReason: 'stopped' }, { endedDate: null }]);
    expect(await scene.watched()).toEqual([(await scene.session()).id]);
  });

  it('in another browser of the person goes on while they only look at its conversation here', async () => {
    const { conversationId, page } = await watch();
    const watched = await scene.watched();
    await page.crash();
    await scene.restartBrowser();
    await screenIntentRecords.remove([conversationId]);
    await scene.signIn();
    await scene.parts.preparations.prepare(conversationId);
    expect(await scene.watched()).toEqual(watched);
    // A press takes it over.
    expect(await scene.start(conversationId)).toBeNull();
    expect(await scene.watched()).toEqual([(await scene.session()).id]);
    expect(await scene.watched()).not.toEqual(watched);
  });

  it('is ended and started anew where its page has crashed, though it is stored', async () => {
    const { conversationId, page, session } = await watch();
    await page.crash();
    expect(await scene.start(conversationId)).toBeNull();
    expect(await scene.watched()).toEqual([(await scene.session()).id]);
    expect((await scene.session()).id).not.toBe(session.id);
  });

  it('of the same agent in another conversation stays what it is', async () => {
    const { session, conversationId } = await watch();
    const other = await call();
    expect(await scene.start(other)).toBe('screen-refused');
    const told = describeFailure((await failure(other)) ?? { code: 'unexpected-error' });
    expect(told).toMatchObject({
      title: 'You are already viewing this agent’s screens.',
      recoveryAction: 'open-session',
    });
    expect((await failure(other))?.sessionId).toBe(session.id);
    expect(await intents()).toEqual([conversationId]);
    expect(await scene.watched()).toEqual([session.id]);
    expect((await scene.session()).conversationId).toBe(conversationId);
  });

  it('of another supervisor is none of ours', async () => {
    const conversation = await control.addConversation({ agentIds: [AGENT] });
    await control.changePermissions(FEMI, { add: ['realtimeMonitor:screen:monitorConversation'] });
    const femi = await createScreenScene(simulator.origin, { signedInAs: FEMI });
    await femi.signIn();
    expect(await femi.start(conversation.id)).toBeNull();
    const [theirs] = await femi.watched();
    for (const page of femi.pages) await page.crash();
    scene = await createScreenScene(simulator.origin);
    await scene.signIn();
    expect(await scene.start(conversation.id)).toBeNull();
    expect(await scene.watched()).toHaveLength(2);
    expect(await scene.watched()).toContain(theirs);
  });
});

describe('what is on disk about a session', () => {
  it('leads, after the browser’s death and a sign-in, to the end of what nobody watches', async () => {
    await watch();
    await scene.restartBrowser();
    expect(await scene.watched()).toHaveLength(1);
    await scene.signIn();
    expect(await scene.parts.screens.next()).toBeLessThanOrEqual(Date.now());
    await scene.maintain();
    expect([await scene.watched(), await intents()]).toEqual([[], []]);
    expect(await scene.parts.screens.next()).toBeNull();
  });

  it('is kept for a while if nothing is found: the create may still arrive', async () => {
    const id = await call();
    await control.addFault({ ...START, drop: 'before', times: 2 });
    await scene.start(id);
    await scene.maintain();
    expect(await intents()).toEqual([id]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 60_000 });
    await scene.maintain();
    expect(await intents()).toEqual([]);
  });

  it('is kept while the platform cannot be asked, and forgotten after a day', async () => {
    await watch();
    await scene.restartBrowser();
    await scene.signIn();
    await control.addFault({ ...END, status: 503, times: 1_000 });
    await scene.maintain();
    expect(await intents()).toHaveLength(1);
    expect(await scene.parts.screens.next()).toBeGreaterThan(Date.now());
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + DAY + 60_000 });
    await scene.maintain();
    expect(await intents()).toEqual([]);
  });

  it('of another person is not touched for a day', async () => {
    await watch();
    const [theirs] = await scene.watched();
    await scene.restartBrowser();
    scene = await createScreenScene(simulator.origin, { signedInAs: FEMI, keepsBrowser: true });
    await scene.signIn();
    await scene.maintain();
    expect(await scene.watched()).toEqual([theirs]);
    expect(await intents()).toHaveLength(1);
    expect(await scene.parts.screens.next()).toBeNull();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + DAY + 60_000 });
    await scene.maintain();
    expect(await intents()).toEqual([]);
  });

  it('is settled beside a start without ending the session of that start', async () => {
    const id = await call();
    await control.addFault({ ...START, drop: 'before', times: 2 });
    expect(await scene.start(id)).not.toBeNull();
    expect(await intents()).toEqual([id]);
    await control.addFault({ method: 'GET', path: '/screenmonitors/users/', delayMs: 400 });
    const maintaining = scene.maintain();
    expect(await scene.start(id)).toBeNull();
    await maintaining;
    expect(await scene.watched()).toEqual([(await scene.session()).id]);
    expect(await intents()).toEqual([id]);
  });

  it('holds ids only', async () => {
    await watch();
    const text = JSON.stringify(await screenIntentRecords.readAll());
    expect(text).not.toMatch(/Bearer|token|name/i);
  });
});

describe('the page', () => {
  it('gets the token only for a session or a start of its own', async () => {
    const stranger = await scene.load(7);
    expect(stranger.access).toBeNull();
    await stranger.crash();
    const { page } = await watch();
    expect(page.access).toMatchObject({ practice: false, apiUrl: simulator.origin });
    await scene.parts.liveSessions.end((await scene.session()).id);
    expect(await scene.parts.screens.access(page.id, page.tabId)).toBeNull();
  });

  it('is refused while another one lives, and shows nothing', async () => {
    const { page, session } = await watch();
    const second = await scene.load(8);
    expect(second.access).toBeNull();
    expect(await scene.watched()).toEqual([session.id]);
    expect(await scene.parts.screens.access(page.id, page.tabId)).not.toBeNull();
  });

  it('is refused without a tab', async () => {
    const { page } = await watch();
    await expect(scene.parts.screens.access(page.id, null)).rejects.toThrow();
  });

  it.each([
    ['is closed', (page: { tabId: number }) => scene.closeTab(page.tabId)],
    [
      'crashes, at the next look',
      async (page: { crash(): Promise<void> }) => {
        await page.crash();
        await scene.maintain();
      },
    ],
    [
      'is loaded again',
      async (page: { tabId: number; crash(): Promise<void> }) => {
        await page.crash();
        expect((await scene.load(page.tabId)).access).not.toBeNull();
      },
    ],
    [
      'crashed, and another start opens it again',
      async (page: { crash(): Promise<void> }) => {
        await page.crash();
        expect(await scene.start(await call(OTHER_AGENT))).toBeNull();
      },
    ],
    [
      'goes to another address',
      async (page: { tabId: number; crash(): Promise<void> }) => {
        await page.crash();
        await scene.parts.screens.noteTabLoads(page.tabId);
      },
    ],
  ])('ends what it showed when it %s', async (_how, leave) => {
    const { page, session } = await watch();
    await leave(page);
    expect(await scene.watched()).not.toContain(session.id);
    expect((await scene.stored()).map(({ id }) => id)).not.toContain(session.id);
  });

  it('whose session cannot be ended keeps it in the store until it is', async () => {
    const { page, session } = await watch();
    await control.addFault({ ...END, status: 503, times: 1_000 });
    await scene.closeTab(page.tabId);
    expect((await scene.session()).id).toBe(session.id);
    await control.clearFaults();
    // Another page is open by then.
    expect(await scene.start(await call(OTHER_AGENT))).toBeNull();
    await scene.maintain();
    expect(await scene.watched()).toEqual([(await scene.session()).id]);
  });

  it('stops one without a picture, and it is ended later if it cannot be now', async () => {
    const { session } = await watch();
    await control.addFault({ ...END, status: 503, times: 1_000 });
    await scene.parts.screens.stop(session.id, 'no-picture').catch(() => undefined);
    expect(await scene.watched()).toEqual([session.id]);
    await control.clearFaults();
    scene.restartWorker();
    await scene.maintain();
    expect([await scene.watched(), await scene.stored()]).toEqual([[], []]);
  });

  it('that never connects fails the start', async () => {
    scene.pagesDoNotConnect();
    const id = await call();
    const starting = scene.start(id);
    await expect.poll(async () => (await fakeBrowser.tabs.query({})).length).toBe(1);
    const [tab] = await fakeBrowser.tabs.query({});
    await scene.closeTab(tab?.id ?? 0);
    expect(await starting).toBe('screen-unreachable');
    expect([await scene.made(), await intents()]).toEqual([[], []]);
  });

  it('that has not connected yet does not hold up a start that is canceled', async () => {
    scene.pagesDoNotConnect();
    const id = await call();
    const starting = scene.start(id);
    await expect.poll(async () => (await fakeBrowser.tabs.query({})).length).toBe(1);
    const [tab] = await fakeBrowser.tabs.query({});
    await scene.parts.starter.cancel(id);
    expect(await starting).toBe('not-found');
    // The page connects when nobody wants it any more.
    await scene.load(tab?.id ?? 0);
    await scene.maintain();
    expect([await scene.made(), await scene.stored(), await intents()]).toEqual([[], [], []]);
    // And serves the next start, which needs it.
    const next = scene.start(id);
    await expect.poll(async () => (await scene.parts.starts.of(id))?.state.phase).toBe('running');
    await scene.load(tab?.id ?? 0);
    expect(await next).toBeNull();
    expect(await scene.watched()).toHaveLength(1);
  });

  it('shows nobody whose start is canceled while the session is created', async () => {
    const id = await call();
    await control.addFault({ ...START, delayMs: 500 });
    const starting = scene.start(id);
    await expect.poll(async () => (await scene.made()).length).toBe(1);
    await scene.parts.starter.cancel(id);
    expect(await starting).toBe('not-found');
    await expect.poll(() => scene.watched()).toEqual([]);
    await expect.poll(() => scene.stored()).toEqual([]);
    expect(await scene.chats()).toEqual([]);
  });

  it('that gives up fails the start, and the next start does not wait for it to be closed', async () => {
    scene.pagesDoNotConnect();
    const id = await call();
    const starting = scene.start(id);
    await expect.poll(async () => (await fakeBrowser.tabs.query({})).length).toBe(1);
    const [tab] = await fakeBrowser.tabs.query({});
    const page = await scene.load(tab?.id ?? 0, 'unreachable');
    expect(await starting).toBe('screen-unreachable');
    const next = scene.start(id);
    await scene.parts.screens.report(page.id, 'connected');
    expect(await next).toBeNull();
    expect(await fakeBrowser.tabs.query({})).toHaveLength(1);
    expect(await scene.watched()).toHaveLength(1);
  });

  it('that was opened by hand, and had nothing to connect for, is used by a start', async () => {
    const { id: tabId } = await scene.openTab(fakeBrowser.runtime.getURL('/screens.html'));
    await expect.poll(() => scene.pages.map(({ access }) => access)).toEqual([null]);
    const { page } = await watch();
    expect(page.tabId).toBe(tabId);
    expect(await fakeBrowser.tabs.query({})).toHaveLength(1);
  });

  it('that is closed while its session is created leaves none', async () => {
    const id = await call();
    await control.addFault({ ...START, delayMs: 1_000 });
    const starting = scene.start(id);
    await expect.poll(async () => (await scene.made()).length).toBe(1);
    await scene.closeTab(scene.pages[0]?.tabId ?? 0);
    expect(await starting).toBe('screen-unreachable');
    expect([await scene.watched(), await scene.stored()]).toEqual([[], []]);
  });

  it('that is closed before the start is done is not opened again', async () => {
    const id = await call();
    await control.addFault({ method: 'POST', path: '/chats/', delayMs: 800 });
    const starting = scene.start(id);
    await expect.poll(async () => (await scene.stored()).length).toBe(1);
    await scene.closeTab(scene.pages[0]?.tabId ?? 0);
    expect(await starting).toBe('screen-unreachable');
    expect(await failure(id)).toEqual({ code: 'screen-unreachable', subject: 'page' });
    expect([await scene.watched(), await scene.stored(), scene.pages]).toEqual([[], [], []]);
    expect(await scene.made()).toHaveLength(1);
  });

  it('that was opened by a worker that died gets its access from the next one', async () => {
    scene.pagesDoNotConnect();
    const id = await call();
    void scene.start(id);
    await expect.poll(async () => (await fakeBrowser.tabs.query({})).length).toBe(1);
    const [tab] = await fakeBrowser.tabs.query({});
    await expect
      .poll(async () => JSON.stringify(await fakeBrowser.storage.session.get('screens-page')))
      .toContain('connecting');
    scene.restartWorker();
    const page = await scene.load(tab?.id ?? 0);
    expect(page.access).not.toBeNull();
    await scene.parts.starter.resumeInterrupted();
    expect(await scene.watched()).toEqual([(await scene.session()).id]);
  });
});

describe('the agent', () => {
  it('is told at once, with the purpose, and of the end', async () => {
    const { session } = await watch();
    expect((await scene.session()).agentNotice).toMatchObject({ state: 'sent' });
    await scene.maintain();
    expect(await scene.parts.screens.next()).toBeGreaterThan(Date.now());
    await scene.parts.liveSessions.end(session.id);
    await expect.poll(async () => (await scene.chats()).length).toBe(2);
    const [begun, ended] = await scene.chats();
    expect(begun).toContain('Dana Whitfield');
    expect(begun).toContain('Coaching');
    expect(ended).not.toContain('Dana Whitfield views');
  });

  it('is told in their language', async () => {
    await control.changeLanguage(AGENT, 'de-DE');
    const { session } = await watch();
    await scene.maintain();
    await scene.parts.liveSessions.end(session.id);
    await expect.poll(async () => (await scene.chats()).length).toBe(2);
    expect((await scene.chats()).join('\n')).toMatch(/Bildschirm[\s\S]*Bildschirm/);
  });

  it('is told once, however often the look is repeated and workers die', async () => {
    await watch();
    await Promise.all([scene.maintain(), scene.maintain()]);
    scene.restartWorker();
    await scene.maintain();
    expect(await scene.chats()).toHaveLength(1);
  });

  it('who cannot be told is not viewed: the session ends and the start says why', async () => {
    const conversationId = await call();
    await control.addFault({ method: 'POST', path: '/chats/', status: 403, times: 1_000 });
    await control.addFault({ method: 'GET', path: '/screenmonitors/settings', status: 403, times: 1_000 });
    expect(await scene.start(conversationId)).toBe('agent-not-told');
    expect(await scene.made()).toHaveLength(1);
    expect([await scene.watched(), await scene.stored()]).toEqual([[], []]);
    expect(await failure(conversationId)).toMatchObject({ code: 'agent-not-told' });
  });

  it('whom Genesys Cloud tells itself may be viewed without our message', async () => {
    await control.addFault({ method: 'POST', path: '/chats/', status: 403, times: 1_000 });
    await watch();
    expect((await scene.session()).agentNotice).toEqual({ state: 'by-platform', at: null });
    expect(await scene.watched()).toHaveLength(1);
  });

  it('is not told where the policy says so', async () => {
    vi.spyOn(managedPolicy, 'get').mockResolvedValue({ tellMonitoredAgents: false });
    const { session } = await watch();
    await scene.maintain();
    expect((await scene.session()).agentNotice).toEqual({ state: 'off', at: null });
    await scene.parts.liveSessions.end(session.id);
    expect(await scene.chats()).toEqual([]);
  });

  it('is told, once, when the policy says so while they are viewed', async () => {
    const policy = vi.spyOn(managedPolicy, 'get').mockResolvedValue({ tellMonitoredAgents: false });
    await watch();
    await scene.maintain();
    policy.mockResolvedValue({ tellMonitoredAgents: true });
    // The change of the policy is news, so the next look is planned.
    expect(await scene.parts.screens.next()).toBeLessThanOrEqual(Date.now());
    await Promise.all([scene.maintain(), scene.maintain()]);
    await scene.maintain();
    expect((await scene.session()).agentNotice).toMatchObject({ state: 'sent' });
    expect(await scene.chats()).toHaveLength(1);
  });

  it('who cannot be told when the policy says so is viewed no longer', async () => {
    const policy = vi.spyOn(managedPolicy, 'get').mockResolvedValue({ tellMonitoredAgents: false });
    const { conversationId } = await watch();
    await control.addFault({ method: 'POST', path: '/chats/', status: 403, times: 1_000 });
    await control.addFault({ method: 'GET', path: '/screenmonitors/settings', status: 403, times: 1_000 });
    policy.mockResolvedValue({});
    await scene.maintain();
    expect([await scene.watched(), await scene.stored()]).toEqual([[], []]);
    expect(await failure(conversationId)).toMatchObject({ code: 'agent-not-told' });
  });

  it('is told of the end when the network is back, and the look is planned for it', async () => {
    const { session } = await watch();
    await scene.maintain();
    await control.addFault({ method: 'POST', path: '/chats/', drop: 'before', times: 1_000 });
    await scene.parts.liveSessions.end(session.id);
    await scene.maintain();
    expect(await scene.chats()).toHaveLength(1);
    expect(await scene.parts.screens.next()).toBeGreaterThan(Date.now());
    await control.clearFaults();
    await Promise.all([scene.maintain(), scene.maintain()]);
    await scene.maintain();
    expect(await scene.chats()).toHaveLength(2);
  });
});

describe('the end', () => {
  it('comes at the time limit, for real, and is tried again without haste when it fails', async () => {
    await watch();
    await scene.maintain();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61 * 60_000 });
    await control.addFault({ ...END, drop: 'before', times: 1_000 });
    await scene.parts.sessionWatch.endOverdue().catch(() => undefined);
    expect(await scene.watched()).toHaveLength(1);
    expect(await scene.stored()).toHaveLength(1);
    await control.clearFaults();
    await scene.parts.sessionWatch.endOverdue();
    expect([await scene.watched(), await scene.stored()]).toEqual([[], []]);
    await expect.poll(async () => (await scene.chats()).length).toBe(2);
  });

  it('comes at a limit that the policy has lowered, for real, and is tried again when it fails', async () => {
    const { session } = await watch();
    await scene.maintain();
    vi.spyOn(managedPolicy, 'get').mockResolvedValue({ maxTimeoutInMinutes: 15 });
    await scene.parts.sessionWatch.enforceLimits();
    expect((await scene.session()).expiresAt).toBe((session.joinedAt ?? 0) + 15 * 60_000);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 16 * 60_000 });
    await control.addFault({ ...END, status: 403, times: 1_000 });
    await scene.parts.sessionWatch.endOverdue().catch(() => undefined);
    // It may not be given up while the platform still shows the agent's screens.
    expect([await scene.watched(), await scene.stored()]).toMatchObject([[session.id], [{ id: session.id }]]);
    await control.clearFaults();
    await scene.parts.sessionWatch.endOverdue();
    expect([await scene.watched(), await scene.stored()]).toEqual([[], []]);
    expect((await scene.ended()).map(({ how }) => how)).toEqual(['time-limit']);
  });

  it('is not hindered by a policy that fixes another service meanwhile', async () => {
    const { session, page } = await watch();
    vi.spyOn(managedPolicy, 'get').mockResolvedValue({ cobrowseService: 'platform' });
    await scene.parts.sessionWatch.enforceLimits();
    await scene.maintain();
    expect(await scene.parts.sessionWatch.check(session)).toBe(true);
    expect(await scene.parts.screens.access(page.id, page.tabId)).toMatchObject({ practice: false });
    await scene.parts.liveSessions.end(session.id);
    expect([await scene.watched(), await scene.stored()]).toEqual([[], []]);
    await expect.poll(async () => (await scene.chats()).length).toBe(2);
  });

  it('comes to stay when it is pressed before the start is done', async () => {
    const conversationId = await call();
    await control.addFault({ method: 'POST', path: '/chats/', delayMs: 800 });
    const starting = scene.start(conversationId);
    await expect.poll(async () => (await scene.stored()).length).toBe(1);
    await scene.parts.liveSessions.end((await scene.session()).id);
    await starting;
    expect([await scene.watched(), await scene.stored()]).toEqual([[], []]);
    expect(await scene.made()).toHaveLength(1);
    expect(await scene.parts.starts.of(conversationId)).toBeNull();
  });

  it('comes with a sign-out, which also tells the agent and ends what was left', async () => {
    const { conversationId } = await watch();
    await scene.maintain();
    await control.addFault({ ...START, drop: 'after', delayMs: 500 });
    const left = await call(OTHER_AGENT);
    const starting = scene.start(left);
    await expect.poll(async () => (await scene.made()).length).toBe(2);
    await control.addFault({ method: 'GET', path: '/screenmonitors/users/', status: 503, times: 100 });
    expect(await starting).toBe('unreachable');
    expect(await intents()).toEqual(expect.arrayContaining([conversationId, left]));
    expect(await scene.watched()).toHaveLength(2);
    await control.clearFaults();
    await scene.parts.auth.signOut();
    expect(await scene.watched()).toEqual([]);
    expect(await scene.stored()).toEqual([]);
    expect(await fakeBrowser.tabs.query({})).toEqual([]);
    expect(await scene.chats()).toHaveLength(2);
  });

  it('comes with a sign-out while the agent is told that it begins: they are told of the end too', async () => {
    const conversationId = await call();
    await control.addFault({ method: 'POST', path: '/chats/', delayMs: 800 });
    const starting = scene.start(conversationId);
    await expect.poll(async () => (await scene.stored())[0]?.agentNotice?.tried).toBe(true);
    await scene.parts.auth.signOut();
    await starting;
    expect([await scene.watched(), await scene.stored()]).toEqual([[], []]);
    expect(await scene.chats()).toEqual([
      expect.stringContaining('Coaching'),
      expect.not.stringContaining('Coaching'),
    ]);
  });

  it('elsewhere is noticed', async () => {
    const { session } = await watch();
    await control.endScreenMonitoring(session.id);
    expect(await scene.parts.sessionWatch.check(session)).toBe(false);
    expect([await scene.stored(), await intents()]).toEqual([[], []]);
  });
});

describe('notes', () => {
  it('are kept up to the limit, and refused for a session that is over', async () => {
    const { session } = await watch();
    await scene.parts.screens.addNote(session.id, 'A note', 1);
    expect((await scene.session()).notes).toEqual([{ at: 1, text: 'A note' }]);
    await scene.parts.liveSessions.end(session.id);
    await scene.parts.screens.addNote(session.id, 'Half written', Date.now() - 60_000);
    await expect(scene.parts.screens.addNote(session.id, 'Too late', Date.now() + 60_000)).rejects.toThrow();
  });
});

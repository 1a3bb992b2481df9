import { beforeEach, describe, expect, it } from 'vitest';
import type { EndNotice, Session } from '@/utils/cobrowse/model';
import { createSessionStore } from '@/utils/cobrowse/session-store';
import { fail } from '@/utils/errors/failure';
import { createAgentNotices } from '@/utils/invite/agent-notices';
import { AGENT, memoryStore, NOW, storedSession } from '../cobrowse/fixtures';

const SCREEN: Partial<Session> = {
  service: 'screen',
  monitoring: { agentUserId: AGENT.userId, participantId: 'p-1', page: 'page-1' },
  agentNotice: { state: 'pending', at: null },
  purpose: 'Coaching',
};

let sent: string[];
let slept: number[];
/** How the next messages fail, in order. */
let failures: Error[];
/** Calls back while a message is on its way. */
let whileSending: () => Promise<void>;
let language: string | null;
let tellsItself: boolean | Error;
let isOff: boolean;
let ends: ReturnType<typeof memoryStore<EndNotice[]>>;
let sessionStore: ReturnType<typeof createSessionStore>;

beforeEach(async () => {
  sent = [];
  slept = [];
  failures = [];
  whileSending = async () => undefined;
  language = 'en-US';
  tellsItself = false;
  isOff = false;
  ends = memoryStore<EndNotice[]>([]);
  sessionStore = createSessionStore({
    sessions: memoryStore<Record<string, Session>>({}),
    ended: memoryStore([]),
    joinLinks: memoryStore({}),
    now: () => NOW,
  });
  await sessionStore.keepSession(storedSession('s-1', SCREEN));
});

const create = () =>
  createAgentNotices({
    api: {
      async getLanguagePreference() {
        if (language === null) throw fail('permission-denied');
        return language;
      },
      async sendChatMessage(userId, text) {
        expect(userId).toBe(AGENT.userId);
        await whileSending();
        const failure = failures.shift();
        if (failure) throw failure;
        sent.push(text);
      },
      async tellsMonitoredAgents() {
        if (tellsItself instanceof Error) throw tellsItself;
        return tellsItself;
      },
    },
    sessionStore,
    ends,
    getSupervisorName: async () => 'Dana Whitfield',
    getNotice: async () => '',
    isOff: async () => isOff,
    sleep: async (ms) => {
      slept.push(ms);
    },
    now: () => NOW,
  });

const notice = async () => (await sessionStore.session('s-1'))?.agentNotice;
const told = async (): Promise<Session> => {
  const session = await sessionStore.session('s-1');
  if (!session) throw new Error('The session is gone.');
  return session;
};

describe('the message that screens are viewed', () => {
  it('is sent once, however often it is asked for', async () => {
    const notices = create();
    expect(await Promise.all([notices.tellBegun('s-1'), notices.tellBegun('s-1')])).toEqual([true, true]);
    expect(await notices.tellBegun('s-1')).toBe(true);
    expect(await create().tellBegun('s-1')).toBe(true);
    expect(sent).toHaveLength(1);
    expect(await notice()).toEqual({ state: 'sent', at: NOW });
  });

  it.each([
    ['de-DE', /Bildschirm/],
    ['en-US', /Dana Whitfield/],
    [null, /Dana Whitfield/],
  ])('is in the agent’s language: %s', async (tag, expected) => {
    language = tag;
    await create().tellBegun('s-1');
    expect(sent[0]).toMatch(expected);
  });

  it('is tried three times where it may get through', async () => {
    failures = [fail('timed-out'), fail('server-error')];
    expect(await create().tellBegun('s-1')).toBe(true);
    expect(slept).toEqual([1_500, 3_000]);
    expect(sent).toHaveLength(1);
  });

  it('that cannot be sent ends the session, unless Genesys Cloud tells the agent itself', async () => {
    failures = [fail('permission-denied')];
    expect(await create().tellBegun('s-1')).toBe(false);
    expect(slept).toEqual([]);
    expect(await notice()).toEqual({ state: 'pending', at: null });
    failures = [fail('permission-denied')];
    tellsItself = fail('permission-denied') as Error;
    expect(await create().tellBegun('s-1')).toBe(false);
    failures = [fail('permission-denied')];
    tellsItself = true;
    expect(await create().tellBegun('s-1')).toBe(true);
    expect(await notice()).toEqual({ state: 'by-platform', at: null });
  });

  it('is not sent where the policy says so', async () => {
    isOff = true;
    expect(await create().tellBegun('s-1')).toBe(true);
    expect(await notice()).toEqual({ state: 'off', at: null });
    expect(sent).toEqual([]);
  });

  it('is followed by the other one if the session ends while it is sent', async () => {
    whileSending = async () => {
      whileSending = async () => undefined;
      await sessionStore.endSession('s-1', 'ended-by-you');
    };
    await create().tellBegun('s-1');
    expect(sent).toHaveLength(2);
    expect(await ends.get()).toEqual([]);
  });
});

describe('the message that screens are no longer viewed', () => {
  it.each(['pending', 'by-platform', 'off'] as const)(
    'is not sent where the first was “%s”',
    async (state) => {
      await create().tellEnded({ ...(await told()), agentNotice: { state, at: null } });
      expect(sent).toEqual([]);
    },
  );

  it('is sent once, even while it is repeated', async () => {
    const notices = create();
    await notices.tellBegun('s-1');
    whileSending = () => new Promise((resolve) => setImmediate(resolve));
    await Promise.all([notices.tellEnded(await told()), notices.repeat(), notices.repeat()]);
    await notices.repeat();
    expect(sent).toHaveLength(2);
    expect(await notices.isBehind()).toBe(false);
  });

  it('waits for as long as the platform cannot be reached, also for the next worker', async () => {
    await create().tellBegun('s-1');
    failures = Array.from({ length: 20 }, () => fail('unreachable'));
    await create().tellEnded(await told());
    while (failures.length > 0) await create().repeat();
    expect(await create().isBehind()).toBe(true);
    await create().repeat();
    expect(sent).toHaveLength(2);
    expect(await create().isBehind()).toBe(false);
  });

  it('is given up after six answers, and at once after a refusal', async () => {
    await create().tellBegun('s-1');
    failures = Array.from({ length: 6 }, () => fail('server-error'));
    await create().tellEnded(await told());
    while (failures.length > 0) await create().repeat();
    expect(await create().isBehind()).toBe(false);
    failures = [fail('permission-denied')];
    await create().tellEnded(await told());
    expect(await create().isBehind()).toBe(false);
    expect(sent).toHaveLength(1);
  });
});

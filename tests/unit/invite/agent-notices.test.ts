import { beforeEach, describe, expect, it, vi } from 'vitest';
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
let languagesRead: number;
let tellsItself: boolean | Error;
let isOff: boolean;
/** How far the server's clock is ahead of this computer's. */
let serverAheadMs: number;
let ends: ReturnType<typeof memoryStore<EndNotice[]>>;
let sessionStore: ReturnType<typeof createSessionStore>;

beforeEach(async () => {
  sent = [];
  slept = [];
  languagesRead = 0;
  failures = [];
  whileSending = async () => undefined;
  language = 'en-US';
  tellsItself = false;
  isOff = false;
  serverAheadMs = 0;
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
        languagesRead += 1;
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
    toServer: (time) => time + serverAheadMs,
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

  it('says until when by the server’s clock, though this computer’s is wrong', async () => {
    const minutesOf = (text: string | undefined) => /:(\d\d)/.exec(text ?? '')?.[1];
    serverAheadMs = 7 * 60_000;
    await create().tellBegun('s-1');
    // Started at :00, for 15 minutes.
    expect(minutesOf(sent[0])).toBe('22');
    expect(sent[0]).toContain('15 minutes');
    await create().tellEnded(await told());
    expect(minutesOf(sent[1])).toBe('07');
  });

  it('needs no other read of a language that was read while the session was created', async () => {
    const notices = create();
    notices.prepare(AGENT.userId);
    language = null;
    await notices.tellBegun('s-1');
    notices.prepare(AGENT.userId);
    expect(languagesRead).toBe(2);
    expect(sent[0]).toMatch(/Dana Whitfield/);
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

  describe('in whose sending the session ends', () => {
    /** Ends it as the background does: whoever ends a session has its agent told. */
    async function endWhileSending(): Promise<void> {
      const notices = create();
      let telling: Promise<void> | undefined;
      whileSending = async () => {
        whileSending = async () => undefined;
        const session = await sessionStore.endSession('s-1', 'ended-by-you');
        if (session) telling = notices.tellEnded(session);
        // Long enough for the other message, if that did not wait.
        await new Promise((resolve) => setTimeout(resolve, 10));
      };
      await notices.tellBegun('s-1');
      await telling;
    }

    it('is followed by the other one, in this order', async () => {
      await endWhileSending();
      expect(sent).toEqual([expect.stringContaining('Coaching'), expect.not.stringContaining('Coaching')]);
      expect(await ends.get()).toEqual([]);
    });

    it('is followed by the other one where it may have arrived', async () => {
      failures = Array.from({ length: 3 }, () => fail('timed-out'));
      await endWhileSending();
      expect(sent).toEqual([expect.not.stringContaining('Coaching')]);
    });

    it('is not followed by the other one where it was refused', async () => {
      failures = [fail('permission-denied')];
      await endWhileSending();
      expect(sent).toEqual([]);
      expect(await ends.get()).toEqual([]);
    });

    it('is followed by the other one where the worker dies before its answer', async () => {
      whileSending = () => new Promise(() => undefined);
      void create().tellBegun('s-1');
      await vi.waitFor(async () => expect((await notice())?.tried).toBe(true));
      whileSending = async () => undefined;
      await create().tellEnded(await told());
      expect(sent).toHaveLength(1);
    });
  });

  it('is not sent for a session that has just ended', async () => {
    const notices = create();
    const telling = notices.tellBegun('s-1');
    await sessionStore.endSession('s-1', 'ended-by-you');
    expect(await telling).toBe(true);
    expect(sent).toEqual([]);
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

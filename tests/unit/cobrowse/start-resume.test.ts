import { describe, expect, it } from 'vitest';
import { RUNNING_STATES, type RunningState } from '@/utils/cobrowse/start-states';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import {
  CONVERSATION_ID,
  conversation,
  DANA,
  MINUTE,
  NOW,
  newStart,
  SETTINGS,
  storedSession,
} from './fixtures';
import { createScene, LINKS } from './start-harness';

const request = { conversationId: CONVERSATION_ID, settings: SETTINGS };
const stateOf = async (scene: ReturnType<typeof createScene>) =>
  (await scene.starts.of(CONVERSATION_ID))?.state;

/** A start that meets a rate limit at its create. */
async function limited(retryAt: number | undefined) {
  const scene = createScene();
  await scene.prepare();
  scene.failNext('create', () => {
    throw fail('rate-limited', retryAt === undefined ? {} : { retryAt });
  });
  await failureOf(scene.starter.start(request));
  return scene;
}

describe('a start of somebody who is signed out', () => {
  async function signedOut() {
    const scene = createScene();
    scene.world.me = () => {
      throw fail('signed-out');
    };
    expect(await failureOf(scene.starter.start(request))).toEqual({ code: 'signed-out' });
    scene.world.me = () => DANA;
    return scene;
  }

  it('waits, and goes on after the sign-in: it looks before it creates', async () => {
    const scene = await signedOut();
    expect(await stateOf(scene)).toEqual({ phase: 'waiting', failure: { code: 'signed-out' } });
    scene.world.listed = conversation();
    await scene.starter.resumeAfterSignIn();
    expect(scene.network.rounds).toEqual([['findLive', 'getConversation'], ['create'], LINKS]);
    expect(await scene.starts.all()).toEqual([]);
    expect(await scene.sessionStore.sessionOf(CONVERSATION_ID)).toMatchObject({ id: 's-1', tabId: 77 });
  });

  it('resumes with the settings it was started with', async () => {
    const scene = createScene();
    scene.world.me = () => {
      throw fail('signed-out');
    };
    const settings = { allowRemoteControl: true, timeoutInMinutes: 60 };
    await failureOf(scene.starter.start({ conversationId: CONVERSATION_ID, settings }));
    expect(await scene.starts.of(CONVERSATION_ID)).toMatchObject({ settings });
  });

  it('resumes with no more than the organization allows by then', async () => {
    const scene = createScene();
    scene.world.me = () => {
      throw fail('signed-out');
    };
    const settings = { allowRemoteControl: true, timeoutInMinutes: 480 };
    await failureOf(scene.starter.start({ conversationId: CONVERSATION_ID, settings }));
    scene.world.me = () => DANA;
    scene.world.limit = () => ({ allowRemoteControl: false, timeoutInMinutes: 30 });
    await scene.nextWorker().resumeAfterSignIn();
    expect(scene.world.asked).toEqual([{ allowRemoteControl: false, timeoutInMinutes: 30 }]);
  });

  it('is not resumed by a due time or an interruption', async () => {
    const scene = await signedOut();
    await scene.starter.resumeInterrupted();
    await scene.starter.resumeDue();
    expect(await stateOf(scene)).toMatchObject({ phase: 'waiting' });
  });

  it('that was dismissed does not resume', async () => {
    const scene = await signedOut();
    await scene.starts.forget(CONVERSATION_ID);
    await scene.starter.resumeAfterSignIn();
    expect(scene.network.calls()).toEqual([]);
  });
});

describe('a start that met missing host access', () => {
  it('waits, and goes on when the browser grants it, as it was started', async () => {
    const scene = createScene();
    scene.world.me = () => {
      throw fail('host-access-missing', { subject: 'api.mypurecloud.com' });
    };
    await failureOf(scene.starter.start(request));
    const failure = { code: 'host-access-missing', subject: 'api.mypurecloud.com' };
    expect(await stateOf(scene)).toEqual({ phase: 'waiting', failure });
    await scene.starter.resumeAfterSignIn();
    await scene.starter.resumeDue();
    expect(await stateOf(scene)).toMatchObject({ phase: 'waiting' });
    scene.world.me = () => DANA;
    scene.world.listed = conversation();
    await scene.starter.resumeAfterGrant();
    expect(scene.count('create')).toBe(1);
    expect(await scene.sessionStore.sessionOf(CONVERSATION_ID)).toMatchObject({ id: 's-1', tabId: 77 });
  });
});

describe('a start that met a rate limit', () => {
  it('waits until it is due, and goes on then', async () => {
    const scene = await limited(NOW + 30_000);
    expect(await stateOf(scene)).toMatchObject({ phase: 'waiting', failure: { retryAt: NOW + 30_000 } });
    scene.world.now = NOW + 29_999;
    await scene.starter.resumeDue();
    expect(scene.count('create')).toBe(1);
    scene.world.now = NOW + 30_000;
    await scene.starter.resumeDue();
    expect(await scene.sessionStore.sessionOf(CONVERSATION_ID)).toMatchObject({ id: 's-1' });
    expect(await scene.starts.all()).toEqual([]);
  });

  it('that meets it again waits again', async () => {
    const scene = await limited(NOW + 30_000);
    scene.world.now = NOW + 30_000;
    scene.failNext('findLive', () => {
      throw fail('rate-limited', { retryAt: NOW + 90_000 });
    });
    await scene.starter.resumeDue();
    expect(await stateOf(scene)).toMatchObject({ phase: 'waiting', failure: { retryAt: NOW + 90_000 } });
  });

  it('does not wait for more than ten minutes', async () => {
    const tenMinutes = await limited(NOW + 10 * MINUTE);
    const longer = await limited(NOW + 10 * MINUTE + 1);
    expect(await stateOf(tenMinutes)).toMatchObject({ phase: 'waiting' });
    expect(await stateOf(longer)).toMatchObject({ phase: 'failed', failure: { code: 'rate-limited' } });
  });

  it('without a time fails: nothing would ever resume it', async () => {
    const scene = await limited(undefined);
    expect(await stateOf(scene)).toEqual({ phase: 'failed', failure: { code: 'rate-limited' } });
  });
});

describe('a start that a worker’s death cut off', () => {
  const AFTERWARDS = {
    checking: [['findLive', 'getConversation'], ['create'], LINKS],
    creating: [['findLive'], ['findLive', 'getConversation'], ['create'], LINKS],
    verifying: [['findLive'], ['findLive', 'getConversation'], ['create'], LINKS],
    'issuing-links': [LINKS],
    opening: [],
  } satisfies Record<RunningState, string[][]>;

  it.each(RUNNING_STATES)(
    'at “%s” is resumed by the next worker, and nothing happens twice',
    async (step) => {
      const scene = createScene();
      scene.world.listed = conversation();
      await scene.starts.begin(newStart());
      if (step === 'issuing-links' || step === 'opening') {
        await scene.sessionStore.keepSession(storedSession(scene.make().id));
        await scene.sessionStore.keepJoinLink('s-1', DANA.userId, {
          url: 'https://x/',
          expiresAt: NOW + MINUTE,
        });
      }
      await scene.starts.reach(CONVERSATION_ID, { phase: 'running', step, tries: 1, sessionId: 's-1' });
      await scene.nextWorker().resumeInterrupted();
      expect(scene.network.rounds).toEqual(AFTERWARDS[step]);
      expect(scene.world.shown).toHaveLength(1);
      expect(await scene.starts.all()).toEqual([]);
    },
  );

  it('at “opening” long ago gets a fresh link', async () => {
    const scene = createScene();
    await scene.starts.begin(newStart());
    await scene.sessionStore.keepSession(storedSession(scene.make().id));
    await scene.sessionStore.keepJoinLink('s-1', DANA.userId, { url: 'https://x/', expiresAt: NOW - 1 });
    await scene.starts.reach(CONVERSATION_ID, {
      phase: 'running',
      step: 'opening',
      tries: 1,
      sessionId: 's-1',
    });
    await scene.nextWorker().resumeInterrupted();
    expect(scene.network.rounds).toEqual([LINKS]);
    expect(scene.world.shown).not.toContain('https://x/');
  });

  it('and pressed again before it was taken up goes on from where it was', async () => {
    const scene = createScene();
    scene.make();
    await scene.starts.begin(newStart());
    await scene.starts.reach(CONVERSATION_ID, { phase: 'running', step: 'creating', tries: 1 });
    const worker = scene.nextWorker();
    await Promise.all([worker.start(request), worker.resumeInterrupted()]);
    expect(scene.count('create')).toBe(0);
    expect(scene.world.shown).toHaveLength(1);
  });

  it('that comes to its end while it is looked for is not begun once more', async () => {
    const scene = createScene();
    await scene.starts.begin(newStart());
    await scene.starts.reach(CONVERSATION_ID, { phase: 'running', step: 'creating', tries: 1 });
    const all = scene.starts.all;
    scene.starts.all = async () => {
      const seen = await all();
      await scene.starts.forget(CONVERSATION_ID);
      return seen;
    };
    await scene.nextWorker().resumeInterrupted();
    expect(scene.network.rounds).toEqual([]);
    expect(await scene.starts.of(CONVERSATION_ID)).toBeNull();
  });

  it('after its create joins what the create made', async () => {
    const scene = createScene();
    scene.make();
    await scene.starts.begin(newStart());
    await scene.starts.reach(CONVERSATION_ID, { phase: 'running', step: 'creating', tries: 1 });
    await scene.nextWorker().resumeInterrupted();
    expect(scene.count('create')).toBe(0);
    expect(await scene.sessionStore.sessionOf(CONVERSATION_ID)).toMatchObject({ id: 's-1', tabId: 77 });
  });

  it('after its create knows whom the session is with, and has it even where that cannot be read', async () => {
    for (const readable of [true, false]) {
      const scene = createScene();
      scene.make();
      await scene.starts.begin(newStart());
      await scene.starts.reach(CONVERSATION_ID, { phase: 'running', step: 'creating', tries: 1 });
      if (!readable)
        scene.failNext('getConversation', () => {
          throw fail('server-error');
        });
      await scene.nextWorker().resumeInterrupted();
      const { customerName, queueName } = readable ? conversation() : { customerName: null, queueName: null };
      expect(await scene.sessionStore.sessionOf(CONVERSATION_ID)).toMatchObject({
        id: 's-1',
        customerName,
        queueName,
      });
    }
  });

  it('does not trust what was read ahead', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.make();
    await scene.starts.begin(newStart());
    await scene.starter.resumeInterrupted();
    expect(scene.count('create')).toBe(0);
  });

  it('keeps the time at which the user started it', async () => {
    const scene = createScene();
    await scene.starts.begin(newStart({ startedAt: NOW - MINUTE }));
    scene.world.conversation = null;
    await scene.nextWorker().resumeInterrupted();
    expect(await scene.starts.of(CONVERSATION_ID)).toMatchObject({
      startedAt: NOW - MINUTE,
      state: { phase: 'failed' },
    });
  });

  it('does not stop another one by failing', async () => {
    const scene = createScene();
    const other = '99999999-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
    await scene.starts.begin(newStart());
    await scene.starts.begin(newStart({ conversationId: other }));
    scene.failNext('getConversation', () => {
      throw fail('permission-denied');
    });
    await scene.nextWorker().resumeInterrupted();
    expect(await scene.starts.all()).toHaveLength(1);
    expect(await scene.sessionStore.sessions()).toHaveLength(1);
  });

  it('is left alone while it still runs in this worker', async () => {
    const scene = createScene();
    const starting = scene.starter.start(request);
    await scene.starter.resumeInterrupted();
    await starting;
    expect(scene.count('create')).toBe(1);
    expect(scene.count('findLive')).toBe(1);
  });

  it('is left alone when it has failed: that is for the user to see', async () => {
    const scene = createScene();
    await scene.starts.begin(newStart());
    await scene.starts.fail(newStart(), { code: 'no-agent' });
    await scene.nextWorker().resumeInterrupted();
    await scene.nextWorker().resumeAfterSignIn();
    await scene.nextWorker().resumeDue();
    expect(scene.network.calls()).toEqual([]);
  });
});

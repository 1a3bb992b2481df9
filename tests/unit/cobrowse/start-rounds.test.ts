import { describe, expect, it } from 'vitest';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { AGENT, CONVERSATION_ID, conversation, DANA, liveSession, NOW, SETTINGS } from './fixtures';
import { createScene, LINKS } from './start-harness';

const request = { conversationId: CONVERSATION_ID, settings: SETTINGS };

describe('round trips of a start', () => {
  it('that was read ahead, none live: create, then both tokens: two', async () => {
    const scene = createScene();
    await scene.prepare();
    const session = await scene.starter.start(request);
    expect(scene.network.rounds).toEqual([['create'], LINKS]);
    expect(session).toMatchObject({ id: 's-1', joinedExisting: false, tabId: 77 });
  });

  it('that was read ahead, one live: both tokens: one, and no create', async () => {
    const scene = createScene();
    scene.make();
    await scene.prepare();
    const session = await scene.starter.start(request);
    expect(scene.network.rounds).toEqual([LINKS]);
    expect(session).toMatchObject({ id: 's-1', joinedExisting: true });
  });

  it('that was listed seconds ago: look-up and create travel together: two', async () => {
    const scene = createScene();
    scene.world.listed = conversation();
    await scene.starter.start(request);
    expect(scene.network.rounds).toEqual([['findLive', 'create'], LINKS]);
  });

  it('that was listed seconds ago, one live: the look-up of the same round says which: two', async () => {
    const scene = createScene();
    scene.make();
    scene.world.listed = conversation();
    const session = await scene.starter.start(request);
    expect(scene.network.rounds).toEqual([['findLive', 'create'], LINKS]);
    expect(session).toMatchObject({ id: 's-1', joinedExisting: true });
  });

  it('of a conversation nobody has read: conversation and look-up together first: three', async () => {
    const scene = createScene();
    await scene.starter.start(request);
    expect(scene.network.rounds).toEqual([['findLive', 'getConversation'], ['create'], LINKS]);
  });

  it('while it is being read ahead: the conversation is not read twice', async () => {
    const scene = createScene();
    const preparing = scene.preparations.prepare(CONVERSATION_ID);
    await scene.starter.start(request);
    await preparing;
    expect(scene.count('getConversation')).toBe(1);
  });

  it('with a service that does not refuse a second session: looks before it creates', async () => {
    const scene = createScene({ refusesSecondSession: false });
    scene.world.listed = conversation();
    await scene.starter.start(request);
    expect(scene.network.rounds).toEqual([['findLive'], ['create'], LINKS]);
  });

  it('does not use prefetched data twice: the second start looks again', async () => {
    const scene = createScene();
    await scene.prepare();
    await scene.starter.start(request);
    scene.network.rounds.length = 0;
    const second = await scene.starter.start(request);
    expect(scene.network.rounds).toEqual([['findLive', 'getConversation'], LINKS]);
    expect(second).toMatchObject({ id: 's-1', joinedExisting: false });
  });

  it('whose page is still open keeps the mark of the link in that tab, so that ending closes it', async () => {
    const scene = createScene();
    const { pageMark } = await scene.starter.start(request);
    const second = await scene.starter.start(request);
    expect(scene.world.shown[1]).not.toBe(scene.world.shown[0]);
    expect(second).toMatchObject({ tabId: 77, pageMark });
  });
});

describe('who is in the session', () => {
  const SECOND = 1_000;
  const BRUNO = { userId: 'u-bruno', name: 'Bruno Costa' };
  const withBruno = () => conversation({ agent: BRUNO });

  it.each([1.001, 5, 15, 19, 25])(
    'is the agent of after the press, where nobody follows and it was read %d seconds before',
    async (seconds) => {
      const scene = createScene();
      await scene.prepare();
      scene.world.conversation = withBruno();
      scene.world.now += seconds * SECOND;
      expect(await scene.starter.start(request)).toMatchObject({ agent: { userId: BRUNO.userId } });
      expect(scene.network.rounds).toEqual([
        ['findLive', 'getConversation'],
        ['create'],
        [`joinLink ${DANA.userId}`, `joinLink ${BRUNO.userId}`],
      ]);
      expect(scene.world.askedWith).toEqual([BRUNO.userId]);
    },
  );

  it.each([0, 1, 4])(
    'is the agent of after the press, where an event said so %d seconds later',
    async (seconds) => {
      const scene = createScene();
      scene.world.followed = true;
      await scene.prepare();
      scene.world.conversation = withBruno();
      scene.world.differs = true;
      scene.world.now += seconds * SECOND;
      await scene.starter.start(request);
      expect(scene.world.askedWith).toEqual([BRUNO.userId]);
    },
  );

  it.each([1.001, 5, 25])('is not the agent who was listed %d seconds before', async (seconds) => {
    const scene = createScene();
    scene.world.listed = conversation();
    scene.world.listedAgo = seconds * SECOND;
    scene.world.conversation = withBruno();
    await scene.starter.start(request);
    expect(scene.world.askedWith).toEqual([BRUNO.userId]);
  });

  it('is not the agent of a reading that was under way long before the press', async () => {
    const scene = createScene();
    scene.network.hold('getConversation');
    const preparing = scene.preparations.prepare(CONVERSATION_ID);
    const aTurn = () => new Promise((resolve) => setImmediate(resolve));
    await aTurn();
    scene.world.now += 2 * SECOND;
    const starting = scene.starter.start(request);
    await aTurn();
    // Answered with the state at the time of the request.
    scene.network.release();
    scene.world.conversation = withBruno();
    await Promise.all([preparing, starting]);
    expect(scene.world.askedWith).toEqual([BRUNO.userId]);
  });

  it('is known before the press for five seconds where every change would have been told: two round trips', async () => {
    const scene = createScene();
    scene.world.followed = true;
    await scene.prepare();
    scene.world.now += 5 * SECOND;
    await scene.starter.start(request);
    expect(scene.network.rounds).toEqual([['create'], LINKS]);
  });

  it('is nobody where the conversation ended since it was read', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.world.now += 2 * SECOND;
    scene.world.conversation = conversation({ state: 'ended' });
    await expect(scene.starter.start(request)).rejects.toThrow('not-found');
    expect(scene.count('create')).toBe(0);
  });

  it('is the agent of a conversation that was read as ended and was opened again', async () => {
    const scene = createScene();
    scene.world.conversation = conversation({ state: 'ended', agent: null });
    await scene.prepare();
    scene.world.conversation = withBruno();
    await scene.starter.start(request);
    expect(scene.world.askedWith).toEqual([BRUNO.userId]);
  });
});

describe('a start in place of a session whose agent has left', () => {
  const BRUNO = { userId: 'u-bruno', name: 'Bruno Costa' };
  async function started() {
    const scene = createScene();
    await scene.starter.start(request);
    scene.network.rounds.length = 0;
    scene.world.askedWith.length = 0;
    return scene;
  }
  const over = { ...request, startOver: true };

  it('ends that first, then makes one with whose conversation it is now', async () => {
    const scene = await started();
    scene.world.conversation = conversation({ agent: BRUNO });
    expect(await scene.starter.start(over)).toMatchObject({ id: 's-2', agent: BRUNO });
    expect(scene.network.calls().slice(0, 4)).toEqual(['findLive', 'getConversation', 'end', 'create']);
    expect((await scene.sessionStore.sessions()).map(({ id }) => id)).toEqual(['s-2']);
  });

  it('ends nothing where nobody has the conversation, and where the agent is back', async () => {
    const scene = await started();
    scene.world.conversation = conversation({ agent: null });
    await expect(scene.starter.start(over)).rejects.toThrow('no-agent');
    scene.world.conversation = conversation();
    expect(await scene.starter.start(over)).toMatchObject({ id: 's-1' });
    expect(scene.count('end')).toBe(0);
    expect(scene.world.askedWith).toEqual([]);
  });

  it('is refused, and joins nothing, where the service cannot end the first', async () => {
    const scene = await started();
    scene.world.end = 'left';
    scene.world.conversation = conversation({ agent: BRUNO });
    await expect(scene.starter.start(over)).rejects.toThrow('conflict');
    expect(scene.world.askedWith).toEqual([]);
  });

  it('that failed half-way still ends the first when it is pressed once more', async () => {
    const scene = await started();
    scene.world.conversation = conversation({ agent: BRUNO });
    scene.failNext('end', () => {
      throw fail('server-error');
    });
    await expect(scene.starter.start(over)).rejects.toThrow('server-error');
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-2', agent: BRUNO });
  });
});

describe('a refusal', () => {
  const refuse = () => {
    throw fail('permission-denied', { status: 403, apiMessage: 'You are not authorized.' });
  };

  it('on a conversation that has ended says that it has ended', async () => {
    for (const ends of ['read', 'known'] as const) {
      const scene = createScene();
      await scene.prepare();
      scene.failNext('create', refuse);
      if (ends === 'read') scene.world.conversation = conversation({ state: 'ended' });
      else scene.failNext('getConversation', refuse);
      scene.world.knownOver = ends === 'known';
      const failure = await failureOf(scene.starter.start(request));
      expect(failure, ends).toMatchObject({ code: 'not-found', subject: 'conversation' });
    }
  });

  it('on one that goes on stays a refusal', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.failNext('create', refuse);
    expect(await failureOf(scene.starter.start(request))).toMatchObject({ code: 'permission-denied' });
  });
});

describe('the tab of the supervisor', () => {
  it('opens on the supervisor’s own link before the agent’s has arrived', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.network.hold(`joinLink ${AGENT.userId}`);
    const session = await scene.starter.start(request);
    expect(scene.world.shown).toEqual([`https://apps.example.com/cobrowse/join?token=${DANA.userId}-s-1`]);
    expect(await scene.sessionStore.joinLink(session.id, AGENT.userId)).toBeNull();
    scene.network.release();
    await expect
      .poll(() => scene.sessionStore.joinLink(session.id, AGENT.userId))
      .toMatchObject({
        url: `https://apps.example.com/cobrowse/join?token=${AGENT.userId}-s-1`,
      });
  });

  it('opens though the agent’s link fails', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.failNext(`joinLink ${AGENT.userId}`, () => {
      throw new Error('500');
    });
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1', tabId: 77 });
    expect(await scene.sessionStore.joinLink('s-1', AGENT.userId)).toBeNull();
  });

  it('has its link stored nowhere', async () => {
    const scene = createScene();
    await scene.starter.start(request);
    const kept = JSON.stringify([await scene.stores.sessions.get(), await scene.stores.joinLinks.get()]);
    expect(kept).not.toContain(`token=${DANA.userId}`);
  });
});

describe('a start', () => {
  it('from 20 entry points at once is one start with one outcome', async () => {
    const scene = createScene();
    const sessions = await Promise.all(Array.from({ length: 20 }, () => scene.starter.start(request)));
    expect(new Set(sessions).size).toBe(1);
    expect(scene.count('create')).toBe(1);
    expect(scene.world.shown).toHaveLength(1);
  });

  it('goes through its steps in order and then leaves the store, which has the session', async () => {
    const scene = createScene();
    const steps: string[] = [];
    const { update } = scene.stores.starts;
    scene.stores.starts.update = async (change) => {
      const after = await update(change);
      const state = after[CONVERSATION_ID]?.state;
      const step = state?.phase === 'running' ? state.step : (state?.phase ?? 'gone');
      if (steps.at(-1) !== step) steps.push(step);
      return after;
    };
    await scene.starter.start(request);
    expect(steps).toEqual(['checking', 'creating', 'issuing-links', 'opening', 'gone']);
    expect(await scene.sessionStore.sessionOf(CONVERSATION_ID)).toEqual({
      id: 's-1',
      service: 'sessions',
      conversationId: CONVERSATION_ID,
      supervisorUserId: DANA.userId,
      agent: { userId: AGENT.userId, name: AGENT.name },
      customerName: 'Amelia Hart',
      queueName: 'Billing',
      settings: SETTINGS,
      joinedExisting: false,
      startedAt: liveSession('s-1').startedAt,
      expiresAt: liveSession('s-1').expiresAt,
      joinedAt: NOW,
      pageMark: expect.any(String),
      tabId: 77,
      purpose: null,
      invitation: null,
    });
  });

  it('that was dismissed while it ran does not come back into the store', async () => {
    const scene = createScene();
    scene.network.hold('create');
    const starting = scene.starter.start(request);
    await expect.poll(() => scene.starts.of(CONVERSATION_ID)).not.toBeNull();
    await scene.starts.forget(CONVERSATION_ID);
    scene.network.release();
    await starting;
    expect(await scene.starts.all()).toEqual([]);
  });
});

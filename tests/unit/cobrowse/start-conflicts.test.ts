import { describe, expect, it } from 'vitest';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { AGENT, CONVERSATION_ID, liveSession, SETTINGS } from './fixtures';
import { createScene, LINKS } from './start-harness';

const request = { conversationId: CONVERSATION_ID, settings: SETTINGS };
const others = (name: string | null) =>
  liveSession('s-other', {
    participants: [
      { userId: AGENT.userId, role: 'agent', name: AGENT.name },
      { userId: 'u-morgan', role: 'supervisor', name },
    ],
  });

const failed = async (scene: ReturnType<typeof createScene>) =>
  (await scene.starts.of(CONVERSATION_ID))?.state;

describe('a conflict (409)', () => {
  it('leads into the session that is live', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.make();
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1', joinedExisting: true });
    expect(scene.network.rounds).toEqual([['create'], ['findLive'], LINKS]);
  });

  it('with a session that has ended meanwhile leads to one more create', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.failNext('create', () => {
      throw fail('conflict');
    });
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1', joinedExisting: false });
    expect(scene.network.rounds).toEqual([['create'], ['findLive'], ['create'], LINKS]);
  });

  it('followed by a create whose answer was lost: that one is looked for, not repeated', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.failNext('create', () => {
      throw fail('conflict');
    });
    scene.failNext('create', () => {
      scene.make();
      throw fail('timed-out');
    });
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1', joinedExisting: false });
    expect(scene.network.rounds).toEqual([['create'], ['findLive'], ['create'], ['findLive'], LINKS]);
  });

  it('that stays without a live session is shown after two creates', async () => {
    const scene = createScene();
    await scene.prepare();
    for (let times = 0; times < 3; times += 1) {
      scene.failNext('create', () => {
        throw fail('conflict');
      });
    }
    expect(await failureOf(scene.starter.start(request))).toMatchObject({ code: 'conflict' });
    expect(scene.count('create')).toBe(2);
  });

  it.each([
    [
      'names the other supervisor',
      'Morgan Reyes',
      { code: 'conflict', subject: 'session', owner: 'Morgan Reyes' },
    ],
    ['does without a name that is not known', null, { code: 'conflict', subject: 'session' }],
  ])('with a session of somebody else %s', async (_what, name, failure) => {
    const scene = createScene();
    scene.world.live = others(name);
    expect(await failureOf(scene.starter.start(request))).toEqual(failure);
    expect(await failed(scene)).toEqual({ phase: 'failed', failure });
    expect(scene.network.calls()).not.toContain(LINKS[0]);
    expect(await scene.sessionStore.sessions()).toEqual([]);
  });
});

it('a session that names nobody is not joined where the service tells who is in it', async () => {
  const scene = createScene();
  scene.world.live = liveSession('s-other', { participants: [] });
  expect(await failureOf(scene.starter.start(request))).toEqual({ code: 'conflict', subject: 'session' });
  expect(scene.world.shown).toEqual([]);
});

describe('a create whose answer was lost', () => {
  const losses = ['timed-out', 'unreachable', 'server-error', 'unexpected-response'] as const;

  it.each(losses)('(%s) is looked for, and the session it made is joined as our own', async (code) => {
    const scene = createScene();
    await scene.prepare();
    scene.failNext('create', () => {
      scene.make();
      throw fail(code);
    });
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1', joinedExisting: false });
    expect(scene.network.rounds).toEqual([['create'], ['findLive'], LINKS]);
  });

  it.each(losses)('(%s) is repeated once, and only after a look-up that found nothing', async (code) => {
    const scene = createScene();
    await scene.prepare();
    scene.failNext('create', () => {
      throw fail(code);
    });
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1', joinedExisting: false });
    expect(scene.network.rounds).toEqual([
      ['create'],
      ['findLive'],
      ['findLive', 'getConversation'],
      ['create'],
      LINKS,
    ]);
  });

  it.each(losses)('(%s) twice fails with what was lost, and a third is not sent', async (code) => {
    const scene = createScene();
    await scene.prepare();
    for (const _time of [1, 2]) {
      scene.failNext('create', () => {
        throw fail(code, { call: 'POST /api/v2/cobrowse/sessions' });
      });
    }
    expect(await failureOf(scene.starter.start(request))).toMatchObject({ code });
    expect(scene.count('create')).toBe(2);
    expect(await failed(scene)).toEqual({
      phase: 'failed',
      failure: { code, call: 'POST /api/v2/cobrowse/sessions' },
    });
  });

  it('says what was lost when the look-up fails too', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.failNext('create', () => {
      throw fail('timed-out');
    });
    scene.failNext('findLive', () => {
      throw fail('unreachable');
    });
    expect(await failureOf(scene.starter.start(request))).toEqual({ code: 'timed-out' });
  });

  it('does not take somebody else’s session for its own', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.failNext('create', () => {
      scene.world.live = others('Morgan Reyes');
      throw fail('timed-out');
    });
    expect(await failureOf(scene.starter.start(request))).toEqual({
      code: 'conflict',
      subject: 'session',
      owner: 'Morgan Reyes',
    });
    expect(scene.world.shown).toEqual([]);
  });

  it('is joined by the next press', async () => {
    const scene = createScene();
    await scene.prepare();
    for (const _time of [1, 2]) {
      scene.failNext('create', () => {
        throw fail('timed-out');
      });
    }
    await failureOf(scene.starter.start(request));
    scene.make();
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1', joinedExisting: true });
    expect(await scene.starts.all()).toEqual([]);
  });
});

describe('a live session that was read ahead', () => {
  it('and has ended by the click gives way to a new one', async () => {
    const scene = createScene();
    scene.make();
    await scene.prepare();
    scene.world.live = null;
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-2', joinedExisting: false });
    expect(scene.network.rounds).toEqual([LINKS, ['findLive', 'getConversation'], ['create'], LINKS]);
    expect((await scene.sessionStore.sessions()).map(({ id }) => id)).toEqual(['s-2']);
  });

  it('and has ended, where the conversation has too, is not-found', async () => {
    const scene = createScene();
    scene.make();
    await scene.prepare();
    scene.world.live = null;
    scene.world.conversation = null;
    scene.failNext('create', () => {
      throw fail('not-found', { status: 404 });
    });
    expect(await failureOf(scene.starter.start(request))).toMatchObject({
      code: 'not-found',
      subject: 'conversation',
    });
  });
});

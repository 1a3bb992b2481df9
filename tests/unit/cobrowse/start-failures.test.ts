import { describe, expect, it } from 'vitest';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { AGENT, CONVERSATION_ID, conversation, DANA, SETTINGS } from './fixtures';
import { createScene, LINKS } from './start-harness';

const request = { conversationId: CONVERSATION_ID, settings: SETTINGS };
const stateOf = async (scene: ReturnType<typeof createScene>) =>
  (await scene.starts.of(CONVERSATION_ID))?.state;

describe('a conversation without an agent', () => {
  it('is read again before it is given up: the agent may have answered since', async () => {
    const scene = createScene();
    scene.world.conversation = conversation({ agent: null });
    await scene.prepare();
    scene.world.conversation = conversation();
    expect(await scene.starter.start(request)).toMatchObject({ agent: { userId: AGENT.userId } });
    expect(scene.network.rounds).toEqual([['getConversation'], ['create'], LINKS]);
  });

  it('is no-agent, and nothing is created', async () => {
    const scene = createScene();
    scene.world.conversation = conversation({ agent: null });
    expect(await failureOf(scene.starter.start(request))).toEqual({ code: 'no-agent' });
    expect(scene.count('create')).toBe(0);
    expect(await stateOf(scene)).toEqual({ phase: 'failed', failure: { code: 'no-agent' } });
  });

  it('in the listing does not send a create ahead', async () => {
    const scene = createScene();
    scene.world.listed = conversation({ agent: null });
    await scene.starter.start(request);
    expect(scene.network.rounds).toEqual([['findLive', 'getConversation'], ['create'], LINKS]);
  });

  it('whose session is live is joined: the session knows its agent', async () => {
    const scene = createScene();
    scene.make();
    scene.world.conversation = conversation({ agent: null });
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1', agent: { userId: AGENT.userId } });
  });
});

describe('a conversation that is over', () => {
  it.each([
    ['has ended', conversation({ state: 'ended' })],
    ['is not there', null],
  ])('because it %s is not-found, and nothing is created', async (_what, found) => {
    const scene = createScene();
    scene.world.conversation = found;
    expect(await failureOf(scene.starter.start(request))).toMatchObject({
      code: 'not-found',
      subject: 'conversation',
    });
    expect(scene.count('create')).toBe(0);
  });
});

describe('a create that answers 404', () => {
  const notFound = () => {
    throw fail('not-found', { status: 404, correlationId: 'corr' });
  };

  it('is explained by asking for conversation and users: the agent is unknown', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.world.users = [DANA];
    scene.failNext('create', notFound);
    expect(await failureOf(scene.starter.start(request))).toEqual({
      code: 'not-found',
      subject: 'agent',
      status: 404,
      correlationId: 'corr',
    });
    expect(scene.network.rounds).toEqual([
      ['create'],
      ['getConversation', `getUser ${AGENT.userId}`, `getUser ${DANA.userId}`],
    ]);
  });

  it('is a service that is not there when all three are known', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.failNext('create', notFound);
    expect(await failureOf(scene.starter.start(request))).toMatchObject({ code: 'cobrowse-unavailable' });
  });
});

describe('a failure', () => {
  it.each(['permission-denied', 'invalid-request', 'invalid-client'] as const)(
    'of %s stays in the store with all it says, and is thrown',
    async (code) => {
      const scene = createScene();
      await scene.prepare();
      const failure = { code, subject: 'x', correlationId: 'corr' };
      scene.failNext('create', () => {
        throw fail(code, { subject: 'x', correlationId: 'corr' });
      });
      expect(await failureOf(scene.starter.start(request))).toEqual(failure);
      expect(await stateOf(scene)).toEqual({ phase: 'failed', failure });
    },
  );

  it('of the look-up stops a start that has to know', async () => {
    const scene = createScene();
    scene.failNext('findLive', () => {
      throw fail('permission-denied');
    });
    expect(await failureOf(scene.starter.start(request))).toEqual({ code: 'permission-denied' });
    expect(scene.count('create')).toBe(0);
  });

  it('of the look-up does not stop a start whose create succeeded', async () => {
    const scene = createScene();
    scene.world.listed = conversation();
    scene.failNext('findLive', () => {
      throw fail('server-error');
    });
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1' });
  });

  it('of the supervisor’s link keeps the session in the store, to come back to', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.failNext(`joinLink ${DANA.userId}`, () => {
      throw fail('server-error');
    });
    expect(await failureOf(scene.starter.start(request))).toEqual({ code: 'server-error' });
    expect(await scene.sessionStore.sessionOf(CONVERSATION_ID)).toMatchObject({ id: 's-1', tabId: null });
  });

  it('of a link that points elsewhere opens no tab', async () => {
    const scene = createScene();
    scene.world.show = () => {
      throw fail('unsafe-join-link');
    };
    expect(await failureOf(scene.starter.start(request))).toEqual({ code: 'unsafe-join-link' });
    expect(await stateOf(scene)).toMatchObject({ phase: 'failed' });
  });

  it('that is unexpected is stored without its message', async () => {
    const scene = createScene();
    await scene.prepare();
    scene.failNext('create', () => {
      throw new Error('https://api.example.com/?token=secret');
    });
    await expect(scene.starter.start(request)).rejects.toThrow();
    expect(await stateOf(scene)).toEqual({ phase: 'failed', failure: { code: 'unexpected-error' } });
  });

  it('does not stand in the way of the next try', async () => {
    const scene = createScene();
    scene.failNext('create', () => {
      throw fail('permission-denied');
    });
    await failureOf(scene.starter.start(request));
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1' });
    expect(await scene.starts.all()).toEqual([]);
  });
});

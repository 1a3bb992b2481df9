import { describe, expect, it } from 'vitest';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { CONVERSATION_ID, newStart, SETTINGS } from './fixtures';
import { createScene } from './start-harness';

const request = { conversationId: CONVERSATION_ID, settings: SETTINGS };

function createAskingScene(asks = true) {
  const scene = createScene();
  scene.world.asksPurpose = asks;
  return scene;
}

describe('where a purpose is asked for', () => {
  it('a start without one is refused and recorded before any call', async () => {
    const { starter, starts, network } = createAskingScene();
    expect(await failureOf(starter.start(request))).toEqual({ code: 'purpose-required' });
    expect(network.calls()).toEqual([]);
    expect(await starts.of(CONVERSATION_ID)).toMatchObject({
      purpose: null,
      settings: SETTINGS,
      state: { phase: 'failed', failure: { code: 'purpose-required' } },
    });
  });

  it('a start with one goes on, and its session says what it is for', async () => {
    const { starter, sessionStore } = createAskingScene();
    await starter.start({ ...request, purpose: 'coaching' });
    expect(await sessionStore.sessionOf(CONVERSATION_ID)).toMatchObject({ purpose: 'coaching' });
  });

  it('a failed start keeps its purpose when it is retried, from any entry point', async () => {
    const scene = createAskingScene();
    scene.failNext('create', () => {
      throw fail('permission-denied');
    });
    await failureOf(scene.starter.start({ ...request, purpose: 'The new form' }));
    expect(await scene.starts.of(CONVERSATION_ID)).toMatchObject({ purpose: 'The new form' });
    await scene.starter.start(request);
    expect(await scene.sessionStore.sessionOf(CONVERSATION_ID)).toMatchObject({ purpose: 'The new form' });
  });

  it('a start that waits for the sign-in keeps its purpose', async () => {
    const scene = createAskingScene();
    const { me } = scene.world;
    scene.world.me = () => {
      throw fail('signed-out');
    };
    await failureOf(scene.starter.start({ ...request, purpose: 'complaint' }));
    scene.world.me = me;
    await scene.starter.resumeAfterSignIn();
    expect(await scene.sessionStore.sessionOf(CONVERSATION_ID)).toMatchObject({ purpose: 'complaint' });
  });

  it('a start that waits since before it was asked for does not go on without one', async () => {
    const scene = createAskingScene();
    const { starts, world } = scene;
    const { me } = world;
    world.asksPurpose = false;
    world.me = () => {
      throw fail('signed-out');
    };
    await failureOf(scene.nextWorker().start(request));
    world.me = me;
    world.asksPurpose = true;
    await scene.nextWorker().resumeAfterSignIn();
    expect(scene.count('create')).toBe(0);
    expect(await starts.of(CONVERSATION_ID)).toMatchObject({
      settings: SETTINGS,
      state: { phase: 'failed', failure: { code: 'purpose-required' } },
    });
    await scene.starter.start({ ...request, purpose: 'training' });
    expect(await scene.sessionStore.sessionOf(CONVERSATION_ID)).toMatchObject({ purpose: 'training' });
  });

  it('a start that a worker’s death cut off keeps its purpose', async () => {
    const scene = createAskingScene();
    await scene.starts.begin(newStart({ purpose: 'compliance' }));
    await scene.nextWorker().resumeInterrupted();
    expect(await scene.sessionStore.sessionOf(CONVERSATION_ID)).toMatchObject({ purpose: 'compliance' });
  });
});

it('where none is asked for, a start may have one or not', async () => {
  const without = createAskingScene(false);
  expect(await without.starter.start(request)).toMatchObject({ purpose: null });
  const withOne = createAskingScene(false);
  expect(await withOne.starter.start({ ...request, purpose: 'training' })).toMatchObject({
    purpose: 'training',
  });
});

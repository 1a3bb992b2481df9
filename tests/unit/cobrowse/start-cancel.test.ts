import { describe, expect, it } from 'vitest';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { AGENT, CONVERSATION_ID, DANA, SETTINGS, storedSession } from './fixtures';
import { createScene } from './start-harness';

const request = { conversationId: CONVERSATION_ID, settings: SETTINGS };
const SUPERVISOR_LINK = `joinLink ${DANA.userId}`;
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A start that waits for the answer to a call. */
async function startHeldAt(call: string) {
  const scene = createScene();
  scene.network.hold(call);
  const started = failureOf(scene.starter.start(request));
  await expect.poll(() => scene.count(call)).toBeGreaterThan(0);
  return { scene, started };
}

describe('a start that is canceled', () => {
  it.each(['getConversation', 'create', SUPERVISOR_LINK])(
    'while it waits for “%s” ends at once and leaves nothing',
    async (call) => {
      const { scene, started } = await startHeldAt(call);
      await scene.starter.cancel(CONVERSATION_ID);
      expect(await started).toEqual({ code: 'not-found', subject: 'session' });
      expect(await scene.starts.all()).toEqual([]);
      scene.network.release();
      await expect.poll(() => scene.world.live).toBeNull();
      await turn();
      expect(await scene.sessionStore.sessions()).toEqual([]);
      expect(scene.world.shown).toEqual([]);
    },
  );

  it('before its create has not sent one', async () => {
    const { scene, started } = await startHeldAt('getConversation');
    await scene.starter.cancel(CONVERSATION_ID);
    await started;
    scene.network.release();
    await turn();
    expect(scene.count('create')).toBe(0);
  });

  it('looks for the session of a create whose answer is lost, and ends it', async () => {
    const { scene, started } = await startHeldAt('create');
    scene.failNext('create', () => {
      scene.make();
      throw fail('timed-out');
    });
    await scene.starter.cancel(CONVERSATION_ID);
    await started;
    scene.network.release();
    await expect.poll(() => scene.count('end')).toBe(1);
    expect(scene.world.live).toBeNull();
    expect(await scene.sessionStore.sessions()).toEqual([]);
    expect(scene.count('create')).toBe(1);
  });

  it('is followed by another one only when its session has ended', async () => {
    const { scene, started } = await startHeldAt('create');
    await scene.starter.cancel(CONVERSATION_ID);
    await started;
    const next = scene.starter.start(request);
    await expect.poll(async () => (await scene.starts.of(CONVERSATION_ID))?.state.phase).toBe('running');
    await turn();
    expect(scene.count('create')).toBe(1);
    scene.network.release();
    expect(await next).toMatchObject({ id: 's-2' });
    const order = scene.network.calls().filter((name) => name === 'create' || name === 'end');
    expect(order).toEqual(['create', 'end', 'create']);
    expect((await scene.sessionStore.sessions()).map(({ id }) => id)).toEqual(['s-2']);
  });

  it('leaves the session alone that others had made', async () => {
    const { scene, started } = await startHeldAt(SUPERVISOR_LINK);
    await scene.sessionStore.keepSession(storedSession('s-1', { joinedExisting: true }));
    await scene.starter.cancel(CONVERSATION_ID);
    await started;
    expect(scene.count('end')).toBe(1);

    const joined = createScene();
    joined.make();
    joined.network.hold(SUPERVISOR_LINK);
    const joining = failureOf(joined.starter.start(request));
    await expect.poll(() => joined.count(SUPERVISOR_LINK)).toBe(1);
    await joined.starter.cancel(CONVERSATION_ID);
    await joining;
    expect(joined.count('end')).toBe(0);
  });

  it('keeps a session in the store that cannot be ended', async () => {
    const { scene, started } = await startHeldAt(SUPERVISOR_LINK);
    scene.failNext('end', () => {
      throw fail('unreachable');
    });
    expect(await failureOf(scene.starter.cancel(CONVERSATION_ID))).toEqual({ code: 'unreachable' });
    await started;
    expect(await scene.sessionStore.sessions()).toHaveLength(1);
  });

  it('by a later worker ends the session too', async () => {
    const { scene } = await startHeldAt(SUPERVISOR_LINK);
    await scene.nextWorker().cancel(CONVERSATION_ID);
    expect(scene.world.live).toBeNull();
    expect(await scene.starts.all()).toEqual([]);
    expect(await scene.sessionStore.sessions()).toEqual([]);
  });

  it('does nothing where none runs', async () => {
    const scene = createScene();
    await scene.starter.cancel(CONVERSATION_ID);
    expect(scene.network.calls()).toEqual([]);
    expect(await scene.starter.start(request)).toMatchObject({ agent: { userId: AGENT.userId } });
  });
});

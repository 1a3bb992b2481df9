import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { exceedsOwnLimit, ownLimitOf, shortened } from '@/utils/cobrowse/own-limit';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { CONVERSATION_ID, liveSession, MINUTE, NOW, SETTINGS, storedSession } from './fixtures';
import { createLiveScene } from './live-scene';
import { createScene, LINKS } from './start-harness';

const CONTROL_FOR_HOURS = { allowRemoteControl: true, timeoutInMinutes: 480 };
const VIEW_ONLY = (settings: typeof SETTINGS) => ({ ...settings, allowRemoteControl: false });
const request = { conversationId: CONVERSATION_ID, settings: SETTINGS };

/** A session with control for eight hours that was created elsewhere an hour ago. */
const elsewhere = () =>
  liveSession('s-elsewhere', {
    settings: CONTROL_FOR_HOURS,
    startedAt: NOW - 60 * MINUTE,
    expiresAt: NOW + 420 * MINUTE,
  });

const OWN_LIMIT = { settings: SETTINGS, sessionEndsAt: NOW + 420 * MINUTE };

describe('a session with control for eight hours that was started elsewhere', () => {
  const ways: [string, (scene: ReturnType<typeof createScene>) => Promise<void>][] = [
    [
      'found by the look-up',
      async (scene) => {
        scene.world.live = elsewhere();
      },
    ],
    [
      'found after a conflict',
      async (scene) => {
        await scene.prepare();
        scene.world.live = elsewhere();
      },
    ],
    [
      'found after a create whose answer was lost',
      async (scene) => {
        await scene.prepare();
        scene.failNext('create', () => {
          scene.world.live = elsewhere();
          throw fail('timed-out');
        });
      },
    ],
  ];

  it.each(ways)('(%s) is left after the own fifteen minutes, and is not ours', async (_way, arrange) => {
    const scene = createScene();
    await arrange(scene);
    expect(await scene.starter.start(request)).toMatchObject({
      id: 's-elsewhere',
      joinedExisting: true,
      settings: CONTROL_FOR_HOURS,
      expiresAt: NOW + 15 * MINUTE,
      ownLimit: OWN_LIMIT,
    });
  });

  it.each(ways)('(%s) is not joined where control is forbidden, and not ended', async (_way, arrange) => {
    const scene = createScene();
    scene.world.limit = VIEW_ONLY;
    await arrange(scene);
    expect(await failureOf(scene.starter.start(request))).toEqual({ code: 'session-not-allowed' });
    expect(scene.network.calls()).not.toContain(LINKS[0]);
    expect(scene.count('end')).toBe(0);
    expect(scene.world.shown).toEqual([]);
    expect(await scene.sessionStore.sessions()).toEqual([]);
  });

  it('does not get longer by joining it again', async () => {
    const scene = createScene();
    scene.world.live = elsewhere();
    await scene.starter.start(request);
    scene.world.now += 10 * MINUTE;
    const settings = { ...SETTINGS, timeoutInMinutes: 60 };
    expect(await scene.starter.start({ ...request, settings })).toMatchObject({
      expiresAt: NOW + 15 * MINUTE,
      ownLimit: OWN_LIMIT,
    });
  });
});

describe('a session that was made here, and is started again', () => {
  it('stays ours: it is ended for everybody at the end', async () => {
    const scene = createScene();
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1', joinedExisting: false });
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1', joinedExisting: false });
    expect(scene.count('create')).toBe(1);
  });

  it('keeps its own end, and knows the other one, where it was made longer elsewhere', async () => {
    const scene = createScene();
    await scene.starter.start(request);
    scene.world.live = liveSession('s-1', { expiresAt: NOW + 120 * MINUTE });
    expect(await scene.starter.start(request)).toMatchObject({
      expiresAt: NOW + 15 * MINUTE,
      ownLimit: { settings: SETTINGS, sessionEndsAt: NOW + 120 * MINUTE },
    });
  });
});

it('a session that is made here, and given control although it is forbidden, is ended again', async () => {
  const scene = createScene();
  scene.world.limit = VIEW_ONLY;
  scene.world.given = { settings: CONTROL_FOR_HOURS };
  expect(await failureOf(scene.starter.start(request))).toEqual({ code: 'session-not-allowed' });
  expect(scene.count('end')).toBe(1);
});

describe('ownLimitOf', () => {
  it('is empty for a session within what is allowed', () => {
    const live = { settings: SETTINGS, startedAt: NOW, expiresAt: NOW + 15 * MINUTE };
    expect(ownLimitOf(live, SETTINGS, NOW, false)).toEqual({ settings: SETTINGS, expiresAt: live.expiresAt });
  });

  it('counts the length of a session that was made here, whatever the clocks say', () => {
    const startedAt = NOW + 10 * MINUTE;
    const live = { settings: SETTINGS, startedAt, expiresAt: startedAt + 15 * MINUTE };
    expect(ownLimitOf(live, SETTINGS, NOW, true)).toEqual({ settings: SETTINGS, expiresAt: live.expiresAt });
  });

  it('never lets a session last longer than the own limit and its own end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 480 }),
        fc.integer({ min: 1, max: 480 }),
        fc.integer({ min: 0, max: 479 }),
        fc.boolean(),
        (length, own, ago, control) => {
          const startedAt = NOW - ago * MINUTE;
          const settings = { allowRemoteControl: control, timeoutInMinutes: length };
          const live = { settings, startedAt, expiresAt: startedAt + length * MINUTE };
          const limit = ownLimitOf(live, { ...SETTINGS, timeoutInMinutes: own }, NOW, false);
          expect(limit.expiresAt).toBe(Math.min(live.expiresAt, NOW + own * MINUTE));
          expect(limit.settings).toBe(settings);
          expect(exceedsOwnLimit(limit)).toBe(limit.expiresAt < live.expiresAt);
          expect(limit.ownLimit !== undefined).toBe(control || exceedsOwnLimit(limit));
        },
      ),
    );
  });
});

describe('at the own limit', () => {
  const joined = { joinedExisting: true, expiresAt: NOW + 15 * MINUTE, ownLimit: OWN_LIMIT };

  it('a session of others is left: its page is closed, nobody is asked, and it goes on', async () => {
    const scene = await createLiveScene(joined);
    scene.world.now += 15 * MINUTE;
    await scene.watch.endOverdue();
    expect(scene.world.asked).toEqual(['close s-1']);
    expect(await scene.sessionStore.overdueSessions()).toEqual([]);
    expect(await scene.stores.ended.get()).toMatchObject([
      { how: 'left-at-limit', endedAt: NOW + 15 * MINUTE, expiresAt: OWN_LIMIT.sessionEndsAt },
    ]);
  });

  it('one that was made here is ended for everybody', async () => {
    const scene = await createLiveScene({ ...joined, joinedExisting: false });
    scene.world.now += 15 * MINUTE;
    await scene.watch.endOverdue();
    expect(scene.world.asked).toEqual(['close s-1', 'end s-1']);
    expect(await scene.stores.ended.get()).toMatchObject([{ how: 'time-limit' }]);
  });

  it('one that was made here and cannot be ended is left all the same', async () => {
    const scene = await createLiveScene({ ...joined, joinedExisting: false });
    scene.world.end = 'server-error';
    scene.world.now += 15 * MINUTE;
    await scene.watch.endOverdue();
    expect(await scene.stores.ended.get()).toMatchObject([{ how: 'left-at-limit' }]);
  });
});

describe('a session that cannot be stored', () => {
  /** Two sessions; the first write to `s-1` of this kind fails. */
  async function createFailing(method: 'endSession' | 'setLimit') {
    const scene = await createLiveScene({ joinedAt: NOW });
    await scene.sessionStore.keepSession(storedSession('s-2', { joinedAt: NOW }));
    const write = scene.sessionStore[method] as (id: string, ...rest: unknown[]) => Promise<unknown>;
    vi.spyOn(scene.sessionStore, method).mockImplementation(async (id: string, ...rest: unknown[]) => {
      if (id === 's-1') throw new Error('The disk is full');
      return (await write(id, ...rest)) as never;
    });
    return scene;
  }

  it('does not stop others from ending at their time limit, and its failure is thrown', async () => {
    const scene = await createFailing('endSession');
    scene.world.now += 15 * MINUTE;
    await expect(scene.watch.endOverdue()).rejects.toThrow('The disk is full');
    expect(scene.world.asked).toEqual(['close s-1', 'close s-2']);
    expect((await scene.sessionStore.overdueSessions()).map(({ id }) => id)).toEqual(['s-1']);
  });

  it('does not stop others from being shortened, and its failure is thrown', async () => {
    const scene = await createFailing('setLimit');
    scene.world.limit = (settings) => ({ ...settings, timeoutInMinutes: 5 });
    await expect(scene.watch.enforceLimits()).rejects.toThrow('The disk is full');
    expect(await scene.sessionStore.session('s-2')).toMatchObject({ expiresAt: NOW + 5 * MINUTE });
  });

  it('does not stop others from ending when a policy shortens their time to less than has passed', async () => {
    const scene = await createFailing('setLimit');
    scene.world.limit = (settings) => ({ ...settings, timeoutInMinutes: 5 });
    scene.world.now += 6 * MINUTE;
    await expect(scene.watch.enforceLimits()).rejects.toThrow('The disk is full');
    expect((await scene.sessionStore.sessions()).map(({ id }) => id)).toEqual(['s-1']);
    expect(await scene.stores.ended.get()).toMatchObject([{ id: 's-2', how: 'time-limit' }]);
  });
});

describe('limits that arrive while a session is live', () => {
  it('shorten it, counted from joining', async () => {
    const scene = await createLiveScene({ joinedAt: NOW });
    scene.world.limit = (settings) => ({ ...settings, timeoutInMinutes: 5 });
    scene.world.now += MINUTE;
    await scene.watch.enforceLimits();
    expect(await scene.sessionStore.session('s-1')).toMatchObject({
      expiresAt: NOW + 5 * MINUTE,
      ownLimit: { settings: { timeoutInMinutes: 5 }, sessionEndsAt: NOW + 15 * MINUTE },
    });
    expect(scene.world.asked).toEqual([]);
  });

  it('end it at once where its time is over by them', async () => {
    const scene = await createLiveScene({ joinedAt: NOW });
    scene.world.limit = (settings) => ({ ...settings, timeoutInMinutes: 5 });
    scene.world.now += 6 * MINUTE;
    await scene.watch.enforceLimits();
    expect(scene.world.asked).toEqual(['close s-1', 'end s-1']);
    expect(await scene.stores.ended.get()).toMatchObject([{ how: 'time-limit' }]);
  });

  it.each([
    [false, ['close s-1', 'end s-1']],
    [true, ['close s-1']],
  ])('that forbid control end the use of one that has it (joined: %s)', async (joinedExisting, asked) => {
    const scene = await createLiveScene({ joinedExisting, settings: CONTROL_FOR_HOURS });
    scene.world.limit = VIEW_ONLY;
    await scene.watch.enforceLimits();
    expect(scene.world.asked).toEqual(asked);
    expect(await scene.stores.ended.get()).toMatchObject([{ how: 'not-allowed' }]);
  });

  it('leave alone what is within them, and the co-browse of customers, who grant control themselves', async () => {
    const scene = await createLiveScene();
    scene.world.limit = VIEW_ONLY;
    await scene.watch.enforceLimits();
    expect(await scene.sessionStore.sessions()).toEqual([storedSession('s-1')]);
    expect(shortened(storedSession('s-1'), { ...SETTINGS, timeoutInMinutes: 60 })).toBeNull();
  });
});

describe('a look at a session that was changed elsewhere', () => {
  it('keeps the own end where it was made longer', async () => {
    const scene = await createLiveScene();
    scene.world.shown = { expiresAt: NOW + 120 * MINUTE };
    expect(await scene.watch.check(storedSession('s-1'))).toBe(true);
    expect(await scene.sessionStore.session('s-1')).toMatchObject({
      expiresAt: NOW + 15 * MINUTE,
      ownLimit: { sessionEndsAt: NOW + 120 * MINUTE },
    });
  });

  it('leaves it where it was given control that is forbidden', async () => {
    const scene = await createLiveScene({ joinedExisting: true });
    scene.world.limit = VIEW_ONLY;
    scene.world.shown = { settings: { ...SETTINGS, allowRemoteControl: true } };
    expect(await scene.watch.check(storedSession('s-1', { joinedExisting: true }))).toBe(false);
    expect(scene.world.asked).toEqual(['read s-1', 'close s-1']);
    expect(await scene.stores.ended.get()).toMatchObject([{ how: 'not-allowed' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { moveSession } from '@/utils/cobrowse/move-times';
import { failureOf } from '../failure-of';
import { CONVERSATION_ID, MINUTE, NOW, storedSession } from './fixtures';
import { createLiveScene } from './live-scene';

const SECOND = 1000;
const LOOK = ['read s-1'];
const LOOK_AND_REASON = ['read s-1', `conversation ${CONVERSATION_ID}`];

/** How the sessions that ended did. */
const endings = async (scene: Awaited<ReturnType<typeof createLiveScene>>) =>
  (await scene.stores.ended.get()).map(({ how }) => how);

describe('a look at a session', () => {
  it('that is live changes nothing', async () => {
    const scene = await createLiveScene();
    expect(await scene.watch.check(storedSession('s-1'))).toBe(true);
    expect(await scene.sessionStore.sessions()).toHaveLength(1);
    expect(scene.world.asked).toEqual(LOOK);
  });

  it.each([
    ['ended', 'conversation-over'],
    ['unknown', 'conversation-over'],
    ['connected', 'ended-elsewhere'],
    ['unreadable', 'ended-elsewhere'],
  ] as const)('that has ended while the conversation is %s says %s', async (conversation, how) => {
    const scene = await createLiveScene();
    Object.assign(scene.world, { session: 'ended', conversation });
    expect(await scene.watch.check(storedSession('s-1'))).toBe(false);
    expect(await scene.sessionStore.sessions()).toEqual([]);
    expect(await endings(scene)).toEqual([how]);
    expect(scene.world.asked).toEqual(LOOK_AND_REASON);
  });

  it('that ended at its time limit, give or take a moment, asks for no other reason', async () => {
    const scene = await createLiveScene({ expiresAt: NOW + 4 * SECOND });
    scene.world.session = 'ended';
    await scene.watch.checkAll();
    expect(await endings(scene)).toEqual(['time-limit']);
    expect(scene.world.asked).toEqual(LOOK);
  });

  it('that fails leaves the session in the store', async () => {
    const scene = await createLiveScene();
    scene.world.unreadable.add('s-1');
    expect(await failureOf(scene.watch.check(storedSession('s-1')))).toEqual({ code: 'unreachable' });
    await scene.watch.checkAll();
    expect(await scene.sessionStore.sessions()).toHaveLength(1);
  });
});

describe('times that show that the computer slept or its clock was set', () => {
  it('are made sure of before a session ends, once', async () => {
    const scene = await createLiveScene();
    scene.world.now = NOW + 20 * MINUTE;
    await Promise.all([scene.watch.endOverdue(), scene.watch.endOverdue()]);
    expect(scene.world.asked.filter((one) => one.startsWith('read'))).toEqual(LOOK);
    expect(await endings(scene)).toEqual(['time-limit']);
  });

  /** Sets the clock; the next answer shows it by its `Date` header, and moves the stored times. */
  function setClockBy(scene: Awaited<ReturnType<typeof createLiveScene>>, ms: number): void {
    const { read } = scene.service;
    scene.world.now += ms;
    scene.world.shown = { startedAt: NOW + ms, expiresAt: NOW + ms + 15 * MINUTE };
    scene.service.read = async (session) => {
      scene.service.read = read;
      await scene.stores.sessions.update((all) =>
        Object.fromEntries(Object.entries(all).map(([id, one]) => [id, moveSession(one, ms)])),
      );
      return await read(session);
    };
  }

  it.each([10 * MINUTE, -10 * MINUTE])(
    'do not count as changed elsewhere, after the clock was set by %d ms',
    async (ms) => {
      const scene = await createLiveScene();
      setClockBy(scene, ms);
      await scene.watch.checkAll();
      const stored = await scene.sessionStore.session('s-1');
      expect(stored?.expiresAt).toBe(scene.world.now + 15 * MINUTE);
      expect(stored?.ownLimit).toBeUndefined();
    },
  );

  it('end no session whose times have moved with the clock', async () => {
    const scene = await createLiveScene();
    setClockBy(scene, 24 * 60 * MINUTE);
    await scene.watch.endOverdue();
    expect(await endings(scene)).toEqual([]);
    expect((await scene.sessionStore.session('s-1'))?.expiresAt).toBe(scene.world.now + 15 * MINUTE);
  });

  it('are believed where nobody answers', async () => {
    const scene = await createLiveScene();
    scene.world.now = NOW + 20 * MINUTE;
    scene.world.unreadable.add('s-1');
    await scene.watch.endOverdue();
    expect(await endings(scene)).toEqual(['time-limit']);
  });

  it('lie in the future where the clock was set back', async () => {
    const scene = await createLiveScene();
    await scene.watch.confirmTime();
    expect(scene.world.asked).toEqual([]);
    scene.world.now = NOW - 10 * MINUTE;
    await scene.watch.confirmTime();
    await scene.watch.confirmTime();
    expect(scene.world.asked).toEqual(LOOK);
  });

  it('are none where a session ends in time, for which nothing is asked', async () => {
    const scene = await createLiveScene();
    scene.world.now = NOW + 15 * MINUTE + 30 * SECOND;
    await scene.watch.endOverdue();
    expect(scene.world.asked).toEqual(['close s-1']);
  });
});

describe('looking at all sessions', () => {
  it('asks once for each, and for each at most once in ten seconds', async () => {
    const scene = await createLiveScene();
    await scene.sessionStore.keepSession(storedSession('s-2'));
    await scene.watch.checkAll();
    expect(scene.world.asked).toEqual(['read s-1', 'read s-2']);
    scene.world.now += 10 * SECOND - 1;
    await scene.watch.checkAll();
    expect(scene.world.asked).toHaveLength(2);
    scene.world.now += 1;
    await scene.watch.checkAll();
    expect(scene.world.asked).toHaveLength(4);
  });

  it('asks again though the clock was set back since', async () => {
    const scene = await createLiveScene();
    await scene.watch.checkAll();
    scene.world.now -= 30 * SECOND;
    await scene.watch.checkAll();
    expect(scene.world.asked).toEqual(['read s-1', 'read s-1']);
  });

  it('sends no request when nothing is live', async () => {
    const scene = await createLiveScene({ expiresAt: NOW });
    await scene.watch.checkAll();
    await scene.watch.noteListing(new Set());
    expect(scene.world.asked).toEqual([]);
  });

  it('is not stopped by one that cannot be read', async () => {
    const scene = await createLiveScene();
    await scene.sessionStore.keepSession(storedSession('s-2', { conversationId: 'other' }));
    scene.world.session = 'ended';
    scene.world.unreadable.add('s-1');
    await scene.watch.checkAll();
    expect((await scene.sessionStore.sessions()).map(({ id }) => id)).toEqual(['s-1']);
  });
});

describe('a listing', () => {
  const listing = (...ids: string[]) => new Set(ids);

  it('without the conversation of a session triggers one immediate check', async () => {
    const scene = await createLiveScene();
    await scene.watch.checkAll();
    await scene.watch.noteListing(listing(CONVERSATION_ID));
    expect(scene.world.asked).toHaveLength(1);
    await scene.watch.noteListing(listing());
    expect(scene.world.asked).toHaveLength(2);
    await scene.watch.noteListing(listing());
    expect(scene.world.asked).toHaveLength(2);
  });

  it('that never had the conversation says nothing: not every token is shown every conversation', async () => {
    const scene = await createLiveScene();
    await scene.watch.noteListing(listing('other'));
    expect(scene.world.asked).toEqual([]);
    expect(await scene.sessionStore.sessions()).toHaveLength(1);
  });
});

describe('the clock', () => {
  it('ends what is over, without a request, and only that', async () => {
    const scene = await createLiveScene({ expiresAt: NOW + MINUTE });
    await scene.sessionStore.keepSession(storedSession('s-2'));
    scene.world.now = NOW + MINUTE;
    await scene.watch.endOverdue();
    expect(Object.keys(await scene.stores.sessions.get())).toEqual(['s-2']);
    expect(await endings(scene)).toEqual(['time-limit']);
    // It may have been extended elsewhere since the last check.
    expect(scene.world.asked).toEqual(['close s-1']);
  });
});

describe('a session of the platform’s co-browse', () => {
  const OFFER = { joinCode: '123456', endsAt: NOW + 3 * MINUTE, by: 'message' as const };
  const createOffered = () => createLiveScene({ service: 'platform', offer: OFFER });

  it('has its viewer closed at the time limit, before it leaves the store', async () => {
    const scene = await createLiveScene({ service: 'platform', expiresAt: NOW + MINUTE });
    scene.world.now = NOW + MINUTE;
    await scene.watch.endOverdue();
    expect(scene.world.asked).toEqual(['close s-1']);
    expect(await endings(scene)).toEqual(['time-limit']);
  });

  it('has its viewer closed when it ends elsewhere: reloaded, that would ask the customer again', async () => {
    const scene = await createOffered();
    scene.world.session = 'ended';
    await scene.watch.checkAll();
    expect(scene.world.asked.filter((call) => call.startsWith('close'))).toEqual(['close s-1']);
    expect(await endings(scene)).toEqual(['ended-elsewhere']);
  });

  it('keeps its code until the customer has accepted, not longer', async () => {
    const scene = await createOffered();
    await scene.watch.checkAll();
    expect((await scene.sessionStore.session('s-1'))?.offer).toEqual(OFFER);
    scene.world.accepted = true;
    scene.world.now += 10_000;
    await scene.watch.checkAll();
    expect(await scene.sessionStore.session('s-1')).not.toHaveProperty('offer');
    expect(await scene.watch.nextOfferCheck()).toBeNull();
  });

  it('is looked at once when its offer is over, and not before', async () => {
    const scene = await createOffered();
    const at = (await scene.watch.nextOfferCheck()) ?? 0;
    expect(at - OFFER.endsAt).toBe(2_000);
    scene.world.now = at - 1;
    await scene.watch.checkOffers();
    expect(scene.world.asked).toEqual([]);
    scene.world.now = at;
    await scene.watch.checkOffers();
    await scene.watch.checkOffers();
    expect(scene.world.asked).toEqual(['read s-1']);
    // Whether it was accepted is unknown; its code is useless now.
    expect((await scene.sessionStore.session('s-1'))?.offer).toEqual({ ...OFFER, joinCode: null });
    expect(await scene.watch.nextOfferCheck()).toBeNull();
  });

  it('that nobody accepted in time has ended for that reason', async () => {
    const scene = await createOffered();
    scene.world.session = 'ended';
    scene.world.now = OFFER.endsAt + 2_000;
    await scene.watch.checkOffers();
    expect(await endings(scene)).toEqual(['offer-ended']);
  });

  it('that cannot be read when its offer is over is looked at again', async () => {
    const scene = await createOffered();
    scene.world.unreadable.add('s-1');
    scene.world.now = OFFER.endsAt + 2_000;
    await scene.watch.checkOffers();
    expect((await scene.sessionStore.session('s-1'))?.offer).toEqual(OFFER);
  });
});

describe('a session that the user is ending', () => {
  it('is ignored by a check that finds it gone meanwhile', async () => {
    const scene = await createLiveScene();
    scene.world.session = 'ended';
    await scene.watch.suspendChecks('s-1', async () => {
      await scene.watch.checkAll();
      await scene.watch.check(storedSession('s-1'));
      await scene.sessionStore.endSession('s-1', 'ended-by-you');
    });
    expect(await endings(scene)).toEqual([]);
    expect(scene.world.asked).toEqual([]);
  });

  it('is looked at again when ending it failed', async () => {
    const scene = await createLiveScene();
    scene.world.session = 'ended';
    const failing = scene.watch.suspendChecks('s-1', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await scene.watch.checkAll();
    expect(await scene.sessionStore.sessions()).toEqual([]);
  });
});

describe('a session that the user has ended', () => {
  const ending = { expiresAt: NOW + 8 * SECOND, ending: { limitAt: NOW + 15 * MINUTE, hadPage: true } };

  it('is ended at the service when its time to undo is over, by whatever worker is alive then', async () => {
    const scene = await createLiveScene(ending);
    await scene.watch.endOverdue();
    expect(scene.world.asked).toEqual([]);
    scene.world.now += 40 * SECOND;
    await scene.watch.endOverdue();
    expect(scene.world.asked).toEqual(['end s-1']);
    expect(await scene.stores.sessions.get()).toEqual({});
    // The user knows.
    expect(await endings(scene)).toEqual([]);
  });

  it('is only left where the service has no end call: the notice says until when it goes on', async () => {
    const scene = await createLiveScene(ending);
    scene.world.now += 40 * SECOND;
    scene.world.end = 'left';
    await scene.watch.endOverdue();
    expect(await scene.stores.ended.get()).toMatchObject([{ how: 'left', expiresAt: NOW + 15 * MINUTE }]);
  });

  it('stays to be ended the next time where that fails', async () => {
    const scene = await createLiveScene(ending);
    scene.world.now += 8 * SECOND;
    scene.world.end = 'server-error';
    expect(await failureOf(scene.watch.endOverdue())).toEqual({ code: 'server-error' });
    expect(await scene.sessionStore.overdueSessions()).toHaveLength(1);
    scene.world.end = 'ended';
    await scene.watch.endOverdue();
    expect(await scene.stores.sessions.get()).toEqual({});
  });

  it('is not read meanwhile: what is read would give it its time back', async () => {
    const scene = await createLiveScene(ending);
    const session = await scene.sessionStore.session('s-1');
    expect(session && (await scene.watch.check(session))).toBe(true);
    await scene.watch.enforceLimits();
    expect(scene.world.asked).toEqual([]);
    expect((await scene.sessionStore.session('s-1'))?.expiresAt).toBe(NOW + 8 * SECOND);
  });
});

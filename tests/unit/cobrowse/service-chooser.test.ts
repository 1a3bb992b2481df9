import { describe, expect, it } from 'vitest';
import type { FoundServices } from '@/utils/cobrowse/model';
import type { CobrowseService } from '@/utils/cobrowse/service';
import { createServiceChooser } from '@/utils/cobrowse/service-chooser';
import { createServiceMemory } from '@/utils/cobrowse/service-memory';
import type { ServiceKind } from '@/utils/cobrowse/service-traits';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { AGENT, CONVERSATION_ID, DANA, liveSession, memoryStore, NOW, SETTINGS } from './fixtures';

const DAY = 24 * 60 * 60_000;
const REQUEST = {
  conversationId: CONVERSATION_ID,
  agentUserId: AGENT.userId,
  supervisorUserId: DANA.userId,
  settings: SETTINGS,
};

/**
 * An organization with these services, and choosers on one memory, as the one who presses and the
 * one who looks ahead have.
 */
function createScene(has: ServiceKind[]) {
  const world = {
    now: NOW,
    place: 'eu org-1',
    choice: 'auto' as 'auto' | ServiceKind,
    host: null as ServiceKind | null,
    live: null as ServiceKind | null,
    /** The Sessions API answers wrongly this often. */
    wrongly: 0,
    /** What the look-up for screens may not read. */
    screenRefused: null as string | null,
    asked: [] as string[],
  };
  const found = memoryStore<FoundServices>({});
  const memory = createServiceMemory({ found, getPlace: async () => world.place, now: () => world.now });
  const service = (kind: ServiceKind): CobrowseService => ({
    refusesSecondSession: async () => kind === 'sessions',
    async findLive() {
      world.asked.push(`${kind} look`);
      // As from a network: others come in between.
      await new Promise((resolve) => setImmediate(resolve));
      if (kind === 'screen' && world.screenRefused)
        throw fail('permission-denied', { status: 403, call: `GET ${world.screenRefused}` });
      if (kind === 'screen' && !has.includes(kind)) throw fail('cobrowse-unavailable', { status: 404 });
      if (kind === 'sessions') {
        world.wrongly -= 1;
        if (world.wrongly >= 0 || !has.includes(kind)) throw fail('cobrowse-unavailable', { status: 404 });
      }
      return world.live === kind ? liveSession(`of ${kind}`, { service: kind }) : null;
    },
    async create() {
      world.asked.push(`${kind} create`);
      if (!has.includes(kind)) throw fail('not-found', { status: 404 });
      return liveSession(`of ${kind}`, { service: kind });
    },
    async createJoinLink() {
      world.asked.push(`${kind} link`);
      return { url: kind, expiresAt: NOW };
    },
    async read() {
      world.asked.push(`${kind} read`);
      return null;
    },
    async end() {
      world.asked.push(`${kind} end`);
      return 'ended' as const;
    },
  });
  const choose = () =>
    createServiceChooser({
      services: { sessions: service('sessions'), screen: service('screen'), platform: service('platform') },
      getChoice: async () => world.choice,
      memory,
      hostOf: async () => world.host,
    });
  /** A start: the look-up, then the create. Returns the calls. */
  async function start(chooser = choose()): Promise<string[]> {
    world.asked.length = 0;
    await chooser.findLive(CONVERSATION_ID);
    await chooser.create(REQUEST);
    return world.asked;
  }
  return { world, found, memory, choose, start };
}

describe('left to the extension', () => {
  it('an organization without the Sessions API is detected by one 404, and remembered', async () => {
    const scene = createScene(['platform']);
    expect(await scene.start()).toEqual(['sessions look', 'screen look', 'platform look', 'platform create']);
    expect(await scene.start()).toEqual(['platform look', 'platform create']);
  });

  it('an organization with the Sessions API is detected by its answer, and remembered; the other is never called', async () => {
    const scene = createScene(['sessions', 'platform']);
    expect(await scene.choose().refusesSecondSession(CONVERSATION_ID)).toBe(false);
    expect(await scene.start()).toEqual(['sessions look', 'sessions create']);
    expect(await scene.found.get()).toEqual({ 'eu org-1': { kind: 'sessions', at: NOW } });
    // From then on a create may travel with the look.
    expect(await scene.choose().refusesSecondSession(CONVERSATION_ID)).toBe(true);
  });

  it('an organization with Live Screen Monitoring, and without the Sessions API, uses it', async () => {
    const scene = createScene(['screen', 'platform']);
    expect(await scene.start()).toEqual(['sessions look', 'screen look', 'screen create']);
    expect(await scene.start()).toEqual(['screen look', 'screen create']);
    expect(await scene.found.get()).toEqual({ 'eu org-1': { kind: 'screen', at: NOW } });
  });

  it('a person who may not view screens gets the platform’s co-browse, and again after losing the permission', async () => {
    const scene = createScene(['screen', 'platform']);
    await scene.start();
    scene.world.screenRefused = '/api/v2/screenmonitors/users/u-agent/sessions';
    expect(await scene.start()).toEqual([
      'screen look',
      'sessions look',
      'screen look',
      'platform look',
      'platform create',
    ]);
  });

  it('a conversation that may not be read does not say that screens may not be viewed', async () => {
    const scene = createScene(['screen', 'platform']);
    await scene.start();
    scene.world.screenRefused = `/api/v2/conversations/${CONVERSATION_ID}`;
    expect(await failureOf(scene.choose().findLive(CONVERSATION_ID))).toMatchObject({
      code: 'permission-denied',
    });
    scene.world.screenRefused = null;
    expect(await scene.start()).toEqual(['screen look', 'screen create']);
  });

  it('an organization that has only screens says so to a person who may not view them', async () => {
    const scene = createScene(['screen']);
    scene.world.screenRefused = '/api/v2/screenmonitors/users/u-agent/sessions';
    const chooser = scene.choose();
    await chooser.findLive(CONVERSATION_ID);
    expect(await failureOf(chooser.create(REQUEST))).toMatchObject({ code: 'permission-denied' });
  });

  it.each([
    ['a day later', { now: NOW + DAY }],
    ['in another organization', { place: 'eu org-2' }],
    ['in another environment', { place: 'us org-1' }],
  ])('it is found out anew %s', async (_when, change) => {
    const scene = createScene(['platform']);
    await scene.start();
    Object.assign(scene.world, change);
    expect(await scene.start()).toEqual(['sessions look', 'screen look', 'platform look', 'platform create']);
  });

  it('concurrent look-ups send one probe', async () => {
    const scene = createScene(['platform']);
    await Promise.all(Array.from({ length: 5 }, () => scene.choose().findLive(CONVERSATION_ID)));
    expect(scene.world.asked.filter((call) => call === 'sessions look')).toHaveLength(1);
  });

  it('a failed probe decides nothing: the next look-up probes again', async () => {
    const scene = createScene(['platform']);
    const failing = scene.memory.findOut(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw fail('unreachable');
    });
    const looking = scene.choose().findLive(CONVERSATION_ID);
    expect(await failureOf(failing)).toEqual({ code: 'unreachable' });
    await looking;
    expect(scene.world.asked).toEqual(['sessions look', 'screen look', 'platform look']);
  });

  it('one wrong 404 of an organization with the Sessions API does not switch the service', async () => {
    const scene = createScene(['sessions', 'platform']);
    await scene.start();
    scene.world.wrongly = 1;
    expect(await scene.start()).toEqual(['sessions look', 'sessions look', 'sessions create']);
  });

  it('after the Sessions API was removed, the platform is used', async () => {
    const scene = createScene(['platform']);
    await scene.memory.note('sessions');
    expect(await scene.start()).toEqual([
      'sessions look',
      'sessions look',
      'screen look',
      'platform look',
      'platform create',
    ]);
  });

  it('where there is neither, the create says so, and the next start finds out anew', async () => {
    const scene = createScene([]);
    expect(await failureOf(scene.start())).toMatchObject({ code: 'not-found' });
    expect(await scene.memory.recall()).toBeNull();
  });
});

describe('by setting', () => {
  it.each(['sessions', 'screen', 'platform'] as const)(
    '%s is asked and no other, and nothing is noted',
    async (choice) => {
      const scene = createScene(['sessions', 'screen', 'platform']);
      scene.world.choice = choice;
      expect(await scene.start()).toEqual([`${choice} look`, `${choice} create`]);
      expect(await scene.found.get()).toEqual({});
    },
  );

  it('the Sessions API where there is none is unavailable', async () => {
    const scene = createScene(['platform']);
    scene.world.choice = 'sessions';
    expect(await failureOf(scene.start())).toMatchObject({ code: 'cobrowse-unavailable' });
    expect(scene.world.asked).toEqual(['sessions look']);
  });
});

describe('a session', () => {
  it.each(['sessions', 'platform'] as const)(
    'of %s is asked about there, whatever is set meanwhile',
    async (kind) => {
      const scene = createScene(['sessions', 'platform']);
      scene.world.choice = kind === 'sessions' ? 'platform' : 'sessions';
      const ref = { id: 's', conversationId: CONVERSATION_ID, service: kind };
      const chooser = scene.choose();
      await chooser.createJoinLink(ref, DANA.userId);
      await chooser.read(ref);
      await chooser.end(ref);
      expect(scene.world.asked).toEqual([`${kind} link`, `${kind} read`, `${kind} end`]);
    },
  );

  it('of the service that was set before is found, and no second one is made beside it', async () => {
    const scene = createScene(['sessions', 'platform']);
    Object.assign(scene.world, { choice: 'platform', host: 'sessions', live: 'sessions' });
    const chooser = scene.choose();
    expect(await chooser.refusesSecondSession(CONVERSATION_ID)).toBe(false);
    expect(await chooser.findLive(CONVERSATION_ID)).toMatchObject({ id: 'of sessions' });
    // Once it is over, the setting counts.
    scene.world.live = null;
    expect(await scene.start(chooser)).toEqual(['sessions look', 'platform look', 'platform create']);
  });
});

import { describe, expect, it } from 'vitest';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { AGENT, DANA, MINUTE, NOW, storedSession } from './fixtures';
import { createLiveScene, urlOf } from './live-scene';

const SECOND = 1000;
const SESSION = storedSession('s-1', { expiresAt: NOW + 60 * MINUTE });

/** A session of an hour, and a link for the agent that was kept just now. */
async function createLinkScene(life = 15 * MINUTE) {
  const scene = await createLiveScene({ expiresAt: SESSION.expiresAt });
  scene.world.linkLife = life;
  await scene.links.fresh(SESSION, AGENT.userId);
  scene.world.asked.length = 0;
  return scene;
}

describe('a kept link', () => {
  it('is reused with more than a minute left, and replaced with less', async () => {
    const { world, links } = await createLinkScene();
    world.now = NOW + 14 * MINUTE - 1;
    expect((await links.forAgent(SESSION)).url).toBe(urlOf(AGENT.userId, 1));
    world.now = NOW + 14 * MINUTE;
    expect((await links.forAgent(SESSION)).url).toBe(urlOf(AGENT.userId, 2));
    expect((await links.forAgent(SESSION)).url).toBe(urlOf(AGENT.userId, 2));
  });

  it('for a message that is read later is good with more than that left, or until the end of its session', async () => {
    const { world, links } = await createLinkScene();
    world.now = NOW + 10 * MINUTE;
    expect((await links.forAgent(SESSION)).url).toBe(urlOf(AGENT.userId, 1));
    expect((await links.forAgent(SESSION, 5 * MINUTE)).url).toBe(urlOf(AGENT.userId, 2));
    world.linkLife = 50 * MINUTE;
    await links.fresh(SESSION, AGENT.userId);
    world.now = NOW + 57 * MINUTE;
    expect((await links.forAgent(SESSION, 5 * MINUTE)).url).toBe(urlOf(AGENT.userId, 3));
  });

  it('is the agent’s: the supervisor’s opens a page at once', async () => {
    const { sessionStore, links } = await createLinkScene();
    expect((await links.fresh(SESSION, DANA.userId)).url).toBe(urlOf(DANA.userId, 2));
    expect(await sessionStore.joinLink('s-1', DANA.userId)).toBeNull();
    expect((await links.forAgent(SESSION)).url).toBe(urlOf(AGENT.userId, 1));
  });

  it('is not kept for a session that has been ended meanwhile', async () => {
    const { sessionStore, links, stores } = await createLinkScene();
    await sessionStore.endSession('s-1', 'ended-by-you');
    await links.fresh(SESSION, AGENT.userId);
    expect(await stores.joinLinks.get()).toEqual({});
  });
});

describe('the renewal of a link', () => {
  it('is due two minutes before it expires', async () => {
    const { world, links } = await createLinkScene();
    const due = NOW + 13 * MINUTE;
    expect(await links.nextRenewal()).toBe(due);
    world.now = due - 1;
    await links.renewDue();
    expect(world.asked).toEqual([]);
    world.now = due;
    await Promise.all([links.renewDue(), links.renewDue()]);
    expect(world.asked).toEqual([`link s-1 ${AGENT.userId}`]);
    expect(await links.nextRenewal()).toBe(due + 13 * MINUTE);
    expect((await links.forAgent(SESSION)).url).toBe(urlOf(AGENT.userId, 2));
  });

  it('comes at half of a short life, but not more often than twice a minute', async () => {
    expect(await (await createLinkScene(70 * SECOND)).links.nextRenewal()).toBe(NOW + 35 * SECOND);
    expect(await (await createLinkScene(2 * SECOND)).links.nextRenewal()).toBe(NOW + 30 * SECOND);
  });

  it('is not needed for a link that lasts as long as its session', async () => {
    const { links } = await createLinkScene(60 * MINUTE);
    expect(await links.nextRenewal()).toBeNull();
  });

  it('is not planned by a date that cannot be read: such a link is minted when it is asked for', async () => {
    const { world, links } = await createLinkScene(-NOW);
    expect(await links.nextRenewal()).toBeNull();
    await links.forAgent(SESSION);
    expect(world.asked).toHaveLength(1);
  });

  it('that fails is tried again a minute later, not at once', async () => {
    const { world, links } = await createLinkScene();
    world.now = NOW + 13 * MINUTE;
    world.mintFails = fail('unreachable');
    await links.renewDue();
    await links.renewDue();
    expect(world.asked).toHaveLength(1);
    expect(await links.nextRenewal()).toBe(NOW + 14 * MINUTE);
    world.now = NOW + 14 * MINUTE;
    world.mintFails = null;
    await links.renewDue();
    expect(world.asked).toHaveLength(2);
    expect(await links.nextRenewal()).toBe(NOW + 27 * MINUTE);
  });

  it('finds out that the session has ended', async () => {
    const { world, sessionStore, links, stores } = await createLinkScene();
    world.now = NOW + 13 * MINUTE;
    Object.assign(world, { session: 'ended', conversation: 'ended' });
    await links.renewDue();
    expect(await sessionStore.sessions()).toEqual([]);
    expect(await stores.ended.get()).toMatchObject([{ how: 'conversation-over' }]);
    expect(await links.nextRenewal()).toBeNull();
  });

  it('is neither planned nor asked for when no session is live', async () => {
    const { world, links } = await createLinkScene();
    world.now = SESSION.expiresAt;
    expect(await links.nextRenewal()).toBeNull();
    await links.renewDue();
    expect(world.asked).toEqual([]);
  });
});

describe('a link that the service does not give', () => {
  it('because the session has ended says so', async () => {
    const { world, links } = await createLinkScene();
    world.session = 'ended';
    expect(await failureOf(links.fresh(SESSION, AGENT.userId))).toMatchObject({
      code: 'not-found',
      subject: 'session',
    });
  });

  it('because it is not permitted says so, unless the session has ended', async () => {
    const { world, links } = await createLinkScene();
    world.mintFails = fail('permission-denied', { status: 403, apiMessage: 'Not authorized.' });
    expect(await failureOf(links.fresh(SESSION, AGENT.userId))).toMatchObject({ code: 'permission-denied' });
    world.session = 'ended';
    expect(await failureOf(links.fresh(SESSION, AGENT.userId))).toEqual({
      code: 'not-found',
      status: 403,
      subject: 'session',
    });
  });

  it.each([
    [AGENT.userId, 'agent'],
    [DANA.userId, 'supervisor'],
  ])('because it does not know %s says so, and the session stays', async (userId, subject) => {
    const { world, sessionStore, links } = await createLinkScene();
    world.mintFails = fail('not-found', { status: 404 });
    expect(await failureOf(links.fresh(SESSION, userId))).toMatchObject({ subject });
    expect(await sessionStore.sessions()).toHaveLength(1);
  });
});

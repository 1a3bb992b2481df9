import { describe, expect, it } from 'vitest';
import { UNDO_MS } from '@/utils/cobrowse/ending';
import { markOf } from '@/utils/cobrowse/join-page';
import { createLiveSessionActions } from '@/utils/cobrowse/live-session';
import type { Session, Start } from '@/utils/cobrowse/model';
import { createStartStore } from '@/utils/cobrowse/start-store';
import { failureOf } from '../failure-of';
import { AGENT, CONVERSATION_ID, DANA, MINUTE, memoryStore, NOW } from './fixtures';
import { createLiveScene, urlOf } from './live-scene';

/** The actions on a live session `s-1`, and tabs that are open or not. */
async function createScene(changes: Partial<Session> = {}) {
  const { world: served, sessionStore, service, watch, links, stores, now } = await createLiveScene(changes);
  const world = Object.assign(served, {
    openTabs: new Set([7]),
    /** Whether the session's tab shows its page still. */
    shows: true,
    closing: 'works' as 'works' | 'fails',
    done: [] as string[],
  });
  const starts = createStartStore(memoryStore<Record<string, Start>>({}));
  const actions = createLiveSessionActions({
    service,
    sessionStore,
    watch,
    links,
    starts,
    async showJoinPage(url, { tabId }) {
      world.done.push(`show ${url} in ${tabId}`);
      return 8;
    },
    showsPage: async () => world.shows,
    focusTab: async (tabId) => world.openTabs.has(tabId),
    async navigateTab(tabId, url) {
      world.done.push(`navigate ${tabId} to ${url}`);
    },
    async closePage({ id, tabId }) {
      if (!(await sessionStore.session(id)))
        throw new Error('Nobody would close it, had the worker died before.');
      if (world.closing === 'fails') throw new Error('No tab can be read.');
      if (tabId !== null) world.done.push(`close ${tabId}`);
    },
    now,
  });
  return { world, sessionStore, starts, actions, stores };
}

describe('opening a session', () => {
  it('brings its tab to the front, without a new token', async () => {
    const { world, actions } = await createScene({ tabId: 7 });
    await actions.open('s-1');
    expect(world).toMatchObject({ minted: 0, done: [] });
  });

  it.each([[null], [99]])(
    'opens a fresh link where the tab (%s) is gone, and remembers the new tab',
    async (tabId) => {
      const { world, sessionStore, actions } = await createScene({ tabId });
      await actions.open('s-1');
      expect(world.done).toEqual([`show ${urlOf(DANA.userId, 1)} in null`]);
      expect((await sessionStore.session('s-1'))?.tabId).toBe(8);
    },
  );

  it('leaves a tab alone in which the user has navigated elsewhere, and opens another', async () => {
    const { world, sessionStore, actions } = await createScene({ tabId: 7 });
    world.shows = false;
    await actions.open('s-1');
    expect(world.done).toEqual([`show ${urlOf(DANA.userId, 1)} in null`]);
    expect(await sessionStore.session('s-1')).toMatchObject({
      tabId: 8,
      pageMark: markOf(urlOf(DANA.userId, 1)),
    });
  });

  it('that has ended says so and forgets it', async () => {
    const { world, sessionStore, actions } = await createScene();
    world.session = 'ended';
    expect(await failureOf(actions.open('s-1'))).toEqual({
      code: 'not-found',
      subject: 'session',
      status: 404,
    });
    expect(await sessionStore.sessions()).toEqual([]);
  });

  it('that is unknown throws not-found', async () => {
    const { actions } = await createScene();
    expect(await failureOf(actions.open('s-9'))).toEqual({
      code: 'not-found',
      subject: 'session',
    });
  });
});

describe('the agent’s link', () => {
  it('is the stored one while it has more than a minute left', async () => {
    const { world, sessionStore, actions } = await createScene();
    await sessionStore.keepJoinLink('s-1', AGENT.userId, { url: 'kept', expiresAt: NOW + MINUTE + 1 });
    expect(await actions.agentLink('s-1')).toBe('kept');
    expect(world.minted).toBe(0);
  });

  it('is created again when it has a minute left or less, and then stored', async () => {
    const { world, sessionStore, actions } = await createScene();
    await sessionStore.keepJoinLink('s-1', AGENT.userId, { url: 'kept', expiresAt: NOW + MINUTE });
    expect(await actions.agentLink('s-1')).toBe(urlOf(AGENT.userId, 1));
    expect(await actions.agentLink('s-1')).toBe(urlOf(AGENT.userId, 1));
    expect(world.minted).toBe(1);
  });

  it('is minted when there was none', async () => {
    const { actions } = await createScene();
    expect(await actions.agentLink('s-1')).toBe(urlOf(AGENT.userId, 1));
  });

  it('is for the agent, whatever is kept for others', async () => {
    const { sessionStore, actions } = await createScene();
    await sessionStore.keepJoinLink('s-1', DANA.userId, {
      url: 'the supervisor’s',
      expiresAt: NOW + 5 * MINUTE,
    });
    expect(await actions.agentLink('s-1')).toBe(urlOf(AGENT.userId, 1));
  });

  it('of a session that has ended is not given out, and the session is forgotten', async () => {
    const { world, sessionStore, actions } = await createScene();
    world.session = 'ended';
    expect(await failureOf(actions.agentLink('s-1'))).toMatchObject({ subject: 'session' });
    expect(await sessionStore.session('s-1')).toBeNull();
  });
});

describe('ending a session', () => {
  it('ends it, closes the join page and then forgets it', async () => {
    const { world, sessionStore, actions } = await createScene({ tabId: 7 });
    await actions.end('s-1');
    expect(world.asked).toEqual(['end s-1']);
    expect(world.done).toEqual(['close 7']);
    expect(await sessionStore.sessions()).toEqual([]);
  });

  it('whose page cannot be closed forgets it all the same', async () => {
    const { world, sessionStore, actions } = await createScene({ tabId: 7 });
    world.closing = 'fails';
    expect(await actions.end('s-1')).toBe('ended');
    expect(await sessionStore.sessions()).toEqual([]);
  });

  it('leaves it where the service has no end call: page and links go, and a notice says until when it lasts', async () => {
    const { world, sessionStore, actions, stores } = await createScene({ tabId: 7 });
    await sessionStore.keepJoinLink('s-1', AGENT.userId, { url: 'kept', expiresAt: NOW + 5 * MINUTE });
    world.end = 'left';
    await actions.end('s-1');
    expect(world.done).toEqual(['close 7']);
    expect(await sessionStore.sessions()).toEqual([]);
    expect(await stores.joinLinks.get()).toEqual({});
    expect(await stores.ended.get()).toMatchObject([{ how: 'left', expiresAt: NOW + 15 * MINUTE }]);
  });

  it('that fails loses nothing', async () => {
    const { world, sessionStore, actions } = await createScene({ tabId: 7 });
    world.end = 'server-error';
    expect(await failureOf(actions.end('s-1'))).toEqual({ code: 'server-error' });
    expect(await sessionStore.sessions()).toHaveLength(1);
    expect(world.done).toEqual([]);
  });

  it('without a tab closes none', async () => {
    const { world, actions } = await createScene();
    await actions.end('s-1');
    expect(world.done).toEqual([]);
  });
});

describe('ending a session so that it can be undone', () => {
  it('closes the page now, asks nothing of the service yet, and has its end as its deadline', async () => {
    const { world, sessionStore, actions } = await createScene({ tabId: 7 });
    await actions.endSoon('s-1');
    expect(world.asked).toEqual([]);
    expect(world.done).toEqual(['close 7']);
    const [session] = await sessionStore.sessions();
    expect(session?.expiresAt).toBe(NOW + UNDO_MS);
    expect(session?.ending).toEqual({ limitAt: NOW + 15 * MINUTE, hadPage: true });
  });

  it('twice keeps the first deadline, and what it is undone to', async () => {
    const { world, sessionStore, actions } = await createScene({ tabId: 7 });
    await actions.endSoon('s-1');
    world.now += 5_000;
    await actions.endSoon('s-1');
    const session = await sessionStore.session('s-1');
    expect(session?.expiresAt).toBe(NOW + UNDO_MS);
    expect(session?.ending?.limitAt).toBe(NOW + 15 * MINUTE);
  });

  it('is undone with the time limit it had, and its page is there again', async () => {
    const { world, sessionStore, actions } = await createScene({ tabId: 7 });
    await actions.endSoon('s-1');
    world.openTabs.clear();
    await actions.undoEnd('s-1');
    const session = await sessionStore.session('s-1');
    expect(session?.expiresAt).toBe(NOW + 15 * MINUTE);
    expect(session?.ending).toBeUndefined();
    expect(world.done.at(-1)).toMatch(/^show /);
    expect(world.asked).not.toContain('end s-1');
  });

  it('is undone without a page where none was open', async () => {
    const { world, sessionStore, actions } = await createScene();
    await actions.endSoon('s-1');
    await actions.undoEnd('s-1');
    expect((await sessionStore.session('s-1'))?.expiresAt).toBe(NOW + 15 * MINUTE);
    expect(world.done).toEqual([]);
  });

  it.each(['with', 'without'])('is undone by whoever opens the session, %s a page before', async (how) => {
    const { world, sessionStore, actions } = await createScene(how === 'with' ? { tabId: 7 } : {});
    await actions.endSoon('s-1');
    world.openTabs.clear();
    await actions.open('s-1');
    const session = await sessionStore.session('s-1');
    expect(session?.expiresAt).toBe(NOW + 15 * MINUTE);
    expect(session?.ending).toBeUndefined();
    expect(world.done.at(-1)).toMatch(/^show /);
  });

  it('cannot be undone once its time is over', async () => {
    const { world, actions } = await createScene({ tabId: 7 });
    await actions.endSoon('s-1');
    world.now += UNDO_MS;
    expect(await failureOf(actions.undoEnd('s-1'))).toEqual({ code: 'not-found', subject: 'session' });
  });

  it.each(['screen', 'platform'] as const)('ends one of the service “%s” now', async (service) => {
    const { world, sessionStore, actions } = await createScene({ tabId: 7, service });
    await actions.endSoon('s-1');
    expect(world.asked).toEqual(['end s-1']);
    expect(await sessionStore.sessions()).toEqual([]);
  });
});

describe('an expired join page', () => {
  it('is opened again in its own tab with a fresh link', async () => {
    const { world, actions } = await createScene({ tabId: 7 });
    await actions.renewExpiredPage(7);
    expect(world.done).toEqual([`navigate 7 to ${urlOf(DANA.userId, 1)}`]);
  });

  it('that expires again within a minute is told to the user instead', async () => {
    const { world, starts, actions } = await createScene({ tabId: 7 });
    await actions.renewExpiredPage(7);
    world.now += MINUTE - 1;
    await actions.renewExpiredPage(7);
    expect(world.minted).toBe(1);
    expect(await starts.of(CONVERSATION_ID)).toMatchObject({
      customerName: 'Amelia Hart',
      state: { phase: 'failed', failure: { code: 'join-token-expired' } },
    });
  });

  it('that expires again later is reopened again', async () => {
    const { world, starts, actions } = await createScene({ tabId: 7 });
    await actions.renewExpiredPage(7);
    world.now += MINUTE;
    await actions.renewExpiredPage(7);
    expect(world.minted).toBe(2);
    expect(await starts.all()).toEqual([]);
  });

  it('of a session that has ended is forgotten', async () => {
    const { world, sessionStore, actions } = await createScene({ tabId: 7 });
    world.session = 'ended';
    expect(await failureOf(actions.renewExpiredPage(7))).toMatchObject({ subject: 'session' });
    expect(await sessionStore.sessions()).toEqual([]);
    expect(world.done).toEqual([]);
  });

  it('in a tab that is not ours is left alone', async () => {
    const { world, actions } = await createScene({ tabId: 7 });
    await actions.renewExpiredPage(99);
    expect(world).toMatchObject({ minted: 0, done: [] });
  });
});

describe('a session of the platform’s co-browse', () => {
  it('is checked before its viewer is opened again: the viewer would create another session', async () => {
    const { world, sessionStore, actions } = await createScene({ service: 'platform' });
    await actions.open('s-1');
    expect(world.asked).toEqual(['read s-1', `link s-1 ${DANA.userId}`]);
    await sessionStore.setTab('s-1', null);
    world.session = 'ended';
    expect(await failureOf(actions.open('s-1'))).toEqual({
      code: 'not-found',
      subject: 'session',
    });
    expect(world.done).toHaveLength(1);
  });

  it('has no link for the agent', async () => {
    const { world, actions } = await createScene({ service: 'platform' });
    expect(await failureOf(actions.agentLink('s-1'))).toEqual({ code: 'invalid-message' });
    expect(world.asked).toEqual([]);
  });
});

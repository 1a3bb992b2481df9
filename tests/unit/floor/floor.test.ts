import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { clearOnSignOut } from '@/utils/background/state';
import { fail } from '@/utils/errors/failure';
import type { FloorRow, FloorSource } from '@/utils/floor/model';
import {
  firstScreenItem,
  floorHeadItem,
  floorRows,
  goneItem,
  namesItem,
  searchPageItem,
} from '@/utils/floor/state';
import type { AgentStatus } from '@/utils/genesys-cloud/agent-status';
import { failureOf } from '../failure-of';
import { DANA_ID, floorRow, MINUTE, NOW, partialOf, readingOf, SECOND } from './fixtures';
import { createFloor, NO_ACTIVITY, NO_AGENTS, overBudget, refuse } from './floor-harness';

beforeEach(() => {
  fakeBrowser.reset();
});

const ids = async () => (await floorRows.all()).map(({ id }) => id).sort();
const rowOf = async (id: string): Promise<FloorRow | undefined> => (await floorRows.find([id])).get(id);
const store = (...rows: FloorRow[]) => floorRows.replace(() => new Map(rows.map((row) => [row.id, row])));
/** Agents, each in the conversation with their number. */
const agentsOf = (from: number, to: number, partial = false): AgentStatus => {
  const agents = Array.from({ length: to - from }, (_, index) => ({
    userId: `u-${from + index}`,
    name: `Agent ${from + index}`,
    managerId: DANA_ID,
  }));
  return { agents, partialConversations: agents.map(({ userId }) => partialOf(`of-${userId}`)), partial };
};

const SOURCES: FloorSource[] = ['own', 'agents', 'queues', 'search'];
const COMBINATIONS = Array.from({ length: 16 }, (_, bits) =>
  SOURCES.filter((_source, index) => bits & (1 << index)),
);

describe('reading the floor', () => {
  it.each(COMBINATIONS.map((refused) => [refused.join(' and ') || 'nobody', refused] as const))(
    'with %s refused lists what the others return and names the refused source',
    async (_names, refused) => {
      const { floor, world } = createFloor();
      world.sources = {
        ...world.sources,
        own: async () => [readingOf('by-own')],
        agents: async () => ({ ...agentsOf(1, 2), partialConversations: [partialOf('by-agents')] }),
        queues: async () => ({ ...NO_ACTIVITY, partialConversations: [partialOf('by-queues')] }),
        search: async () => ({ partialConversations: [partialOf('by-search')], isLastPage: true }),
      };
      await floor.refresh();
      expect(await ids()).toEqual(['by-agents', 'by-own', 'by-queues', 'by-search']);
      for (const source of refused) world.sources[source] = refuse;
      world.now += 6 * MINUTE;
      await floor.refresh();
      // The search's results stay for a while, even after its permission was revoked.
      const gone = refused.filter((source) => source !== 'search').map((source) => `by-${source}`);
      expect(await ids()).toEqual(
        ['by-agents', 'by-own', 'by-queues', 'by-search'].filter((id) => !gone.includes(id)),
      );
      const head = await floorHeadItem.get();
      expect(head?.leftOut.map(({ source }) => source).sort()).toEqual([...refused].sort());
      expect(head).toMatchObject({ takenAt: world.now, team: ['u-1'] });
      if (refused.length > 0) expect(head?.leftOut[0]?.missing).toBe('a:permission:view');
      expect(world.listings.at(-1)).toEqual(await ids());
    },
  );

  it.each(['rate-limited', 'timed-out', 'server-error'] as const)(
    'in which one source fails (%s) keeps that source’s rows',
    async (code) => {
      const { floor, world } = createFloor();
      world.sources.queues = async () => ({ ...NO_ACTIVITY, partialConversations: [partialOf('c-1')] });
      await floor.refresh();
      world.now += MINUTE;
      world.sources.queues = () => Promise.reject(fail(code));
      world.sources.own = async () => [readingOf('c-2')];
      await floor.refresh();
      expect(await ids()).toEqual(['c-1', 'c-2']);
      expect(await floorHeadItem.get()).toMatchObject({
        leftOut: [],
        unread: code === 'rate-limited' ? [] : ['queues'],
      });
    },
  );

  it('that fails as a whole says why and leaves everything as it was', async () => {
    const { floor, world } = createFloor();
    world.sources.own = async () => [readingOf('c-1')];
    await floor.refresh();
    const before = await fakeBrowser.storage.session.get();
    world.now += MINUTE;
    world.sources.own = overBudget;
    world.sources.agents = refuse;
    world.sources.queues = overBudget;
    expect(await failureOf(floor.refresh())).toMatchObject({ code: 'rate-limited' });
    expect(await fakeBrowser.storage.session.get()).toEqual(before);
  });

  it('says signed-out whatever else was read', async () => {
    const { floor, world } = createFloor();
    world.sources.own = async () => [readingOf('c-1')];
    world.sources.queues = () => Promise.reject(fail('signed-out'));
    expect(await failureOf(floor.refresh())).toMatchObject({ code: 'signed-out' });
    expect(await ids()).toEqual([]);
  });

  it('rethrows errors that are not our failures', async () => {
    const { floor, world } = createFloor();
    world.sources.agents = () => Promise.reject(new TypeError('a bug'));
    await expect(floor.refresh()).rejects.toThrow('a bug');
  });

  it.each([
    ['nobody', null],
    ['somebody else', 'u-femi'],
  ])('leaves nothing behind for %s who is signed in when the answers arrive', async (_who, userId) => {
    for (const slow of SOURCES) {
      const { floor, world } = createFloor();
      world.sources.own = async () => [readingOf('c-1')];
      const usual = world.sources[slow] as () => Promise<never>;
      world.sources[slow] = async () => {
        await clearOnSignOut();
        world.userId = userId;
        return await usual();
      };
      expect(await failureOf(floor.refresh()), slow).toMatchObject({ code: 'signed-out' });
      expect(await floorRows.all(), slow).toEqual([]);
      expect(await floorHeadItem.get(), slow).toBeNull();
    }
  });

  it('writes no row again that says the same', async () => {
    const { floor, world } = createFloor();
    world.sources.own = async () => [readingOf('c-1')];
    world.sources.queues = async () => ({
      ...NO_ACTIVITY,
      partialConversations: [partialOf('c-1'), partialOf('c-2')],
    });
    await floor.refresh();
    const set = vi.spyOn(fakeBrowser.storage.session, 'set');
    world.now += MINUTE;
    await floor.refresh();
    const keys = set.mock.calls.flatMap(([items]) => Object.keys(items as Record<string, unknown>));
    expect(keys.filter((key) => key.startsWith('floor-rows/'))).toEqual([]);
  });
});

describe('agents', () => {
  it('who report to the user are read from both ends where there are more than fifty', async () => {
    const { floor, world } = createFloor();
    world.sources.agents = async ({ order }) =>
      order === 'asc' ? agentsOf(0, 50, true) : agentsOf(20, 70, true);
    await floor.refresh();
    expect(world.calls.filter((call) => call.startsWith('agents'))).toEqual([
      `agents {"managerId":"${DANA_ID}","order":"asc"}`,
      `agents {"managerId":"${DANA_ID}","order":"desc"}`,
    ]);
    expect(await ids()).toHaveLength(70);
    expect((await floorHeadItem.get())?.team).toHaveLength(70);
  });

  it('are asked for once where one answer holds all', async () => {
    const { floor, world } = createFloor();
    world.sources.agents = async () => agentsOf(0, 49);
    await floor.refresh();
    expect(world.calls.filter((call) => call.startsWith('agents'))).toHaveLength(1);
  });

  it('of whom the budget allows only one end are those, and the floor is partial', async () => {
    const { floor, world } = createFloor();
    world.sources.agents = ({ order }) =>
      order === 'asc' ? Promise.resolve(agentsOf(0, 50, true)) : overBudget();
    await floor.refresh();
    expect(await ids()).toHaveLength(50);
    expect(await floorHeadItem.get()).toMatchObject({ partial: true, leftOut: [] });
  });

  it('are whoever is busy where nobody reports to the user, and no team', async () => {
    const { floor, world } = createFloor();
    world.sources.agents = async ({ managerId }) => (managerId ? NO_AGENTS : agentsOf(0, 3));
    await floor.refresh();
    expect(world.calls).toContain('agents {"managerId":null,"order":"asc"}');
    expect(await ids()).toHaveLength(3);
    expect((await floorHeadItem.get())?.team).toEqual([]);
  });

  it('provide names for conversations from other sources, without a request', async () => {
    const { floor, world } = createFloor();
    world.sources.agents = async () => ({ ...agentsOf(1, 2), partialConversations: [] });
    world.sources.queues = async () => ({
      ...NO_ACTIVITY,
      partialConversations: [partialOf('c-1', { queueId: null })],
    });
    await floor.refresh();
    expect((await rowOf('c-1'))?.agent).toEqual({ userId: 'u-1', name: 'Agent 1' });
    expect(world.calls.filter((call) => call.startsWith('users'))).toEqual([]);
  });
});

describe('queues whose list was cut off', () => {
  /** Each page by user contains one more; `pages` of them. */
  function withPages(pages: number) {
    const scene = createFloor();
    scene.world.sources.queues = async ({ groupBy, page = 1 }) =>
      groupBy === 'queueId'
        ? { partialConversations: [partialOf('c-0')], truncatedQueueIds: ['q-1', 'q-2'], partial: true }
        : { partialConversations: [partialOf(`c-${page}`)], truncatedQueueIds: [], partial: page < pages };
    return scene;
  }
  const queueCalls = (calls: string[]) => calls.filter((call) => call.startsWith('queues'));

  it('are asked for by user, those queues only, until there is no more', async () => {
    const { floor, world } = withPages(2);
    await floor.refresh();
    expect(queueCalls(world.calls)).toEqual([
      'queues {"groupBy":"queueId"}',
      'queues {"groupBy":"userId","queueIds":["q-1","q-2"],"page":1}',
      'queues {"groupBy":"userId","queueIds":["q-1","q-2"],"page":2}',
    ]);
    expect(await ids()).toEqual(['c-0', 'c-1', 'c-2']);
    expect((await floorHeadItem.get())?.partial).toBe(false);
  });

  it('cost three further questions at most; the floor is partial then', async () => {
    const { floor, world } = withPages(9);
    await floor.refresh();
    expect(queueCalls(world.calls)).toHaveLength(4);
    expect(await ids()).toEqual(['c-0', 'c-1', 'c-2', 'c-3']);
    expect((await floorHeadItem.get())?.partial).toBe(true);
  });

  it('keep what was read when the budget ends between two pages', async () => {
    const { floor, world } = withPages(9);
    const usual = world.sources.queues;
    world.sources.queues = (filter) => (filter.page === 2 ? overBudget() : usual(filter));
    await floor.refresh();
    expect(await ids()).toEqual(['c-0', 'c-1']);
    expect((await floorHeadItem.get())?.partial).toBe(true);
  });
});

describe('conversations that only events told of', () => {
  it('are asked for one by one when the list is opened: one that ended unheard goes, one that goes on stays', async () => {
    const { floor, world } = createFloor();
    await floor.applyEvents([readingOf('ended-unheard'), readingOf('too-new')]);
    world.now += 5_000;
    world.sources.one = async (id) => {
      if (id === 'too-new') return readingOf('too-new');
      throw fail('not-found');
    };
    await floor.refresh('due');
    expect(await ids()).toEqual(['ended-unheard', 'too-new']);
    expect(world.calls.filter((call) => call.startsWith('one'))).toEqual([]);
    await floor.refresh('opened');
    expect(await ids()).toEqual(['too-new']);
  });

  it('are asked for four at a time, so that many of them do not use up the budget', async () => {
    const { floor, world } = createFloor();
    await floor.applyEvents(Array.from({ length: 9 }, (_, number) => readingOf(`event-${number}`)));
    world.now += 5_000;
    await floor.refresh('asked');
    expect(world.calls.filter((call) => call.startsWith('one'))).toHaveLength(4);
  });
});

describe('a refresh that nobody waits for any more', () => {
  it('asks for nothing further when the last page has closed', async () => {
    const { world, newFloor } = createFloor();
    const pageOpen = new AbortController();
    world.whilePageOpen = () => pageOpen.signal;
    world.sources.queues = async () => {
      pageOpen.abort();
      return NO_ACTIVITY;
    };
    await newFloor().refresh('opened');
    expect(world.calls.filter((call) => /^(search|one|users|queue names)/.test(call))).toEqual([]);
  });
});

describe('a source that can never be read', () => {
  const calls = (world: ReturnType<typeof createFloor>['world']) =>
    world.calls.filter((call) => call === 'own').length;

  it('for want of a person is asked once, and said to be left out', async () => {
    const { floor, world } = createFloor();
    world.sources.own = () => Promise.reject(fail('invalid-request', { status: 400, apiCode: 'not.a.user' }));
    for (let times = 0; times < 5; times += 1) {
      await floor.refresh('asked');
      expect(await floorHeadItem.get()).toMatchObject({
        leftOut: [{ source: 'own', missing: null, why: 'no-person' }],
        unread: [],
      });
      world.now += 2 * MINUTE;
    }
    expect(calls(world)).toBe(1);
    // After another sign-in, it is read again.
    world.userId = 'u-other';
    await floor.refresh();
    expect(calls(world)).toBe(2);
  });

  it('because it is not there is asked again after five minutes, and where somebody asks', async () => {
    const { floor, world } = createFloor();
    world.sources.own = () => Promise.reject(fail('not-found', { status: 404 }));
    await floor.refresh();
    await floor.refresh();
    expect(calls(world)).toBe(1);
    await floor.refresh('asked');
    expect(calls(world)).toBe(2);
    world.now += 5 * MINUTE;
    world.sources.own = async () => [readingOf('c-1')];
    await floor.refresh();
    expect(await ids()).toEqual(['c-1']);
    expect((await floorHeadItem.get())?.leftOut).toEqual([]);
  });
});

describe('what says another agent', () => {
  const reading = (agent = 'u-1') => ({
    conversation: { ...floorRow('c-1'), agent: { userId: agent, name: null } },
    readAt: NOW,
  });

  it('is an event, a listing that is believed, a listing that is not, and the end', async () => {
    const { floor, world } = createFloor();
    await floor.noteReading(readingOf('c-1'));
    expect(await floor.differs(reading())).toBe(false);
    await floor.applyEvents([
      readingOf('c-1', { agent: { userId: 'u-2', name: null } }, { newestFactAt: NOW }),
    ]);
    expect(await floor.differs(reading())).toBe(true);
    expect(await floor.differs(reading('u-2'))).toBe(false);
    // Too soon after the event to be believed, but reported anyway.
    world.now += SECOND;
    world.sources.queues = async () => ({
      ...NO_ACTIVITY,
      partialConversations: [partialOf('c-1', { agent: { userId: 'u-3', name: null } })],
    });
    await floor.refresh();
    expect((await rowOf('c-1'))?.agent?.userId).toBe('u-2');
    expect(await floor.differs(reading('u-2'))).toBe(true);
    await floor.applyEvents([readingOf('c-1', { state: 'ended' }, { newestFactAt: NOW + 2 * SECOND })]);
    expect(await floor.differs(reading('u-2'))).toBe(true);
    expect(await floor.isOver('c-1')).toBe(true);
  });
});

describe('the search', () => {
  /** `pages` full pages; the ids on each contain its number. */
  function withPages(pages: number) {
    const scene = createFloor();
    scene.world.sources.search = async ({ page }) => ({
      partialConversations: [partialOf(`on-${page}`)],
      isLastPage: page >= pages,
    });
    const searched = () =>
      scene.world.calls.flatMap((call) =>
        call.startsWith('search') ? [/"page":(\d+)/.exec(call)?.[1]] : [],
      );
    return { ...scene, searched };
  }

  it('reads one page where the others told everything, and goes on at the next', async () => {
    const { floor, world, searched, newFloor } = withPages(3);
    await floor.refresh('asked');
    await floor.refresh('asked');
    expect(searched()).toEqual(['1', '2']);
    // And where the last worker stopped; then it comes round.
    await newFloor().refresh('asked');
    await floor.refresh('asked');
    expect(searched()).toEqual(['1', '2', '3', '1']);
    expect(world.calls).toContain(`search {"page":1,"now":${NOW}}`);
    expect(await ids()).toEqual(['on-1', 'on-2', 'on-3']);
  });

  it('rests for five minutes where the others told everything, unless somebody asks', async () => {
    const { floor, world, searched } = withPages(3);
    await floor.refresh();
    world.now += 4 * MINUTE;
    await floor.refresh();
    expect(searched()).toEqual(['1']);
    await floor.refresh('asked');
    expect(searched()).toEqual(['1', '2']);
    world.now += 6 * MINUTE;
    await floor.refresh();
    expect(searched()).toEqual(['1', '2', '3']);
  });

  it.each(['refused', 'failed', 'partial'])(
    'reads up to three pages where another source is %s',
    async (how) => {
      const { floor, world, searched } = withPages(5);
      if (how === 'refused') world.sources.agents = refuse;
      if (how === 'failed') world.sources.agents = overBudget;
      if (how === 'partial') world.sources.queues = async () => ({ ...NO_ACTIVITY, partial: true });
      await floor.refresh();
      expect(searched()).toEqual(['1', '2', '3']);
      await floor.refresh();
      expect(searched()).toEqual(['1', '2', '3', '4', '5']);
      expect(await searchPageItem.get()).toBe(1);
    },
  );

  it('keeps what was read when the budget ends between two pages, and goes on there', async () => {
    const { floor, world, searched } = withPages(5);
    world.sources.agents = refuse;
    const usual = world.sources.search;
    world.sources.search = (filter) => (filter.page === 3 ? overBudget() : usual(filter));
    await floor.refresh();
    expect(await ids()).toEqual(['on-1', 'on-2']);
    expect((await floorHeadItem.get())?.partial).toBe(true);
    world.sources.search = usual;
    await floor.refresh();
    expect(searched()).toEqual(['1', '2', '3', '3', '4', '5']);
  });

  it('that fails loses nothing of the other sources', async () => {
    const { floor, world } = createFloor();
    world.sources.own = async () => [readingOf('c-1')];
    world.sources.search = overBudget;
    await floor.refresh();
    expect(await ids()).toEqual(['c-1']);
  });

  it('comes after the names: what is listed is named first', async () => {
    const { floor, world } = withPages(1);
    world.sources.queues = async () => ({ ...NO_ACTIVITY, partialConversations: [partialOf('c-1')] });
    await floor.refresh();
    const order = world.calls.map((call) => call.split(' ')[0]);
    expect(order.indexOf('queue')).toBeGreaterThan(order.lastIndexOf('queues'));
    expect(order.indexOf('search')).toBeGreaterThan(order.indexOf('users'));
  });
});

describe('names', () => {
  it('that rows lack are found and filled in', async () => {
    const { floor, world } = createFloor();
    world.sources.queues = async () => ({ ...NO_ACTIVITY, partialConversations: [partialOf('c-1')] });
    world.lookUps = {
      users: async (asked) => new Map(asked.map((id) => [id, `Name of ${id}`])),
      queues: async (asked) => new Map(asked.map((id) => [id, `Name of ${id}`])),
    };
    await floor.refresh();
    expect(await rowOf('c-1')).toMatchObject({
      queueName: 'Name of q-1',
      agent: { userId: 'u-1', name: 'Name of u-1' },
    });
  });

  it('of what is on screen are looked up before all others', async () => {
    const { floor, world } = createFloor();
    const partialConversations = Array.from({ length: 150 }, (_, index) =>
      partialOf(`c-${index}`, { queueId: null, agent: { userId: `u-${index}`, name: null } }),
    );
    world.sources.queues = async () => ({ ...NO_ACTIVITY, partialConversations });
    const shown = floorRow('c-149', { queueId: null, agent: { userId: 'u-149', name: null } });
    await firstScreenItem.set({ rows: [shown], offset: 0, total: 150, sections: [] });
    await floor.refresh();
    const [first = ''] = world.calls.filter((call) => call.startsWith('users'));
    expect(JSON.parse(first.slice('users '.length))[0]).toBe('u-149');
  });

  it('of the rows on screen are found when they come into view', async () => {
    const { floor, world } = createFloor();
    const nameless = floorRow('c-1', { queueName: null, agent: { userId: 'u-1', name: null } });
    await store(nameless, { ...nameless, id: 'c-2' });
    await firstScreenItem.set({ rows: [nameless], offset: 0, total: 1, sections: [] });
    world.lookUps.users = async () => new Map([['u-1', 'Aiko']]);
    await floor.nameShownRows();
    expect((await rowOf('c-1'))?.agent?.name).toBe('Aiko');
    const asked = world.calls.length;
    await floor.nameShownRows();
    expect(world.calls).toHaveLength(asked);
  });
});

describe('an event', () => {
  const event = (id: string, at: number, changes = {}, userIds = ['u-1']) =>
    readingOf(id, changes, { newestFactAt: at, userIds });

  it('changes a row at once, and again', async () => {
    const { floor, world } = createFloor();
    await store(floorRow('c-1'));
    await floor.applyEvents([event('c-1', NOW, { state: 'on-hold' })]);
    expect(await rowOf('c-1')).toMatchObject({
      state: 'on-hold',
      complete: true,
      source: 'queues',
      readAt: NOW,
    });
    world.now += SECOND;
    await floor.applyEvents([event('c-1', NOW, { state: 'connected' })]);
    expect((await rowOf('c-1'))?.state).toBe('connected');
  });

  it('of an unknown conversation makes a row, with the names that are known', async () => {
    const { floor } = createFloor();
    await namesItem.set({ users: { 'u-1': 'Aiko' }, queues: { 'q-1': 'Billing' } });
    await floor.applyEvents([
      event('new', NOW, { queueName: null, agent: { userId: 'u-1', name: null } }, [DANA_ID]),
    ]);
    expect(await rowOf('new')).toMatchObject({
      source: 'event',
      mine: true,
      complete: true,
      queueName: 'Billing',
      agent: { userId: 'u-1', name: 'Aiko' },
    });
  });

  it('late, after a newer one, changes nothing', async () => {
    const { floor } = createFloor();
    await floor.applyEvents([event('c-1', NOW, { state: 'on-hold' })]);
    const before = await rowOf('c-1');
    await floor.applyEvents([event('c-1', NOW - SECOND, { state: 'alerting' })]);
    expect(await rowOf('c-1')).toEqual(before);
  });

  it('late in one batch changes nothing either', async () => {
    const { floor } = createFloor();
    await floor.applyEvents([event('c-1', NOW), event('c-1', NOW - SECOND, { state: 'alerting' })]);
    expect((await rowOf('c-1'))?.state).toBe('connected');
  });

  it('twice is written once', async () => {
    const { floor } = createFloor();
    const twice = event('c-1', NOW);
    await floor.applyEvents([twice]);
    const set = vi.spyOn(fakeBrowser.storage.session, 'set');
    await floor.applyEvents([twice, twice]);
    expect(set).not.toHaveBeenCalled();
  });

  it('an empty batch does nothing', async () => {
    const { floor, world } = createFloor();
    world.userId = null;
    await floor.applyEvents([]);
  });

  it('stays newer than a listing that was read before it', async () => {
    const { floor, world } = createFloor();
    world.sources.own = async () => {
      const listed = readingOf('c-1', { state: 'alerting' }, { newestFactAt: NOW - SECOND });
      world.now += SECOND;
      await floor.applyEvents([event('c-1', NOW, { state: 'connected' })]);
      return [listed];
    };
    await floor.refresh();
    expect(await rowOf('c-1')).toMatchObject({ state: 'connected', source: 'own' });
  });

  it('that ends a conversation removes its row, and reports that', async () => {
    const { floor, world } = createFloor();
    await store(floorRow('c-1'), floorRow('c-2'));
    await floor.applyEvents([event('c-1', NOW, { state: 'ended' })]);
    expect(await ids()).toEqual(['c-2']);
    expect(world.listings).toEqual([['c-2']]);
    await floor.applyEvents([event('c-2', NOW)]);
    expect(world.listings).toHaveLength(1);
  });
});

describe('a conversation that has ended', () => {
  const end = readingOf('c-1', { state: 'ended' }, { newestFactAt: NOW });
  const listed = { ...NO_ACTIVITY, partialConversations: [partialOf('c-1')] };

  it.each(SOURCES)('stays gone as long as a listing that lags tells of it: %s', async (slow) => {
    const { floor, world } = createFloor();
    const answers = {
      own: async () => [readingOf('c-1')],
      agents: async () => ({ ...NO_AGENTS, partialConversations: [partialOf('c-1')] }),
      queues: async () => listed,
      search: async () => ({ partialConversations: [partialOf('c-1')], isLastPage: true }),
    };
    world.sources = { ...world.sources, [slow]: answers[slow] };
    await floor.refresh('asked');
    expect(await ids()).toEqual(['c-1']);
    await floor.applyEvents([end]);
    for (let minutes = 1; minutes <= 40; minutes += 1) {
      world.now += MINUTE;
      await floor.refresh('asked');
      expect(await ids(), `after ${minutes} minutes`).toEqual([]);
    }
  });

  it('is forgotten once no listing has told of it for ten minutes', async () => {
    const { floor, world } = createFloor();
    world.sources.queues = async () => listed;
    await floor.applyEvents([end]);
    await floor.refresh();
    world.sources.queues = async () => NO_ACTIVITY;
    world.now += 10 * MINUTE - 1;
    await floor.refresh();
    expect(await goneItem.get()).not.toEqual({});
    world.now += 1;
    await floor.refresh();
    expect(await goneItem.get()).toEqual({});
  });

  it('and was opened again 20 seconds later is back, by an event and by any listing', async () => {
    const later = { newestFactAt: NOW + 20 * SECOND };
    const again = { startedAt: NOW + 20 * SECOND };
    const ways: Record<string, (scene: ReturnType<typeof createFloor>) => Promise<void>> = {
      event: ({ floor }) => floor.applyEvents([readingOf('c-1', {}, later)]),
      'an event in the batch of the end': ({ floor }) =>
        floor.applyEvents([end, readingOf('c-1', {}, later)]),
      'an event that overtook the end': ({ floor }) => floor.applyEvents([readingOf('c-1', {}, later), end]),
      reading: ({ floor }) => floor.noteReading(readingOf('c-1', {}, later)),
      own: async ({ floor, world }) => {
        world.sources.own = async () => [readingOf('c-1', {}, later)];
        await floor.refresh('asked');
      },
      agents: async ({ floor, world }) => {
        world.sources.agents = async () => ({
          ...NO_AGENTS,
          partialConversations: [partialOf('c-1', again)],
        });
        await floor.refresh('asked');
      },
      queues: async ({ floor, world }) => {
        world.sources.queues = async () => ({
          ...NO_ACTIVITY,
          partialConversations: [partialOf('c-1', again)],
        });
        await floor.refresh('asked');
      },
      search: async ({ floor, world }) => {
        const partial = partialOf('c-1', later);
        world.sources.search = async () => ({ partialConversations: [partial], isLastPage: true });
        await floor.refresh('asked');
      },
    };
    for (const [way, opensAgain] of Object.entries(ways)) {
      fakeBrowser.reset();
      const scene = createFloor();
      await store(floorRow('c-1'));
      await scene.floor.applyEvents([end]);
      scene.world.now += 20 * SECOND;
      await opensAgain(scene);
      expect(await ids(), way).toEqual(['c-1']);
      // Its old end, reported again, changes nothing.
      if (['event', 'reading', 'own'].includes(way)) {
        await scene.floor.applyEvents([end]);
        expect(await ids(), way).toEqual(['c-1']);
      }
    }
  });

  it('stays open when its end before the last is told late', async () => {
    const { floor } = createFloor();
    await floor.applyEvents([readingOf('c-1', {}, { newestFactAt: NOW + 20 * SECOND })]);
    await floor.applyEvents([end]);
    expect(await ids()).toEqual(['c-1']);
    await floor.applyEvents([readingOf('c-1', { state: 'ended' }, { newestFactAt: NOW + 40 * SECOND })]);
    expect(await ids()).toEqual([]);
  });

  it('is not brought back by events that come after its end, in the same batch or later', async () => {
    const { floor } = createFloor();
    await floor.applyEvents([end, readingOf('c-1', {}, { newestFactAt: NOW - SECOND })]);
    await floor.applyEvents([readingOf('c-1', {}, { newestFactAt: NOW + SECOND })]);
    expect(await ids()).toEqual([]);
  });

  it('is not brought back by a reading that was under way when it ended', async () => {
    for (const slow of SOURCES) {
      fakeBrowser.reset();
      const { floor, world } = createFloor();
      world.sources.own = async () => [readingOf('c-1')];
      world.sources.queues = async () => listed;
      const usual = world.sources[slow] as () => Promise<never>;
      world.sources[slow] = async () => {
        const answer = await usual();
        await floor.applyEvents([end]);
        return answer;
      };
      await floor.refresh();
      expect(await ids(), slow).toEqual([]);
    }
  });

  it('is not brought back whenever in a reading it ends, between any two steps of storage', async () => {
    for (let steps = 0; steps < 60; steps += 1) {
      fakeBrowser.reset();
      const { floor, world } = createFloor();
      world.sources.own = async () => [readingOf('c-1')];
      world.sources.queues = async () => listed;
      const reading = floor.refresh();
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      await Promise.all([reading, floor.applyEvents([end])]);
      expect(await ids(), `after ${steps} steps`).toEqual([]);
    }
  });

  it('is not brought back when it ends while storage is slow to answer the reading', async () => {
    const { floor, world } = createFloor();
    world.sources.own = async () => [readingOf('c-1')];
    const { session } = fakeBrowser.storage;
    const get = session.get.bind(session) as (keys: unknown) => Promise<Record<string, unknown>>;
    let ended = false;
    vi.spyOn(session, 'get').mockImplementation((async (keys: unknown) => {
      if (!ended && Array.isArray(keys) && keys.includes('names')) {
        ended = true;
        await floor.applyEvents([end]);
      }
      return await get(keys);
    }) as never);
    await floor.refresh();
    expect(ended).toBe(true);
    expect(await ids()).toEqual([]);
  });

  it('was gone, as the platform says that it does not know it', async () => {
    const { floor, world } = createFloor();
    await store(floorRow('c-1'), floorRow('c-2'));
    await floor.noteGone('c-1');
    expect(await ids()).toEqual(['c-2']);
    expect(world.listings).toEqual([['c-2']]);
    world.sources.queues = async () => listed;
    await floor.refresh();
    expect(await ids()).not.toContain('c-1');
    // Only its absence was seen: a source that still reports it after two minutes is right.
    world.now += 2 * MINUTE;
    await floor.refresh();
    expect(await ids()).toContain('c-1');
  });
});

describe('a conversation that was read a moment ago', () => {
  it('is known for thirty seconds when it was read whole, and never when only listed', async () => {
    const { floor, world } = createFloor();
    await store(floorRow('listed', { readAt: NOW }));
    await floor.noteReading(readingOf('c-1'));
    expect(await floor.recent('c-1')).toMatchObject({ id: 'c-1', agent: { userId: 'u-1' } });
    expect(await floor.recent('listed')).toBeNull();
    expect(await floor.recent('unknown')).toBeNull();
    world.now += 30 * SECOND;
    expect(await floor.recent('c-1')).not.toBeNull();
    world.now += 1;
    expect(await floor.recent('c-1')).toBeNull();
  });

  it('is known by each listing of what is the user’s own, though that writes it but once', async () => {
    const { floor, world } = createFloor();
    world.sources.own = async () => [readingOf('c-1')];
    await floor.refresh();
    world.now += MINUTE;
    await floor.refresh();
    expect(await floor.recent('c-1')).not.toBeNull();
  });

  it('is not known by a reading in which that listing failed', async () => {
    const { floor, world } = createFloor();
    world.sources.own = async () => [readingOf('c-1')];
    await floor.refresh();
    world.now += MINUTE;
    world.sources.own = overBudget;
    await floor.refresh();
    expect(await ids()).toEqual(['c-1']);
    expect(await floor.recent('c-1')).toBeNull();
  });
});

describe('somebody else’s cobrowse session', () => {
  it('is shown on the row, once, whatever the case of the id', async () => {
    const { floor } = createFloor();
    await store(floorRow('c-1'));
    await floor.noteCobrowse('c-1', { userId: 'U-Femi', name: 'Femi' });
    await floor.noteCobrowse('c-1', { userId: 'u-femi', name: 'Femi' });
    expect((await rowOf('c-1'))?.watchers).toEqual([{ userId: 'u-femi', name: 'Femi', how: 'cobrowsing' }]);
  });

  it('makes no row', async () => {
    const { floor } = createFloor();
    await floor.noteCobrowse('c-1', { userId: 'u-femi', name: null });
    expect(await ids()).toEqual([]);
  });
});

describe('conversations that were read individually while no list was open', () => {
  it('are removed, except those still needed and those in a listing', async () => {
    const { floor } = createFloor();
    await store(floorRow('listed', { source: 'queues' }));
    for (const id of ['over', 'in-session']) await floor.noteReading(readingOf(id));
    await floor.forgetUnlisted(new Set(['in-session']));
    expect(await ids()).toEqual(['in-session', 'listed']);
  });

  it('stay while the list is read again and again', async () => {
    const { floor, world } = createFloor();
    await floor.refresh();
    await floor.noteReading(readingOf('not-listed-yet'));
    await floor.forgetUnlisted(new Set());
    expect(await ids()).toContain('not-listed-yet');
    world.now += 2 * MINUTE;
    await floor.forgetUnlisted(new Set());
    expect(await ids()).not.toContain('not-listed-yet');
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ErrorCode } from '@/utils/errors/codes';
import { fail } from '@/utils/errors/failure';
import { createNameStore } from '@/utils/floor/names';
import { namesItem } from '@/utils/floor/state';
import { floorRow } from './fixtures';

beforeEach(() => {
  fakeBrowser.reset();
});

/** A name store on real storage; whom the platform names, and when it refuses, is the test's. */
function createNames(perCall = 100) {
  const world = {
    asked: { users: [] as string[][], queues: [] as string[][] },
    nameOf: (id: string): string | null => `Name of ${id}`,
    refuseAfter: Number.POSITIVE_INFINITY,
    refusal: 'rate-limited' as ErrorCode,
  };
  const look = (kind: 'users' | 'queues') => async (ids: readonly string[]) => {
    const calls = world.asked.users.length + world.asked.queues.length;
    world.asked[kind].push([...ids]);
    if (calls >= world.refuseAfter) throw fail(world.refusal);
    return new Map(
      ids.flatMap((id) => {
        const name = world.nameOf(id);
        return name === null ? [] : [[id, name] as const];
      }),
    );
  };
  const newStore = () =>
    createNameStore({
      names: namesItem,
      api: { getUserNames: look('users'), getQueueNames: look('queues') },
      perCall,
    });
  return { world, names: newStore(), newStore };
}

/** A row that lacks both names. */
const nameless = (number: number | string) =>
  floorRow(`c-${number}`, {
    queueId: `q-${number}`,
    queueName: null,
    agent: { userId: `u-${number}`, name: null },
  });
const many = (count: number) => Array.from({ length: count }, (_, number) => nameless(number));

describe('names that rows lack', () => {
  it('are looked up in batches of a hundred, each id once', async () => {
    const { names, world } = createNames();
    const rows = many(250);
    expect(await names.lookUp([...rows, ...rows])).toBe(true);
    for (const kind of ['users', 'queues'] as const) {
      expect(world.asked[kind].map((ids) => ids.length)).toEqual([100, 100, 50]);
      expect(new Set(world.asked[kind].flat()).size).toBe(250);
    }
  });

  it('are looked up of agents and of who looks in', async () => {
    const { names, world } = createNames();
    const watchers = [
      { userId: 'u-9', name: null, how: 'monitoring' as const },
      { userId: 'u-8', name: 'Eight', how: 'coaching' as const },
      { userId: null, name: null, how: 'cobrowsing' as const },
    ];
    await names.lookUp([{ ...nameless(1), watchers }, floorRow('c-2', { watchers: [] })]);
    expect(world.asked).toEqual({ users: [['u-1', 'u-9']], queues: [['q-1']] });
  });

  it('are never looked up twice, by the next worker neither', async () => {
    const { names, world, newStore } = createNames();
    await names.lookUp(many(3));
    expect(await names.lookUp(many(3))).toBe(false);
    expect(await newStore().lookUp(many(4))).toBe(true);
    expect(world.asked.users).toEqual([['u-0', 'u-1', 'u-2'], ['u-3']]);
  });

  it('that the platform does not tell are not asked for again', async () => {
    const { names, world } = createNames();
    world.nameOf = (id) => (id.endsWith('1') ? null : `Name of ${id}`);
    await names.lookUp(many(3));
    expect(await names.lookUp(many(3))).toBe(false);
    const fillIn = await names.filler();
    expect(fillIn(nameless(1))).toMatchObject({ queueName: null, agent: { name: null } });
    expect(fillIn(nameless(2))).toMatchObject({ queueName: 'Name of q-2', agent: { name: 'Name of u-2' } });
  });

  it('that may not be read are not asked for again, the others are', async () => {
    const { names, world } = createNames();
    world.refuseAfter = 0;
    world.refusal = 'permission-denied';
    expect(await names.lookUp(many(3))).toBe(false);
    expect(await names.lookUp(many(3))).toBe(false);
    expect(world.asked.users).toHaveLength(1);
    expect(world.asked.queues).toHaveLength(1);
    world.refuseAfter = Number.POSITIVE_INFINITY;
    expect(await names.lookUp(many(4))).toBe(true);
    expect(world.asked.users.at(-1)).toEqual(['u-3']);
  });

  it.each(['rate-limited', 'timed-out', 'unreachable', 'server-error'] as const)(
    'for which there was no answer (%s) are looked up next time; what was found is kept',
    async (refusal) => {
      const { names, world } = createNames(2);
      world.refuseAfter = 1;
      world.refusal = refusal;
      expect(await names.lookUp(many(4))).toBe(true);
      expect(await namesItem.get()).toEqual({
        users: {},
        queues: { 'q-0': 'Name of q-0', 'q-1': 'Name of q-1' },
      });
      // Asked once more each: where the budget has ended, it has ended.
      expect(world.asked).toEqual({
        queues: [
          ['q-0', 'q-1'],
          ['q-2', 'q-3'],
        ],
        users: [['u-0', 'u-1']],
      });
      world.refuseAfter = Number.POSITIVE_INFINITY;
      await names.lookUp(many(4));
      expect(Object.keys((await namesItem.get()).users)).toHaveLength(4);
      expect(world.asked.queues.at(-1)).toEqual(['q-2', 'q-3']);
    },
  );

  it('never throw, whatever happens', async () => {
    const names = createNameStore({
      names: namesItem,
      api: {
        getUserNames: () => Promise.reject(new TypeError('a bug')),
        getQueueNames: async () => new Map(),
      },
      perCall: 100,
    });
    await expect(names.lookUp(many(1))).resolves.toBe(true);
  });
});

describe('names that are read together with something else', () => {
  it('are remembered, and need no question', async () => {
    const { names, world } = createNames();
    await names.remember('users', [['u-1', 'Aiko']]);
    await names.lookUp([nameless(1)]);
    expect(world.asked).toEqual({ users: [], queues: [['q-1']] });
    expect((await names.filler())(nameless(1)).agent).toEqual({ userId: 'u-1', name: 'Aiko' });
  });

  it('go over what was not told before', async () => {
    const { names, world } = createNames();
    world.nameOf = () => null;
    await names.lookUp([nameless(1)]);
    await names.remember('users', [['u-1', 'Aiko']]);
    expect((await namesItem.get()).users).toEqual({ 'u-1': 'Aiko' });
  });

  it('are not written again when they are known, and none is no write', async () => {
    const { names } = createNames();
    await names.remember('users', [['u-1', 'Aiko']]);
    const set = vi.spyOn(fakeBrowser.storage.session, 'set');
    await names.remember('users', [['u-1', 'Aiko']]);
    await names.remember('users', []);
    expect(set).not.toHaveBeenCalled();
  });
});

describe('filling in', () => {
  it('leaves a row as the same object where nothing is added', async () => {
    const { names } = createNames();
    await names.remember('users', [['u-1', 'Another name']]);
    const fillIn = await names.filler();
    const watched = floorRow('c-1', { watchers: [{ userId: 'u-7', name: null, how: 'monitoring' }] });
    for (const row of [floorRow('c-1'), nameless('x'), floorRow('c-1', { agent: null }), watched])
      expect(fillIn(row)).toBe(row);
  });

  it('names who looks in', async () => {
    const { names } = createNames();
    await names.remember('users', [['u-7', 'Seven']]);
    const row = floorRow('c-1', { watchers: [{ userId: 'u-7', name: null, how: 'monitoring' }] });
    expect((await names.filler())(row).watchers).toEqual([
      { userId: 'u-7', name: 'Seven', how: 'monitoring' },
    ]);
  });

  it('does not treat inherited properties as names', async () => {
    const { names, world } = createNames();
    const fillIn = await names.filler();
    for (const id of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      const row = floorRow('c-1', { queueId: id, queueName: null, agent: { userId: id, name: null } });
      expect(fillIn(row)).toBe(row);
      await names.lookUp([row]);
    }
    expect(world.asked.users.flat()).toHaveLength(4);
  });
});

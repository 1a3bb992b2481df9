import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createEpochs, itemOf, rowsOf } from '@/utils/auth/epochs';
import { epochItem, identityItem, tokenItem } from '@/utils/auth/state';
import { clearOnSignOut } from '@/utils/background/state';
import { foundServicesItem, joinLinksItem, sessionsItem, startsItem } from '@/utils/cobrowse/state';
import { floorRows, namesItem } from '@/utils/floor/state';
import { newStart, storedSession } from '../cobrowse/fixtures';
import { failureOf } from '../failure-of';
import { floorRow } from '../floor/fixtures';
import { DANA, FEMI } from './auth-harness';

beforeEach(() => fakeBrowser.reset());

const WAITING = {
  ...newStart(),
  state: { phase: 'waiting' as const, failure: { code: 'signed-out' as const } },
};
const SIGNED_OUT = { code: 'signed-out' };
const enter = (person: typeof DANA) => async (name: () => Promise<void>) => {
  await clearOnSignOut();
  await name();
  await identityItem.set(person);
};

describe('an epoch', () => {
  it('is random for each sign-in, stored while somebody is signed in, and gone when nobody is', async () => {
    const epochs = createEpochs(clearOnSignOut);
    expect((await epochs.current()).id()).toBeNull();
    expect(await fakeBrowser.storage.session.get()).toEqual({});
    await epochs.change(enter(DANA));
    const first = (await epochs.current()).id();
    expect(await epochItem.get()).toEqual({ id: first, leaving: false });
    await epochs.change(enter(FEMI));
    expect((await epochs.current()).id()).not.toBe(first);
    await epochs.change(() => clearOnSignOut(), { clears: true });
    expect((await epochs.current()).id()).toBeNull();
    expect(await fakeBrowser.storage.session.get()).toEqual({});
  });

  it('is known to pages when they learn who is signed in', async () => {
    const epochs = createEpochs(clearOnSignOut);
    let knownThen: unknown;
    const stop = identityItem.watch(() => {
      knownThen ??= epochItem.get();
    });
    await epochs.change(enter(DANA));
    stop();
    expect(await knownThen).toEqual({ id: (await epochs.current()).id(), leaving: false });
  });

  it('continues in the next worker', async () => {
    const epochs = createEpochs(clearOnSignOut);
    await epochs.change(enter(DANA));
    const next = createEpochs(clearOnSignOut);
    expect((await next.current()).id()).toBe((await epochs.current()).id());
  });

  it('begins at first use for somebody signed in by an older version', async () => {
    await identityItem.set(DANA);
    const id = (await createEpochs(clearOnSignOut).current()).id();
    expect(id).toEqual(expect.any(String));
    expect(await epochItem.get()).toEqual({ id, leaving: false });
  });

  it('that a dead worker was ending is ended by the next one first, and its events do not belong to the next person', async () => {
    const epochs = createEpochs(clearOnSignOut);
    await epochs.change(enter(DANA));
    await startsItem.set({ c: WAITING });
    // The worker that is to clear never gets there.
    void epochs.change(() => new Promise(() => undefined), { clears: true });
    await expect.poll(() => epochItem.get()).toMatchObject({ leaving: true });
    const next = createEpochs(clearOnSignOut);
    const comesIn = next.latest();
    const { isOpen } = await comesIn;
    expect(isOpen()).toBe(false);
    expect((await next.current()).id()).toBeNull();
    expect(await fakeBrowser.storage.session.get()).toEqual({});
    expect(await next.latest()).toBe(await next.current());
  });

  it('is read again after a failed read', async () => {
    const epochs = createEpochs(async () => {
      throw new Error('No storage');
    });
    await epochItem.set({ id: 'x', leaving: true });
    await expect(epochs.current()).rejects.toThrow('No storage');
    await epochItem.clear();
    expect((await epochs.current()).isOpen()).toBe(true);
  });
});

describe('a change of the person', () => {
  it('waits for writes in progress, and refuses later ones', async () => {
    const epochs = createEpochs(clearOnSignOut);
    await epochs.change(enter(DANA));
    const epoch = await epochs.current();
    const writing = Promise.withResolvers<void>();
    const written: string[] = [];
    const write = epoch.write(async () => {
      await writing.promise;
      written.push('write');
    });
    const change = epochs.change(async () => void written.push('change'), { clears: true });
    await expect.poll(() => epoch.isOpen()).toBe(false);
    expect(await failureOf(epoch.write(async () => void written.push('late')))).toEqual(SIGNED_OUT);
    writing.resolve();
    await Promise.all([write, change]);
    expect(written).toEqual(['write', 'change']);
  });

  it('allows no work in between: callers wait for the next epoch', async () => {
    const epochs = createEpochs(clearOnSignOut);
    const working = Promise.withResolvers<void>();
    const change = epochs.change(async (name) => {
      await working.promise;
      await enter(FEMI)(name);
    });
    await expect.poll(async () => (await epochs.latest()).isOpen()).toBe(false);
    const asked = epochs.current();
    working.resolve();
    await change;
    expect((await asked).isOpen()).toBe(true);
    expect((await asked).id()).toBe((await epochItem.get())?.id);
  });

  it('opens the next epoch even if its work fails, and reports the failure', async () => {
    const epochs = createEpochs(clearOnSignOut);
    await epochs.change(enter(DANA));
    const before = await epochs.current();
    await expect(
      epochs.change(async () => {
        throw new Error('No storage');
      }),
    ).rejects.toThrow('No storage');
    expect(before.isOpen()).toBe(false);
    expect((await epochs.current()).isOpen()).toBe(true);
  });

  it('that is not needed when its turn comes leaves the epoch as it is', async () => {
    const epochs = createEpochs(clearOnSignOut);
    const before = await epochs.current();
    await epochs.change(async () => expect.unreachable(), { isNeeded: async () => false });
    expect(await epochs.current()).toBe(before);
    expect(before.isOpen()).toBe(true);
  });
});

describe('once an epoch is over', () => {
  const STORES = {
    sessions: [sessionsItem, { s: storedSession('s') }],
    starts: [startsItem, { c: WAITING }],
    'join links': [joinLinksItem, { s: { u: { url: 'https://x.example', expiresAt: 1 } } }],
    names: [namesItem, { users: { u: 'Aiko' }, queues: {} }],
    'found services': [foundServicesItem, { place: { kind: 'sessions', at: 1 } }],
    identity: [identityItem, FEMI],
    token: [tokenItem, { accessToken: 't', expiresAt: 1, environmentKey: 'us_east_1', clientId: 'client' }],
  } as const;

  it.each(Object.keys(STORES) as (keyof typeof STORES)[])(
    'its work finds no %s of the next person, and writes none',
    async (name) => {
      const [stored, value] = STORES[name];
      const item = stored as typeof sessionsItem;
      const epochs = createEpochs(clearOnSignOut);
      await epochs.change(enter(DANA));
      const late = itemOf(await epochs.current(), item);
      await epochs.change(enter(FEMI));
      await item.set(value as never);
      expect(await late.get()).toEqual(item.fallback);
      expect(await failureOf(late.set({} as never))).toEqual(SIGNED_OUT);
      expect(await failureOf(late.update(() => ({}) as never))).toEqual(SIGNED_OUT);
      expect(await item.get()).toEqual(value);
    },
  );

  it('a read in progress finds nothing either', async () => {
    const epochs = createEpochs(clearOnSignOut);
    await epochs.change(enter(DANA));
    const late = itemOf(await epochs.current(), identityItem);
    const read = late.get();
    await epochs.change(enter(FEMI));
    expect([DANA, null]).toContainEqual(await read);
  });

  it('its work finds no row of the next person’s floor, and changes none', async () => {
    const epochs = createEpochs(clearOnSignOut);
    await epochs.change(enter(DANA));
    const late = rowsOf(await epochs.current(), floorRows);
    await epochs.change(enter(FEMI));
    await floorRows.replace(() => new Map([['c-1', floorRow('c-1')]]));
    expect(await late.all()).toEqual([]);
    expect(await late.find(['c-1'])).toEqual(new Map());
    for (const write of [late.patch(['c-1'], () => undefined), late.replace(() => new Map()), late.clear()])
      expect(await failureOf(write)).toEqual(SIGNED_OUT);
    expect(await floorRows.all()).toHaveLength(1);
  });
});

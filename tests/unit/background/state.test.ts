import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem } from '@/utils/auth/state';
import { ALL_ITEMS, cacheItems, clearOnSignOut, requestTimesItem } from '@/utils/background/state';
import { DOUBTS } from '@/utils/cobrowse/doubts';
import { sessionsItem, startsItem, startToConfirmItem } from '@/utils/cobrowse/state';
import { floorRows, pinnedAgentsItem } from '@/utils/floor/state';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { settingsItem } from '@/utils/settings/state';
import { disableCache, isKept } from '@/utils/storage/areas';
import { byId, floorRow } from '../floor/fixtures';

/** What the domains declare, by name of the export. */
const declared = Object.entries(
  import.meta.glob<Record<string, unknown>>('/utils/*/state.ts', { eager: true }),
).flatMap(([path, exports]) => Object.entries(exports).map(([name, item]) => ({ path, name, item })));

beforeEach(() => {
  fakeBrowser.reset();
});

/** Items to which no boolean, number, or text is garbage. */
const ANY_BOOLEAN = ['local:signed-out', 'session:floor-live'];
const ANY_NUMBER = ['session:search-page'];
const ANY_TEXT = ['session:snapshot'];
const ANY_OBJECT = ['session:desktop-tabs', 'session:sign-in-backup'];

const GARBAGE = [[1, 2, 3], 'garbage', 42, { nothing: 'of ours' }, true];

/** Writes one value under every key, past the items themselves. */
async function storeEverywhere(value: unknown) {
  for (const { key } of ALL_ITEMS) {
    const [area, name] = key.split(':');
    if (!name) throw new Error(`A key without an area: ${key}`);
    await (area === 'local' ? fakeBrowser.storage.local : fakeBrowser.storage.session).set({ [name]: value });
  }
}

describe('the stored items', () => {
  it('have a key each', () => {
    const keys = ALL_ITEMS.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are all in the list: one that is exported but not listed would survive a sign-out', () => {
    expect(new Set(declared.map(({ path }) => path)).size).toBe(9);
    const exported = declared.filter(({ name }) => name.endsWith('Item')).map(({ item }) => item);
    expect(exported).toEqual(expect.arrayContaining(ALL_ITEMS));
    expect(exported).toHaveLength(ALL_ITEMS.length);
  });

  it('keep on disk only the settings, the policy, pinned agents, which service was found, what was chosen to see, where the script and its button go and a sign-in was seen, and a secret that the user let be remembered', () => {
    const onDisk = ALL_ITEMS.filter(({ key }) => key.startsWith('local:')).map(({ key }) => key);
    expect(onDisk).toEqual([
      'local:settings',
      'local:obeyed-policy',
      'local:remembered-client-secret',
      'local:signed-out',
      'local:visible-sign-in',
      'local:pinned-agents',
      'local:saved-views',
      'local:start-view',
      'local:cobrowse-services',
      'local:desktop-script',
      'local:button-places',
    ]);
  });

  it.each(GARBAGE.map((garbage) => [garbage]))(
    'fall back to what a fresh install has when %j is stored',
    async (garbage) => {
      const fresh = await Promise.all(ALL_ITEMS.map((item) => item.get()));
      await storeEverywhere(garbage);
      const read = await Promise.all(ALL_ITEMS.map((item) => item.get()));
      // A secret of an older version or a key of an environment is any text at all, so text is no
      // garbage there.
      const secrets =
        typeof garbage === 'string' ? ['local:remembered-client-secret', 'local:desktop-script'] : [];
      ALL_ITEMS.forEach(({ key }, index) => {
        if (secrets.includes(key)) expect(read[index]).toBe(garbage);
        else if (ANY_BOOLEAN.includes(key) && typeof garbage === 'boolean') expect(read[index]).toBe(garbage);
        else if (ANY_NUMBER.includes(key) && typeof garbage === 'number') expect(read[index]).toBe(garbage);
        else if (ANY_TEXT.includes(key) && typeof garbage === 'string') expect(read[index]).toBe(garbage);
        else if (ANY_OBJECT.includes(key) && typeof garbage === 'object' && !Array.isArray(garbage))
          expect(read[index]).toEqual(garbage);
        // Neither the environment nor history retention is guessed.
        else if (key === 'local:settings')
          expect(read[index]).toEqual({
            ...DEFAULT_SETTINGS,
            environment: { kind: 'custom', host: '' },
            history: { keepForDays: null },
          });
        else expect(read[index], key).toEqual(fresh[index]);
      });
    },
  );

  it('read settings of a later version as the defaults and leave them on disk', async () => {
    const later = { ...DEFAULT_SETTINGS, version: 2 };
    await fakeBrowser.storage.local.set({ settings: later });
    expect(await settingsItem.get()).toEqual(DEFAULT_SETTINGS);
    expect(await fakeBrowser.storage.local.get('settings')).toEqual({ settings: later });
  });
});

describe('records of an earlier version', () => {
  const session = {
    id: 's-1',
    conversationId: 'c-1',
    supervisorUserId: 'u-1',
    agent: { userId: 'u-2', name: null },
    customerName: null,
    queueName: null,
    settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
    joinedExisting: false,
    startedAt: 1,
    expiresAt: 2,
    tabId: null,
  };

  it('are sessions for no stated purpose, whose agent was not invited', async () => {
    await fakeBrowser.storage.session.set({ 'cobrowse-sessions': { 's-1': session } });
    expect(await sessionsItem.get()).toEqual({
      's-1': { ...session, purpose: null, invitation: null, service: 'sessions' },
    });
  });

  it('are starts for no stated purpose', async () => {
    const { conversationId, customerName, settings, startedAt } = session;
    const state = { phase: 'failed', failure: { code: 'no-agent' } };
    const start = { conversationId, customerName, settings, startedAt, state };
    await fakeBrowser.storage.session.set({ 'cobrowse-starts': { 'c-1': start } });
    expect(await startsItem.get()).toEqual({ 'c-1': { ...start, purpose: null } });
  });

  it('are no requests of the budget, whose priorities had other names', async () => {
    await fakeBrowser.storage.session.set({ 'request-times': [{ at: 1, purpose: 'press' }] });
    expect(await requestTimesItem.get()).toEqual([]);
  });

  it.each([
    [
      { code: 'conversation-not-found', subject: 'agent', status: 404 },
      { code: 'not-found', subject: 'agent', status: 404 },
    ],
    [{ code: 'conversation-not-found' }, { code: 'not-found' }],
    [
      { code: 'session-conflict', subject: 'Morgan Reyes' },
      { code: 'conflict', subject: 'session', owner: 'Morgan Reyes' },
    ],
    [
      { code: 'session-conflict', status: 409 },
      { code: 'conflict', subject: 'session', status: 409 },
    ],
  ])('are starts and questions that failed with %j', async (stored, read) => {
    const { conversationId, customerName, settings, startedAt } = session;
    const start = { conversationId, customerName, settings, startedAt };
    const asked = { conversationId, why: DOUBTS[0], named: null, windowId: null };
    const startsWith = (failure: unknown) => ({
      failed: { ...start, purpose: null, state: { phase: 'failed', failure } },
      waits: { ...start, purpose: null, state: { phase: 'waiting', failure } },
      runs: {
        ...start,
        purpose: null,
        state: { phase: 'running', step: 'checking', tries: 1, lost: failure },
      },
    });
    await fakeBrowser.storage.session.set({
      'cobrowse-starts': startsWith(stored),
      'start-to-confirm': { ...asked, failure: stored },
    });
    expect(await startsItem.get()).toEqual(startsWith(read));
    expect(await startToConfirmItem.get()).toEqual({ ...asked, failure: read });
  });
});

describe('the rows of the floor', () => {
  it('are kept in memory only', async () => {
    await floorRows.replace(() => byId([floorRow('c-1')]));
    expect(await fakeBrowser.storage.local.get()).toEqual({});
  });

  it.each(GARBAGE.map((garbage) => [garbage]))('are none where %j is stored', async (garbage) => {
    await fakeBrowser.storage.session.set({ [`floor-rows/${floorRows.bucketOf('c-1')}`]: garbage });
    expect(await floorRows.all()).toEqual([]);
  });
});

describe('clearOnSignOut', () => {
  it('empties exactly what belongs to the person who signs out', async () => {
    await storeEverywhere('kept?');
    await clearOnSignOut();
    const left = [
      ...Object.keys(await fakeBrowser.storage.local.get()).map((name) => `local:${name}`),
      ...Object.keys(await fakeBrowser.storage.session.get()).map((name) => `session:${name}`),
    ];
    expect(left.sort()).toEqual(
      [
        'local:cobrowse-services',
        'local:obeyed-policy',
        'local:desktop-script',
        'local:button-places',
        'local:pinned-agents',
        'local:remembered-client-secret',
        'local:saved-views',
        'local:settings',
        'local:signed-out',
        'local:start-view',
        'local:visible-sign-in',
        'session:clock-difference',
        'session:desktop-tabs',
        'session:request-times',
        'session:update-waiting',
        'session:history-trouble',
        'session:notices-paused',
        'session:history-caught-up',
        'session:practice',
        'session:sign-in-backup',
      ].sort(),
    );
  });

  it('empties what an earlier version has stored of the person under another key', async () => {
    await fakeBrowser.storage.session.set({ picture: ['Dana'] });
    await clearOnSignOut();
    expect(await fakeBrowser.storage.session.get()).toEqual({});
  });

  it('empties the rows of the floor, and leaves the agents that were pinned', async () => {
    const rows = Array.from({ length: 300 }, (_, number) => floorRow(`c-${number}`));
    await floorRows.replace(() => byId(rows));
    await pinnedAgentsItem.set(['u-1']);
    await clearOnSignOut();
    expect(await floorRows.all()).toEqual([]);
    expect(await fakeBrowser.storage.session.get()).toEqual({});
    expect(await pinnedAgentsItem.get()).toEqual(['u-1']);
  });

  it('empties token, identity, floor, channel, sessions, starts and links', () => {
    const cleared = ALL_ITEMS.filter(({ clearedOn }) => clearedOn === 'sign-out').map(({ key }) => key);
    expect(cleared).toEqual(
      expect.arrayContaining([
        'session:access-token',
        'session:identity',
        'session:floor',
        'session:floor-live',
        'session:notification-channel',
        'session:names',
        'session:search-page',
        'session:conversations-gone',
        'session:list-view',
        'session:first-screen',
        'session:snapshot',
        'session:cobrowse-sessions',
        'session:cobrowse-starts',
        'session:join-links',
      ]),
    );
  });
});

describe('signing out where items are kept in memory', () => {
  afterEach(disableCache);

  it('leaves nothing of the person to be read, and no row of the next in memory that nobody asked for', async () => {
    cacheItems();
    await identityItem.set({ userId: 'u-1', name: 'Dana' });
    await floorRows.replace(() => byId([floorRow('c-1')]));
    expect([...(await floorRows.find(['c-1'])).keys()]).toEqual(['c-1']);
    const leaving = clearOnSignOut();
    // Includes reads before the browser has finished the write.
    expect(await identityItem.get()).toBe(null);
    expect(await floorRows.find(['c-1'])).toEqual(new Map());
    await leaving;
    expect(await floorRows.find(['c-1'])).toEqual(new Map());
    await floorRows.replace(() => byId([floorRow('c-2')]));
    expect(isKept('session', `floor-rows/${floorRows.bucketOf('c-2')}`)).toBe(false);
    expect([...(await floorRows.find(['c-2'])).keys()]).toEqual(['c-2']);
  });
});

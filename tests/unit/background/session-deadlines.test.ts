import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createSessionDeadlines } from '@/utils/background/session-deadlines';
import type { Session } from '@/utils/cobrowse/model';
import { sessionsItem } from '@/utils/cobrowse/state';
import { PRACTISING } from '@/utils/practice/model';
import { session } from '../history/history-harness';

const NOW = Date.parse('2026-08-01T12:00:00Z');
const LIMIT = NOW + 60_000;
const CONVERSATION = 'c0ffee00-0000-4000-8000-000000000001';
const VIEWER = `https://apps.mypurecloud.com/cobrowse-next/viewer.html?conversationId=${CONVERSATION}&lang=en-us`;

let now: number;
let closed: number[];
let recorded: unknown[];

const customers = (changes: Partial<Session> = {}): Session =>
  session(1, {
    id: 's-1',
    service: 'platform',
    conversationId: CONVERSATION,
    customerName: 'Grace Customer',
    expiresAt: LIMIT,
    tabId: 7,
    ...changes,
  });

/** As a new worker has them. */
const create = () =>
  createSessionDeadlines({
    history: {
      async recordDelayedEnd(...facts) {
        recorded.push(facts);
      },
    },
    signedInEnvironment: async () => ({ key: 'us_east_1' }),
    now: () => now,
  });

const onDisk = async () => Object.keys(await fakeBrowser.storage.local.get());

beforeEach(() => {
  fakeBrowser.reset();
  vi.restoreAllMocks();
  now = NOW;
  closed = [];
  recorded = [];
  vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([
    // After a restart, the browser assigns new tab ids.
    { id: 7, url: 'https://example.com/' },
    { id: 12, url: VIEWER },
  ] as never);
  vi.spyOn(fakeBrowser.tabs, 'remove').mockImplementation((async (id: number) => {
    closed.push(id);
  }) as never);
});

describe('the time limit of a session whose record was lost with the memory of the browser', () => {
  it('is kept: its viewer is closed at its time and not before, and the history is told once', async () => {
    await sessionsItem.set({ 's-1': customers() });
    await create().note();
    await sessionsItem.clear();
    const later = create();
    expect(await later.next()).toBe(LIMIT);
    await later.keepDue();
    expect([closed, recorded]).toEqual([[], []]);
    now = LIMIT + 3_600_000;
    await create().keepDue();
    await create().keepDue();
    expect(closed).toEqual([12]);
    expect(recorded).toEqual([['s-1', 'time-limit', LIMIT]]);
    expect(await onDisk()).toEqual([]);
  });

  it('keeps the page of a session that its service ends, and records how a continuing one was left', async () => {
    const settings = { allowRemoteControl: false, timeoutInMinutes: 1 };
    await sessionsItem.set({
      's-1': customers({ service: 'sessions' }),
      's-2': customers({ id: 's-2', ownLimit: { settings, sessionEndsAt: LIMIT + 600_000 } }),
    });
    await create().note();
    await sessionsItem.clear();
    now = LIMIT;
    await create().keepDue();
    expect(closed).toEqual([12]);
    expect(recorded).toEqual([
      ['s-1', 'time-limit', LIMIT],
      ['s-2', 'left-at-limit', LIMIT],
    ]);
  });

  it('is kept even if the record of another one cannot be removed, which is tried again', async () => {
    await sessionsItem.set({ 's-1': customers(), 's-2': customers({ id: 's-2' }) });
    await create().note();
    await sessionsItem.clear();
    now = LIMIT;
    vi.spyOn(fakeBrowser.storage.local, 'remove').mockRejectedValueOnce(new Error('The disk is full'));
    await create().keepDue();
    expect(recorded).toEqual([
      ['s-1', 'time-limit', LIMIT],
      ['s-2', 'time-limit', LIMIT],
    ]);
    expect(await onDisk()).toEqual(['session-deadlines/s-1']);
    await create().keepDue();
    expect(await onDisk()).toEqual([]);
  });

  it('is left to the store while it has the session', async () => {
    await sessionsItem.set({ 's-1': customers() });
    const deadlines = create();
    await deadlines.note();
    now = LIMIT;
    await deadlines.keepDue();
    expect([closed, recorded]).toEqual([[], []]);
  });

  it('follows a limit that changed, and is forgotten with a session that ended', async () => {
    await sessionsItem.set({ 's-1': customers() });
    const deadlines = create();
    await deadlines.note();
    await sessionsItem.set({ 's-1': customers({ expiresAt: LIMIT - 30_000 }) });
    await deadlines.note();
    expect(await deadlines.next()).toBe(LIMIT - 30_000);
    await sessionsItem.clear();
    await deadlines.forget('s-1');
    expect(await onDisk()).toEqual([]);
  });
});

it('holds no name, no token and no link on disk, and nothing of practice', async () => {
  await sessionsItem.set({
    's-1': customers({ pageMark: '0a1b2c3d' }),
    's-2': customers({ id: 's-2', supervisorUserId: PRACTISING.userId }),
  });
  await create().note();
  expect(await fakeBrowser.storage.local.get()).toEqual({
    'session-deadlines/s-1': {
      id: 's-1',
      service: 'platform',
      conversationId: CONVERSATION,
      environmentKey: 'us_east_1',
      expiresAt: LIMIT,
      outlasts: false,
      pageMark: '0a1b2c3d',
    },
  });
});

it('a sign-out closes the viewers of lost sessions and leaves nothing on disk', async () => {
  await sessionsItem.set({ 's-1': customers() });
  await create().note();
  await sessionsItem.clear();
  await create().leaveAll();
  expect(closed).toEqual([12]);
  expect(await onDisk()).toEqual([]);
});

it('a record that cannot be read goes', async () => {
  await fakeBrowser.storage.local.set({ 'session-deadlines/s-9': { id: 9 } });
  await create().keepDue();
  expect(await onDisk()).toEqual([]);
});

it('a record of a newer version stays until that version is back, or its supervisor signs out', async () => {
  const newer = { version: 2, id: 's-2', until: LIMIT };
  await fakeBrowser.storage.local.set({ 'session-deadlines/s-2': newer });
  const deadlines = create();
  expect(await deadlines.next()).toBeNull();
  await deadlines.keepDue();
  expect(await fakeBrowser.storage.local.get()).toEqual({ 'session-deadlines/s-2': newer });
  await deadlines.leaveAll();
  expect(await onDisk()).toEqual([]);
});

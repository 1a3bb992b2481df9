import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { tokenItem } from '@/utils/auth/state';
import { moveStoredTimes } from '@/utils/background/move-stored-times';
import { updateWaitingItem } from '@/utils/background/state';
import {
  endedSessionsItem,
  endNoticesItem,
  joinLinksItem,
  screenIntentRecords,
  sessionDeadlineRecords,
  sessionsItem,
  startsItem,
} from '@/utils/cobrowse/state';
import type { FloorRow } from '@/utils/floor/model';
import { channelItem, floorHeadItem, floorRows, goneItem } from '@/utils/floor/state';
import { noticesPausedItem } from '@/utils/notify/state';
import { PRACTISING } from '@/utils/practice/model';
import { conversation, newStart, storedSession } from '../cobrowse/fixtures';

/** A time of the stored data, in milliseconds since the epoch; each is another one. */
const T = Date.parse('2026-08-01T12:00:00Z');
const SET_BY = -7 * 60_000;

const session = storedSession('s-1', {
  startedAt: T,
  expiresAt: T + 1,
  joinedAt: T + 2,
  ownLimit: { settings: { allowRemoteControl: false, timeoutInMinutes: 15 }, sessionEndsAt: T + 3 },
  offer: { joinCode: '123456', endsAt: T + 4, by: 'call' },
  invitation: { at: T + 5, certain: true },
  agentNotice: { state: 'sent', at: T + 6 },
  notes: [{ at: T + 7, text: 'Reads the form' }],
  ending: { limitAt: T + 8, hadPage: true },
});
const row: FloorRow = {
  ...conversation({ id: 'c-1', startedAt: T + 9 }),
  stateSince: T + 10,
  source: 'own',
  mine: false,
  complete: true,
  readAt: T + 11,
  newestFactAt: T + 12,
};

async function store(): Promise<void> {
  await sessionsItem.set({ 's-1': session });
  await endedSessionsItem.set([
    {
      id: 's-0',
      service: 'sessions',
      conversationId: 'c-0',
      agentName: null,
      customerName: null,
      how: 'ended-elsewhere',
      endedAt: T,
      expiresAt: T + 1,
    },
  ]);
  await joinLinksItem.set({
    's-1': { 'u-agent': { url: 'https://x.example/', expiresAt: T, keptAt: T + 1 } },
  });
  await endNoticesItem.set([{ sessionId: 's-0', agentUserId: 'u-agent', endedAt: T, tries: 1 }]);
  await tokenItem.set({ accessToken: 't', expiresAt: T, environmentKey: 'us_east_1', clientId: 'c' });
  await channelItem.set({
    id: 'n',
    connectUri: 'wss://x.example/',
    topics: [],
    subscribedAt: T,
    refused: [],
  });
  await floorHeadItem.set({ takenAt: T, leftOut: [], unread: [], partial: false, team: [] });
  await goneItem.set({ 'c-9': { at: T, factAt: T + 1 } });
  await noticesPausedItem.set({ until: T });
  await updateWaitingItem.set({ since: T });
  await sessionDeadlineRecords.write({
    's-9': {
      id: 's-9',
      service: 'sessions',
      conversationId: 'c-9',
      environmentKey: 'us_east_1',
      expiresAt: T,
      outlasts: false,
    },
  });
  await screenIntentRecords.write({
    'c-8': { agentUserId: 'u-agent', participantId: null, page: 'p', at: T, owner: 'o' },
  });
  await floorRows.replace(() => new Map([['c-1', row]]));
}

/** All stored times, each with the names that lead to it. */
async function storedTimes(): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  function collect(place: string, value: unknown): void {
    if (typeof value === 'number' && value > T / 2 && value < T * 2) times.set(place, value);
    if (typeof value === 'object' && value !== null)
      for (const [name, inside] of Object.entries(value)) collect(`${place}/${name}`, inside);
  }
  collect('session', await fakeBrowser.storage.session.get(null));
  collect('local', await fakeBrowser.storage.local.get(null));
  return times;
}

beforeEach(() => fakeBrowser.reset());

describe('the stored times', () => {
  it('all move with the clock', async () => {
    await store();
    const before = await storedTimes();
    expect(before.size).toBe(27);
    await moveStoredTimes(SET_BY);
    const after = await storedTimes();
    for (const [place, time] of before) expect([place, after.get(place)]).toEqual([place, time + SET_BY]);
  });

  it('of a session record by how much the clock was set in all', async () => {
    await store();
    await moveStoredTimes(SET_BY);
    await moveStoredTimes(1_000_000);
    expect((await sessionsItem.get())['s-1']?.clockSetBy).toBe(SET_BY + 1_000_000);
  });

  it('leave a start’s own time, which tells it from others, and move when it resumes', async () => {
    const waiting = {
      ...newStart({ startedAt: T }),
      state: { phase: 'waiting', failure: { code: 'rate-limited', retryAt: T + 1 } },
    } as const;
    await startsItem.set({ [waiting.conversationId]: waiting });
    await moveStoredTimes(SET_BY);
    expect(Object.values(await startsItem.get())).toEqual([
      {
        ...waiting,
        state: { phase: 'waiting', failure: { code: 'rate-limited', retryAt: T + 1 + SET_BY } },
      },
    ]);
  });

  it('leave a link that never expires, and the sessions of practice mode', async () => {
    const forever = { url: 'https://x.example/', expiresAt: Number.MAX_SAFE_INTEGER };
    const practiced = { ...session, supervisorUserId: PRACTISING.userId };
    await joinLinksItem.set({ 's-1': { 'u-agent': forever } });
    await sessionsItem.set({ 's-1': practiced });
    await moveStoredTimes(SET_BY);
    expect(await joinLinksItem.get()).toEqual({ 's-1': { 'u-agent': forever } });
    expect(await sessionsItem.get()).toEqual({ 's-1': practiced });
  });

  it('of nothing write nothing', async () => {
    await moveStoredTimes(SET_BY);
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
  });
});

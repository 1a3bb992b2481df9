import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem } from '@/utils/auth/state';
import { recordSessions } from '@/utils/background/recorded-sessions';
import { createSessionHistory } from '@/utils/background/session-history';
import { MAX_NOTES } from '@/utils/cobrowse/model';
import { createSessionStore } from '@/utils/cobrowse/session-store';
import { endedSessionsItem, joinLinksItem, sessionsItem } from '@/utils/cobrowse/state';
import { verifyChain } from '@/utils/history/chain';
import { foldHistory } from '@/utils/history/fold';
import { historyRecords, historyTroubleItem } from '@/utils/history/state';
import { settingsItem } from '@/utils/settings/state';
import { DAY, MINUTE, NOW, session } from '../history/history-harness';

let now: number;
let correlationIds: string[];

/** The store and the history of one worker, on the real stores. */
function createWorker() {
  // The server reports the same time; otherwise nothing is deleted because of its age.
  const history = createSessionHistory(
    () => now,
    () => now,
  );
  const sessionStore = recordSessions(
    createSessionStore({
      sessions: sessionsItem,
      ended: endedSessionsItem,
      joinLinks: joinLinksItem,
      now: () => now,
    }),
    history,
    {
      findSession: async (sessionId) => (await sessionsItem.get())[sessionId] ?? null,
      takeCorrelationIds: () => correlationIds.splice(0),
      now: () => now,
    },
  );
  return { sessionStore, history };
}

const rows = async () => foldHistory(await historyRecords.readAll()).rows;

beforeEach(async () => {
  fakeBrowser.reset();
  now = NOW;
  correlationIds = [];
  await identityItem.set({ userId: 'u-dana', name: 'Dana Whitfield' });
});

describe('the store with the history behind it', () => {
  it('records what is kept, shown and ended, with the ids of the calls', async () => {
    const { sessionStore, history } = createWorker();
    correlationIds = ['c-create'];
    await sessionStore.keepSession(session(1));
    correlationIds = ['c-token'];
    now += 1_000;
    await sessionStore.setTab('s-1', 7);
    await sessionStore.setTab('s-1', 7);
    await sessionStore.setTab('s-1', null);
    now += MINUTE;
    correlationIds = ['c-end'];
    await sessionStore.endSession('s-1', 'ended-by-you');
    await history.catchUp();
    expect(await rows()).toMatchObject([
      {
        sessionId: 's-1',
        supervisor: { userId: 'u-dana', name: 'Dana Whitfield' },
        joinedAt: NOW + 1_000,
        endedAt: now,
        howEnded: 'ended-by-you',
        correlationIds: ['c-create', 'c-token', 'c-end'],
      },
    ]);
    expect(await verifyChain(await historyRecords.readAll())).toMatchObject({ ok: true, entries: 3 });
  });

  describe('notes', () => {
    const texts = async () => (await rows()).map(({ notes }) => notes.map(({ text }) => text));

    it('are in the history as soon as they are taken, in order, and once', async () => {
      const { sessionStore, history } = createWorker();
      await sessionStore.keepSession(session(1));
      await Promise.all(
        ['One', 'Two', 'Three'].map((text, index) => sessionStore.addNote('s-1', { at: NOW + index, text })),
      );
      expect((await rows())[0]?.notes).toEqual([
        { at: NOW, text: 'One' },
        { at: NOW + 1, text: 'Two' },
        { at: NOW + 2, text: 'Three' },
      ]);
      await history.catchUp();
      await sessionStore.endSession('s-1', 'ended-by-you');
      expect(await texts()).toEqual([['One', 'Two', 'Three']]);
      expect(await verifyChain(await historyRecords.readAll())).toMatchObject({ ok: true, entries: 5 });
    });

    it('that a dying worker did not record are recorded by the next one, and never twice', async () => {
      const { sessionStore } = createWorker();
      await sessionStore.keepSession(session(1));
      await sessionStore.addNote('s-1', { at: NOW, text: 'Recorded' });
      const dying = createSessionStore({
        sessions: sessionsItem,
        ended: endedSessionsItem,
        joinLinks: joinLinksItem,
        now: () => now,
      });
      await dying.addNote('s-1', { at: NOW + 1, text: 'Caught up' });
      await createWorker().history.catchUp();
      await createWorker().history.catchUp();
      await dying.addNote('s-1', { at: NOW + 2, text: 'With the end' });
      await createWorker().sessionStore.endSession('s-1', 'page-closed');
      await createWorker().history.catchUp();
      expect(await texts()).toEqual([['Recorded', 'Caught up', 'With the end']]);
      expect(await rows()).toMatchObject([{ howEnded: 'page-closed' }]);
    });

    it('that were begun before the session ended are still taken, up to the limit', async () => {
      const { sessionStore } = createWorker();
      await sessionStore.keepSession(session(1));
      await sessionStore.addNote('s-1', { at: NOW - 2, text: 'Before' });
      await sessionStore.endSession('s-1', 'ended-by-you');
      expect(await sessionStore.addNote('s-1', { at: NOW - 1, text: 'Half written' })).toBe(true);
      expect(await texts()).toEqual([['Before', 'Half written']]);
      expect(await rows()).toMatchObject([{ howEnded: 'ended-by-you' }]);
      for (let count = 2; count < MAX_NOTES; count += 1)
        await sessionStore.addNote('s-1', { at: NOW - 1, text: `Note ${count}` });
      expect(await sessionStore.addNote('s-1', { at: NOW - 1, text: 'Too many' })).toBe(false);
      expect(await sessionStore.addNote('s-unknown', { at: NOW - 1, text: 'Unknown' })).toBe(false);
      expect((await texts())[0]).toHaveLength(MAX_NOTES);
    });

    it('of a session that has ended are not taken', async () => {
      const { sessionStore } = createWorker();
      await sessionStore.keepSession(session(1));
      await sessionStore.endSession('s-1', 'ended-by-you');
      expect(await sessionStore.addNote('s-1', { at: NOW, text: 'Too late' })).toBe(false);
      expect(await texts()).toEqual([[]]);
    });
  });

  it('makes a session no longer than its time limit because the browser slept', async () => {
    const { sessionStore } = createWorker();
    await sessionStore.keepSession(session(1));
    now += 60 * MINUTE;
    await sessionStore.endSession('s-1', 'time-limit');
    expect(await rows()).toMatchObject([{ howEnded: 'time-limit', endedAt: NOW + 15 * MINUTE }]);
  });

  it('does not delay or fail callers that store a session, even if the browser refuses the write', async () => {
    const { sessionStore } = createWorker();
    const write = vi.spyOn(historyRecords, 'write').mockImplementation(() => new Promise(() => {}));
    await expect(sessionStore.keepSession(session(1))).resolves.toMatchObject({ id: 's-1' });
    write.mockRestore();

    const other = createWorker();
    vi.spyOn(historyRecords, 'write').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
    await other.sessionStore.keepSession(session(2));
    await other.sessionStore.setTab('s-2', 7);
    await expect(other.sessionStore.endSession('s-2', 'left')).resolves.toMatchObject({ id: 's-2' });
    expect(await historyTroubleItem.get()).toMatchObject({ since: NOW, reason: 'full' });
  });

  it('knows after the worker’s death how a session ended, but not after the browser was closed', async () => {
    const { sessionStore } = createWorker();
    await sessionStore.keepSession(session(1));
    await sessionStore.keepSession(session(2));
    await sessionStore.keepSession(session(3));
    await createWorker().history.catchUp();
    // This worker dies between the end and its record; then the browser is closed over the other
    // two.
    const dying = createSessionStore({
      sessions: sessionsItem,
      ended: endedSessionsItem,
      joinLinks: joinLinksItem,
      now: () => now,
    });
    await dying.endSession('s-1', 'conversation-over');
    await sessionsItem.update(({ 's-3': still }) => (still ? { 's-3': still } : {}));
    await createWorker().history.catchUp();
    const ends = new Map((await rows()).map(({ sessionId, howEnded }) => [sessionId, howEnded]));
    expect(ends).toEqual(
      new Map([
        ['s-1', 'conversation-over'],
        ['s-2', 'unknown'],
        ['s-3', null],
      ]),
    );
  });

  it('keeps for as long as the settings say', async () => {
    const { sessionStore } = createWorker();
    await sessionStore.keepSession(session(1));
    await sessionStore.endSession('s-1', 'left');
    const settings = await settingsItem.get();
    await settingsItem.set({ ...settings, history: { keepForDays: 30 } });
    now += 31 * DAY;
    await createWorker().history.catchUp();
    expect(await rows()).toEqual([]);
    expect(Object.keys(await fakeBrowser.storage.local.get()).sort()).toEqual([
      'history/anchor',
      'history/head',
      'settings',
    ]);
  });
});

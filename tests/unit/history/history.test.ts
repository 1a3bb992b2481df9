import { describe, expect, it } from 'vitest';
import { moveSession } from '@/utils/cobrowse/move-times';
import { parseEntry, readChain, verifyChain } from '@/utils/history/chain';
import { foldHistory } from '@/utils/history/fold';
import type { HistoryEntry } from '@/utils/history/model';
import { createScene, DAY, MINUTE, memoryRecords, NOW, session } from './history-harness';

const entriesOf = (scene: ReturnType<typeof createScene>): HistoryEntry[] =>
  readChain(scene.stored.records).places.map(({ stored }) => parseEntry(stored) as HistoryEntry);
const kindsOf = (scene: ReturnType<typeof createScene>) =>
  entriesOf(scene).map((entry) => `${entry.kind} ${entry.sessionId}`);

describe('recording', () => {
  it('tells of a session: who, whom, conversation, service, settings, purpose, times, end, correlation ids', async () => {
    const { history, stored, clock } = createScene();
    await history.recordStarted(session(1, { purpose: 'Refund form' }), { correlationIds: ['c-1'] });
    clock.now += 2_000;
    await history.recordJoined('s-1');
    clock.now += 5 * MINUTE;
    await history.recordEnded(session(1), 'ended-by-you', { correlationIds: ['c-2', 'c-1'] });
    expect(foldHistory(stored.records)).toEqual({
      unreadable: 0,
      rows: [
        {
          sessionId: 's-1',
          conversationId: session(1).conversationId,
          service: 'sessions',
          supervisor: { userId: 'u-dana', name: 'Dana Whitfield' },
          agent: { userId: 'u-agent-1', name: 'Agent 1' },
          customerName: 'Customer 1',
          queueName: 'Billing',
          settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
          purpose: 'Refund form',
          joinedExisting: false,
          startedAt: NOW,
          expiresAt: NOW + 15 * MINUTE,
          joinedAt: NOW + 2_000,
          endedAt: clock.now,
          howEnded: 'ended-by-you',
          notes: [],
          correlationIds: ['c-1', 'c-2'],
        },
      ],
    });
  });

  it('tells the true length of a session during which the computer’s clock was set', async () => {
    const { history, stored, clock } = createScene();
    await history.recordStarted(session(1));
    clock.now += MINUTE;
    await history.recordJoined('s-1');
    // The clock is set back by an hour, and the stored session with it.
    clock.now -= 60 * MINUTE;
    clock.now += 4 * MINUTE;
    await history.recordEnded(moveSession(session(1), -60 * MINUTE), 'ended-by-you');
    const [row] = foldHistory(stored.records).rows;
    expect(row).toMatchObject({ startedAt: NOW - 60 * MINUTE, joinedAt: NOW - 59 * MINUTE });
    expect(row?.endedAt).toBe(NOW - 55 * MINUTE);
    expect(row?.expiresAt).toBe(NOW - 45 * MINUTE);
    expect(await verifyChain(stored.records)).toMatchObject({ ok: true });
  });

  it('writes one entry with its head in one call and touches nothing that was there', async () => {
    const { history, stored } = createScene();
    await history.recordStarted(session(1));
    await history.recordEnded(session(1), 'time-limit');
    expect(stored.writes).toEqual([
      ['000001', 'head'],
      ['000002', 'head'],
    ]);
  });

  it('records a session once, however often and by whichever worker it is called', async () => {
    const scene = createScene();
    await Promise.all([
      scene.history.recordStarted(session(1)),
      scene.history.recordStarted(session(1)),
      scene.history.recordStarted(session(2)),
    ]);
    await scene.reopen().recordStarted(session(1));
    await scene.history.recordEnded(session(1), 'ended-by-you');
    await scene.reopen().recordEnded(session(1), 'time-limit');
    expect(kindsOf(scene)).toEqual(['started s-1', 'started s-2', 'ended s-1']);
  });

  it('keeps its order under a hundred calls at once', async () => {
    const { history, stored } = createScene();
    await Promise.all(
      Array.from({ length: 100 }, (_, number) =>
        number % 2 === 0
          ? history.recordStarted(session(number))
          : history.recordEnded(session(number - 1), 'ended-by-you'),
      ),
    );
    expect(await verifyChain(stored.records)).toMatchObject({ ok: true, entries: 100 });
    const { rows } = foldHistory(stored.records);
    expect(rows).toHaveLength(50);
    expect(rows.every(({ howEnded }) => howEnded === 'ended-by-you')).toBe(true);
  });

  it('reopens a session that seemed to have ended but is live', async () => {
    const scene = createScene();
    await scene.history.recordStarted(session(1));
    await scene.history.recordEnded(session(1), 'ended-elsewhere');
    await scene.history.recordStarted(session(1, { joinedExisting: true }));
    const [row, ...others] = foldHistory(scene.stored.records).rows;
    expect(others).toEqual([]);
    expect(row).toMatchObject({ howEnded: null, endedAt: null, joinedExisting: true });
  });

  it('records the beginning of a session if only its end is reported', async () => {
    const scene = createScene();
    await scene.history.recordEnded(session(1), 'time-limit', { endedAt: NOW + 1 });
    expect(kindsOf(scene)).toEqual(['started s-1', 'ended s-1']);
    expect(foldHistory(scene.stored.records).rows[0]?.endedAt).toBe(NOW + 1);
  });

  it('records who signs out as leaving what is open', async () => {
    const scene = createScene();
    await scene.history.recordStarted(session(1));
    await scene.history.recordStarted(session(2));
    await scene.history.recordEnded(session(1), 'ended-by-you');
    await scene.history.recordLeft();
    expect(foldHistory(scene.stored.records).rows.map(({ howEnded }) => howEnded)).toEqual([
      'ended-by-you',
      'left',
    ]);
  });

  it('refuses unknown fields: no token, no link', async () => {
    const scene = createScene();
    const smuggled = {
      ...session(1),
      joinToken: 'jt-secret',
      agent: { userId: 'u', name: 'n', token: 'jt-secret' },
      settings: {
        allowRemoteControl: true,
        timeoutInMinutes: 5,
        link: 'https://x.example/join?token=jt-secret',
      },
    };
    await scene.history.recordStarted(smuggled);
    await scene.history.recordEnded(smuggled, 'left');
    expect(kindsOf(scene)).toEqual(['started s-1', 'ended s-1']);
    expect(JSON.stringify(scene.stored.records)).not.toContain('jt-secret');
    const [entry] = entriesOf(scene);
    expect(parseEntry({ ...entry, joinToken: 'jt-secret' })).toBeNull();
    expect(parseEntry({ ...entry, agent: { userId: 'u', name: 'n', token: 'jt-secret' } })).toBeNull();
  });
});

describe('what a worker’s death interrupts', () => {
  const readSessions =
    (...live: ReturnType<typeof session>[]) =>
    async () => ({ live, ended: [] });

  it('is completed: a session that was stored but not recorded', async () => {
    const scene = createScene();
    await scene.reopen().reconcile(readSessions(session(1), session(2, { tabId: 7 })));
    await scene.reopen().reconcile(readSessions(session(1), session(2, { tabId: 7 })));
    expect(kindsOf(scene)).toEqual(['started s-1', 'started s-2', 'joined s-2']);
  });

  it('is recorded honestly: a missing session ended as its notice says, or in an unknown way', async () => {
    const scene = createScene();
    await scene.history.recordStarted(session(1));
    await scene.history.recordStarted(session(2));
    await scene.reopen().reconcile(async () => ({
      live: [],
      ended: [{ id: 's-2', how: 'conversation-over', endedAt: NOW + 3 }],
    }));
    expect(foldHistory(scene.stored.records).rows).toMatchObject([
      { sessionId: 's-1', howEnded: 'unknown', endedAt: null },
      { sessionId: 's-2', howEnded: 'conversation-over', endedAt: NOW + 3 },
    ]);
  });

  it('records notes that the store has and the entries lack, also from entries without a head', async () => {
    const scene = createScene();
    const notes = [
      { at: NOW + 1, text: 'One' },
      { at: NOW + 2, text: 'Two' },
    ];
    await scene.history.recordStarted(session(1));
    await scene.history.recordNotes(session(1, { notes: notes.slice(0, 1) }));
    delete scene.stored.records.head;
    await scene.reopen().reconcile(readSessions(session(1, { notes })));
    await scene.reopen().reconcile(readSessions(session(1, { notes })));
    expect(kindsOf(scene)).toEqual(['started s-1', 'noted s-1', 'noted s-1']);
    expect(foldHistory(scene.stored.records).rows[0]?.notes).toEqual(notes);
    expect(await verifyChain(scene.stored.records)).toMatchObject({ ok: true, entries: 3 });
  });

  it('does not bring back a session whose end is recorded while the store still holds it', async () => {
    const scene = createScene();
    await scene.history.recordStarted(session(1));
    await scene.history.recordEnded(session(1), 'ended-by-you');
    await scene.reopen().reconcile(readSessions(session(1)));
    expect(kindsOf(scene)).toEqual(['started s-1', 'ended s-1']);
  });

  it.each([
    ['the whole write', []],
    ['the head, in a browser that writes by halves', ['000003']],
  ])('never corrupts what was there: %s is lost', async (_what, written) => {
    const scene = createScene();
    await scene.history.recordStarted(session(1));
    await scene.history.recordStarted(session(2));
    const before = structuredClone(scene.stored.records);
    await scene.history.recordEnded(session(1), 'ended-by-you');
    const cutOff = { ...before };
    for (const name of written) cutOff[name] = scene.stored.records[name];
    expect(await verifyChain(cutOff)).toMatchObject({ ok: true, entries: 2 + written.length });
    const later = createScene(memoryRecords(cutOff));
    await later.history.recordEnded(session(1), 'ended-by-you');
    await later.history.recordStarted(session(3));
    expect(kindsOf(later)).toEqual(['started s-1', 'started s-2', 'ended s-1', 'started s-3']);
    expect(await verifyChain(later.stored.records)).toMatchObject({ ok: true, entries: 4 });
  });

  it('finds the end of the chain without its head and writes over nothing', async () => {
    const scene = createScene();
    await scene.history.recordStarted(session(1));
    await scene.history.recordStarted(session(2));
    delete scene.stored.records.head;
    scene.stored.records['000002'] = 'garbage';
    await scene.reopen().recordStarted(session(1));
    await scene.reopen().recordStarted(session(3));
    expect(scene.stored.records['000002']).toBe('garbage');
    expect(Object.keys(scene.stored.records).sort()).toEqual(['000001', '000002', '000003', 'head']);
    expect(foldHistory(scene.stored.records)).toMatchObject({ rows: [{}, {}], unreadable: 1 });
    expect(await verifyChain(scene.stored.records)).toEqual({ ok: false, seq: 2, reason: 'changed' });
  });
});

describe('a browser that refuses writes', () => {
  it('fails no caller: the trouble is noted and the next entry finds its place', async () => {
    const { history, stored, troubles } = createScene();
    stored.refuse = new Error('Resource::kQuotaBytes quota exceeded');
    await history.recordStarted(session(1));
    stored.refuse = new Error('The disk is gone');
    await history.recordStarted(session(2));
    stored.refuse = null;
    await history.recordStarted(session(3));
    expect(troubles).toEqual(['full', 'refused']);
    expect(await verifyChain(stored.records)).toMatchObject({ ok: true, entries: 1 });
  });

  it('is compensated later: a session that is still in the store is recorded then', async () => {
    const scene = createScene();
    scene.stored.refuse = new Error('full');
    await scene.history.recordStarted(session(1));
    scene.stored.refuse = null;
    await scene.history.reconcile(async () => ({ live: [session(1)], ended: [] }));
    expect(kindsOf(scene)).toEqual(['started s-1']);
  });
});

describe('retention', () => {
  /** One session a day, the last of them today. */
  async function daysOfSessions(days: number) {
    const scene = createScene();
    for (let day = days - 1; day >= 0; day -= 1) {
      scene.clock.now = NOW - day * DAY;
      const times = { startedAt: scene.clock.now, expiresAt: scene.clock.now + 15 * MINUTE };
      await scene.history.recordStarted(session(day, times));
      scene.clock.now += MINUTE;
      await scene.history.recordEnded(session(day, times), 'ended-by-you');
    }
    scene.clock.now = NOW + 2 * MINUTE;
    return scene;
  }

  it('drops whole old entries from the front and leaves a chain that checks', async () => {
    const { history, stored, clock } = await daysOfSessions(100);
    await history.prune(30);
    expect(await verifyChain(stored.records)).toMatchObject({ ok: true, entries: 60 });
    expect(foldHistory(stored.records).rows).toHaveLength(30);
    clock.now += DAY;
    await history.recordStarted(session(1_000));
    await history.prune(30);
    expect(await verifyChain(stored.records)).toMatchObject({ ok: true, entries: 59 });
  });

  it('looks at most once a day, unless told', async () => {
    const { history, stored, clock } = await daysOfSessions(10);
    await history.prune(30);
    clock.now += DAY - 1;
    await history.prune(1);
    expect(readChain(stored.records).places).toHaveLength(20);
    await history.prune(1, 'now');
    expect(readChain(stored.records).places.length).toBeLessThan(20);
  });

  it('keeps everything for ever where that is the setting', async () => {
    const { history, stored } = await daysOfSessions(10);
    await history.prune(null, 'now');
    expect(readChain(stored.records).places).toHaveLength(20);
  });

  it('can drop all there is and begin again', async () => {
    const { history, stored, clock } = await daysOfSessions(3);
    clock.now += 400 * DAY;
    await history.prune(30);
    expect(await verifyChain(stored.records)).toMatchObject({ ok: true, entries: 0 });
    delete stored.records.head;
    await history.recordStarted(session(9));
    expect(Object.keys(stored.records).sort()).toEqual(['000007', 'anchor', 'head']);
    expect(await verifyChain(stored.records)).toMatchObject({ ok: true, entries: 1 });
  });

  it('drops nothing of a session that is open', async () => {
    const { history, stored, clock } = createScene();
    await history.recordStarted(session(1));
    await history.recordEnded(session(1), 'left');
    await history.recordStarted(session(2));
    clock.now += 400 * DAY;
    await history.prune(30);
    expect(foldHistory(stored.records).rows.map(({ sessionId }) => sessionId)).toEqual(['s-2']);
  });

  it('survives being cut off after the anchor was moved: the rest goes the next time', async () => {
    const { stored, reopen, clock } = await daysOfSessions(10);
    const remove = stored.remove;
    stored.remove = async () => {
      throw new Error('The worker died');
    };
    await reopen().prune(2);
    expect(await verifyChain(stored.records)).toMatchObject({ ok: true, entries: 4 });
    expect(foldHistory(stored.records).rows).toHaveLength(2);
    stored.remove = remove;
    clock.now += 60 * MINUTE;
    await reopen().prune(2, 'now');
    expect(Object.keys(stored.records)).toHaveLength(4 + 2);
  });
});

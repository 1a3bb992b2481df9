import { expect, it, vi } from 'vitest';
import { historyOutsidePractice, practiceSessionStore } from '@/utils/background/practice-guard';
import type { SessionHistory } from '@/utils/background/session-history';
import type { SessionStore } from '@/utils/cobrowse/session-store';
import { PRACTISING } from '@/utils/practice/model';
import { session } from '../components/fake-app';
import { failureOf } from '../failure-of';

const real = session(1);
const practiced = session(2, { supervisorUserId: PRACTISING.userId });

it('records and catches up only while practice is off', async () => {
  let on = true;
  const history = {
    recordStarted: vi.fn(async () => undefined),
    recordJoined: vi.fn(async () => undefined),
    recordNotes: vi.fn(async () => undefined),
    recordLateNote: vi.fn(async () => true),
    recordEnded: vi.fn(async () => undefined),
    recordDelayedEnd: vi.fn(async () => undefined),
    recordLeft: vi.fn(async () => undefined),
    reconcile: vi.fn(async () => undefined),
    catchUp: vi.fn(async () => undefined),
    noteServerContact: vi.fn(async () => undefined),
    prune: vi.fn(async () => undefined),
  } satisfies SessionHistory;
  const guarded = historyOutsidePractice(history, async () => on);
  async function callAll() {
    await guarded.recordStarted(real);
    await guarded.recordJoined(real.id);
    await guarded.recordNotes(real);
    await guarded.recordLateNote(real.id, { at: 1, text: 'Late' }, 1);
    await guarded.recordEnded(real, 'ended-by-you');
    await guarded.recordLeft();
    await guarded.reconcile(async () => ({ live: [], ended: [] }));
    await guarded.catchUp();
    await guarded.noteServerContact();
  }
  // The end of a real session is recorded even if practice has begun by then.
  const { prune: _prune, recordDelayedEnd: _recordDelayedEnd, ...recorders } = history;
  await callAll();
  for (const record of Object.values(recorders)) expect(record).not.toHaveBeenCalled();
  on = false;
  await callAll();
  for (const record of Object.values(recorders)) expect(record).toHaveBeenCalledOnce();
});

it.each([
  ['a real session while practice is on', true, real],
  ['a practiced session once it is off', false, practiced],
])('keeps out of the store %s: a start may outlast either', async (_what, on, one) => {
  const keepSession = vi.fn<SessionStore['keepSession']>(async (kept) => kept);
  const sessionStore = practiceSessionStore({ keepSession } as unknown as SessionStore, async () => on);
  expect((await failureOf(sessionStore.keepSession(one))).code).toBe('not-found');
  expect(keepSession).not.toHaveBeenCalled();
  const other = one === real ? practiced : real;
  expect(await sessionStore.keepSession(other)).toBe(other);
});

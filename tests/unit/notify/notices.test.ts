import { describe, expect, it } from 'vitest';
import type { EndedSession, Start } from '@/utils/cobrowse/model';
import { attentionOf } from '@/utils/floor/attention';
import { NOTHING_NOTED, type NoticeMemory } from '@/utils/notify/model';
import { findNotices, lasts, type NoticeFacts, nextNearLimit, targetOf } from '@/utils/notify/notices';
import { wordNotice } from '@/utils/notify/word-notice';
import { DEFAULT_ATTENTION, DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { idOf } from '../../setup/app-fixtures';
import { conversation, NOW, session } from '../components/fake-app';

const MINUTE = 60_000;

const look = (facts: Partial<NoticeFacts>, memory: NoticeMemory = NOTHING_NOTED, now = NOW) =>
  findNotices(
    { sessions: [], ended: [], starts: [], rows: [], pinnedAgents: [], ...facts },
    memory,
    (row, at) => attentionOf(row, DEFAULT_ATTENTION, at),
    now,
  );
const ids = (facts: Partial<NoticeFacts>, memory?: NoticeMemory, now?: number) =>
  look(facts, memory, now).notices.map(({ id }) => id);

const waiting = (code: 'signed-out' | 'rate-limited'): Start => ({
  conversationId: idOf(1),
  customerName: 'Customer 1',
  settings: DEFAULT_SETTINGS.session,
  purpose: null,
  startedAt: NOW,
  state: { phase: 'waiting', failure: { code } },
});

const ended = (changes: Partial<EndedSession> = {}): EndedSession => ({
  id: 'session-1',
  service: 'sessions',
  conversationId: idOf(1),
  agentName: 'Agent 1',
  customerName: 'Customer 1',
  how: 'ended-elsewhere',
  endedAt: NOW,
  expiresAt: NOW + MINUTE,
  ...changes,
});

describe('findNotices', () => {
  it('reports a session two minutes before its end, not before, and not one that was short', () => {
    const end = NOW + 15 * MINUTE;
    const sessions = [session(1)];
    expect(ids({ sessions }, NOTHING_NOTED, end - 2 * MINUTE - 1)).toEqual([]);
    expect(ids({ sessions }, NOTHING_NOTED, end - 2 * MINUTE)).toEqual([`limit session-1 ${end}`]);
    expect(ids({ sessions }, NOTHING_NOTED, end)).toEqual([]);
    expect(ids({ sessions: [session(1, { expiresAt: NOW + MINUTE })] })).toEqual([]);
    expect(nextNearLimit(sessions, NOW)).toBe(end - 2 * MINUTE);
    expect(nextNearLimit(sessions, end - MINUTE)).toBeNull();
    // The user has ended it: what is left is the time to undo that.
    const ending = session(1, { expiresAt: end - MINUTE, ending: { limitAt: end, hadPage: true } });
    expect(ids({ sessions: [ending] }, NOTHING_NOTED, end - 2 * MINUTE)).toEqual([]);
    expect(nextNearLimit([ending], NOW)).toBeNull();
  });

  it('reports an accepted offer only of a session whose offer it has seen', () => {
    const offer = { joinCode: null, endsAt: null, by: 'message' } as const;
    const open = session(1, { service: 'platform', offer });
    const accepted = session(1, { service: 'platform' });
    expect(ids({ sessions: [accepted] })).toEqual([]);
    const { memory } = look({ sessions: [open] });
    const after = look({ sessions: [accepted] }, memory);
    expect(after.notices).toMatchObject([{ id: 'accepted session-1', kind: 'offer-accepted' }]);
    // It stays known, so that it is not reported as new at each look.
    expect(ids({ sessions: [accepted] }, after.memory)).toEqual(['accepted session-1']);
  });

  it('reports that the agent has left, or that another one has the conversation', () => {
    const sessions = [session(1)];
    const here = conversation(1, { complete: true });
    expect(ids({ sessions, rows: [here] })).toEqual([]);
    expect(look({ sessions, rows: [{ ...here, agent: null }] }).notices).toMatchObject([
      { id: 'agent session-1 left', what: 'left', agentName: 'Agent 1' },
    ]);
    const other = { userId: idOf(999), name: 'Other' };
    expect(look({ sessions, rows: [{ ...here, agent: other }] }).notices).toMatchObject([
      { id: 'agent session-1 replaced', what: 'replaced' },
    ]);
    // What was not read in full says nothing.
    expect(ids({ sessions, rows: [{ ...here, agent: null, complete: false }] })).toEqual([]);
  });

  it('reports an end that somebody else caused, while it is news', () => {
    expect(ids({ ended: [ended()] })).toEqual(['ended session-1']);
    expect(ids({ ended: [ended()] }, NOTHING_NOTED, NOW + MINUTE + 1)).toEqual([]);
    expect(ids({ ended: [ended({ how: 'time-limit' }), ended({ how: 'ended-by-you' })] })).toEqual([]);
  });

  it('reports a start that waits for the sign-in, and no other', () => {
    expect(ids({ starts: [waiting('signed-out')] })).toEqual([`sign-in ${idOf(1)}`]);
    expect(ids({ starts: [waiting('rate-limited')] })).toEqual([]);
  });

  it('reports flags of all agents, and a long hold of pinned ones only', () => {
    const held = (since: number) => conversation(2, { state: 'on-hold', stateSince: since });
    const pinnedAgents = [idOf(902)];
    expect(ids({ rows: [conversation(1, { flagged: true })] })).toEqual([`help ${idOf(1)}`]);
    expect(ids({ rows: [held(NOW - 2 * MINUTE)], pinnedAgents })).toEqual([`pinned-hold ${idOf(2)}`]);
    expect(ids({ rows: [held(NOW - 2 * MINUTE + 1)], pinnedAgents })).toEqual([]);
    expect(ids({ rows: [held(NOW - 2 * MINUTE)] })).toEqual([]);
  });
});

describe('the id of a notification', () => {
  it('says what it opens, and whether it goes with its cause', () => {
    expect(targetOf('limit session-1 123')).toEqual({ session: 'session-1' });
    expect(targetOf('help c-1')).toEqual({ conversation: 'c-1' });
    expect(targetOf('sign-in c-1')).toBe('list');
    expect(targetOf('of an earlier version')).toBe('list');
    expect(['limit a 1', 'agent a left', 'help c', 'sign-in c'].every(lasts)).toBe(true);
    expect(['accepted a', 'ended a'].some(lasts)).toBe(false);
  });
});

describe('wordNotice', () => {
  const [notice] = look({ rows: [conversation(1, { flagged: true })] }).notices;

  it.each([
    ['none', 'Open Cobrowse for details.'],
    ['agent', 'Agent 1'],
    ['agent-and-customer', 'Agent 1 · Customer 1'],
  ] as const)('names no more than “%s” allows', (names, message) => {
    if (!notice) throw new Error('Nothing to word.');
    expect(wordNotice(notice, names)).toEqual({ title: 'An agent asks for help', message });
  });
});

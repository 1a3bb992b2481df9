import { expect, it } from 'vitest';
import { badgeOf } from '@/utils/browser/badge';
import type { Start } from '@/utils/cobrowse/model';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { idOf } from '../../setup/app-fixtures';
import { NOW, session } from '../components/fake-app';

const start = (state: Start['state']): Start => ({
  conversationId: idOf(1),
  customerName: null,
  settings: DEFAULT_SETTINGS.session,
  purpose: null,
  startedAt: NOW,
  state,
});
const facts = { sessions: [], starts: [], isCutOff: false, attention: 0 };
const END = NOW + 15 * 60_000;
const before = (ms: number, changes = {}) =>
  badgeOf({ ...facts, sessions: [session(1)], ...changes }, END - ms);

it('is empty without anything, and amber with what needs attention', () => {
  expect(badgeOf(facts, NOW).text).toBe('');
  expect(badgeOf({ ...facts, attention: 3 }, NOW)).toMatchObject({ text: '3', color: '#875100' });
});

it('counts live sessions in green, whatever else needs attention', () => {
  const sessions = [session(1), session(2)];
  expect(badgeOf({ ...facts, sessions, attention: 3 }, NOW)).toEqual({
    text: '2',
    color: '#0f7b6c',
    next: END - 120_000,
  });
});

it.each([
  [120_000, '2:00'],
  [119_999, '2:00'],
  [110_000, '1:50'],
  [61_000, '1:10'],
  [9_000, '0:10'],
  [1, '0:10'],
])('counts down: %d ms before the end it says %s', (left, text) => {
  expect(before(left)).toMatchObject({ text, color: '#875100' });
});

it('says when the countdown moves, until it is over', () => {
  expect(before(115_000).next).toBe(END - 110_000);
  expect(before(110_000).next).toBe(END - 100_000);
  expect(before(3_000).next).toBe(END);
  expect(before(0)).toMatchObject({ text: '1', next: null });
});

it('does not count down to the moment at which an end can no longer be undone', () => {
  const ending = session(1, { expiresAt: NOW + 8_000, ending: { limitAt: END, hadPage: true } });
  expect(badgeOf({ ...facts, sessions: [ending] }, NOW)).toMatchObject({ text: '1', next: null });
  const sessions = [ending, session(2)];
  expect(badgeOf({ ...facts, sessions }, NOW)).toMatchObject({ text: '2', next: END - 120_000 });
});

it('is ! for what needs the user first: a start that stopped, missing access', () => {
  const failed = start({ phase: 'failed', failure: { code: 'no-agent' } });
  expect(before(60_000, { starts: [failed] })).toMatchObject({ text: '!', color: '#b42318' });
  expect(badgeOf({ ...facts, isCutOff: true }, NOW).text).toBe('!');
  const running = start({ phase: 'running', step: 'checking', tries: 0 });
  expect(badgeOf({ ...facts, starts: [running] }, NOW).text).toBe('');
});

import { expect, it } from 'vitest';
import { sessionMeant } from '@/utils/background/session-keys';
import { idOf } from '../../setup/app-fixtures';
import { session } from '../components/fake-app';

const one = session(1, { tabId: 11 });
const two = session(2, { tabId: 12 });

it('a command means the session in the tab, then that of its conversation, then the only one', () => {
  expect(sessionMeant([one, two], { id: 12 }, idOf(1))).toBe(two);
  expect(sessionMeant([one, two], { id: 99 }, idOf(1))).toBe(one);
  expect(sessionMeant([one], { id: 99 }, null)).toBe(one);
});

it('a command that could mean two sessions, or none, means nothing', () => {
  expect(sessionMeant([one, two], { id: 99 }, null)).toBeNull();
  expect(sessionMeant([one, two], undefined, null)).toBeNull();
  expect(sessionMeant([], { id: 11 }, idOf(1))).toBeNull();
});

it('a session without a tab is not the one of a tab without an id', () => {
  expect(sessionMeant([session(1), session(2)], {}, null)).toBeNull();
});

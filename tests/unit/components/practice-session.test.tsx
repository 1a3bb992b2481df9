// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PracticeSession } from '@/components/practice/PracticeSession';
import { idOf } from '../../setup/app-fixtures';
import { appState, NOW, session } from './fake-app';
import { clearPage, draw, perform, text } from './page';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const ofSupervisor = `?token=session-1~${idOf(800)}`;
const ofAgent = `?token=session-1~${idOf(901)}`;
const practicing = (changes = {}) => appState({ practice: true, sessions: [session(1)], ...changes });

it('shows the supervisor the screen, the mode and the time that is left, and says that it is practice', async () => {
  await draw(<PracticeSession state={practicing()} search={ofSupervisor} />);
  for (const part of [
    'Practice mode: nobody here is real',
    'Cobrowse with Agent 1',
    'View only',
    '15:00 left',
  ])
    expect(text()).toContain(part);
  expect(document.querySelectorAll('.pointer')).toHaveLength(1);
});

it('has the supervisor’s own pointer where control is allowed', async () => {
  const sessions = [session(1, { settings: { allowRemoteControl: true, timeoutInMinutes: 15 } })];
  await draw(<PracticeSession state={practicing({ sessions })} search={ofSupervisor} />);
  expect(text()).toContain('Control allowed');
  expect(document.querySelectorAll('.pointer')).toHaveLength(2);
});

it('shows the agent what agents are told', async () => {
  await draw(<PracticeSession state={practicing()} search={ofAgent} />);
  expect(text()).toContain('Your supervisor is watching');
  expect(text()).toContain('Agent 1, the agent');
});

it('says when the session has ended, by itself or by somebody', async () => {
  await draw(<PracticeSession state={practicing()} search={ofSupervisor} />);
  await perform(() => vi.advanceTimersByTimeAsync(15 * 60_000));
  expect(text()).toContain('This practice session has ended');
  await draw(<PracticeSession state={practicing({ sessions: [] })} search={ofSupervisor} />);
  expect(text()).toContain('This practice session has ended');
});

it('shows no real session, whatever the address says', async () => {
  await draw(<PracticeSession state={practicing({ practice: false })} search={ofSupervisor} />);
  expect(text()).toContain('Practice has ended');
  expect(text()).not.toContain('Agent 1');
});

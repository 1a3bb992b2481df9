// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Popup } from '@/components/popup/Popup';
import type { EndedSession, Session, Start } from '@/utils/cobrowse/model';
import type { AppState } from '@/utils/pages/app-state';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState, conversation, floor, NOW, session } from './fake-app';
import { button, clearPage, click, draw, find, openOptions, openSession, perform, press, text } from './page';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

/** Both are possible: the agent's screen, and the customer's page. */
const BOTH = { nextService: 'screen', startView: 'agent' } as const;

async function drawPopup(changes: Partial<AppState> = {}, actions = appActions()) {
  await draw(<Popup state={appState({ ...BOTH, ...changes })} actions={actions} />);
  if (document.querySelector('.start-popover') === null) await openOptions();
  return actions;
}

const group = () => document.querySelector('[role=radiogroup][aria-label="What to see"]');
const choices = () => [...(group()?.querySelectorAll('label') ?? [])];
const names = () => choices().map((label) => label.textContent);
const chosen = () =>
  choices()
    .filter((label) => label.querySelector('input')?.checked)
    .map((label) => label.textContent);
const choose = (name: string) =>
  perform(() =>
    choices()
      .find((label) => label.textContent === name)
      ?.querySelector('input')
      ?.click(),
  );
const note = () => find('.service-note p').textContent;
async function startFirst() {
  find('[role=combobox]').focus();
  await press('ArrowDown');
  await press('Enter');
}

describe('what to see', () => {
  it('can be chosen before a start where both are possible, and what a start will show is said', async () => {
    await drawPopup();
    expect(names()).toEqual(['Agent’s screen', 'Customer’s page']);
    expect(chosen()).toEqual(['Agent’s screen']);
    expect(note()).toBe('You’ll see the agent’s screens, view only. The agent is told.');
    await choose('Customer’s page');
    expect(chosen()).toEqual(['Customer’s page']);
    expect(note()).toBe('You’ll see the customer’s page after they accept.');
  });

  it('is the agent’s page with the Cobrowse Sessions API, which grants control', async () => {
    await drawPopup({ nextService: 'sessions' });
    expect(names()).toEqual(['Agent’s page', 'Customer’s page']);
    expect(document.querySelectorAll('[aria-label="Control"] input')).toHaveLength(2);
    await choose('Customer’s page');
    expect(document.querySelector('[aria-label="Control"]')).toBeNull();
    expect(text()).toContain('Ask for control in the viewer');
  });

  it('is no question where only one is possible', async () => {
    for (const nextService of ['sessions', 'screen', 'platform', null] as const) {
      await drawPopup({ nextService, startView: null });
      expect(group(), String(nextService)).toBeNull();
    }
  });

  it('stops being a question as soon as one of them is no longer possible', async () => {
    await drawPopup();
    await choose('Customer’s page');
    await drawPopup({ startView: null });
    expect(group()).toBeNull();
    expect(note()).toContain('the agent’s screens');
  });

  it('is what was chosen last, until something else is chosen here', async () => {
    await drawPopup({ startView: 'customer' });
    expect(chosen()).toEqual(['Customer’s page']);
    await choose('Agent’s screen');
    // Another window has started something.
    await drawPopup({ startView: 'customer' });
    expect(chosen()).toEqual(['Agent’s screen']);
  });

  it('is sent with the start, and nothing is sent where there is no choice', async () => {
    const actions = await drawPopup();
    await choose('Customer’s page');
    await startFirst();
    // What was opened for one start is closed for the next.
    expect(document.querySelector('.start-popover')).toBeNull();
    expect(actions.startSession.mock.calls.map((call) => call[3])).toEqual(['customer']);
    clearPage();
    const others = await drawPopup({ startView: null });
    await startFirst();
    expect(others.startSession.mock.calls.map((call) => call[3])).toEqual([undefined]);
  });

  it('of a failed start is tried again, whatever is chosen by then', async () => {
    const failed: Start = {
      conversationId: idOf(2),
      customerName: 'Customer 2',
      settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
      purpose: null,
      startedAt: NOW,
      view: 'customer',
      state: { phase: 'failed', failure: { code: 'timed-out' } },
    };
    const actions = await drawPopup({ starts: [failed] });
    await click(button('Try again'));
    expect(actions.startSession.mock.calls.map((call) => call[3])).toEqual(['customer']);
  });

  it('survives a reload that repeats starts which the background has not received', async () => {
    const pending = {
      conversationId: idOf(2),
      settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
      purpose: null,
      view: 'customer' as const,
    };
    const actions = appActions({ restorePendingStarts: vi.fn(() => [pending]) });
    await drawPopup({}, actions);
    expect(actions.startSession.mock.calls.map((call) => call[3])).toEqual(['customer']);
  });

  it('decides which rows can be started', async () => {
    const rows = [conversation(1, { media: 'chat' })];
    const actions = await drawPopup({ floor: floor(rows) });
    expect(text()).toContain('No screens');
    await startFirst();
    expect(actions.startSession).not.toHaveBeenCalled();
    await choose('Customer’s page');
    expect(text()).not.toContain('No screens');
    await startFirst();
    expect(actions.startSession).toHaveBeenCalledOnce();
  });

  it('says nothing of telling the agent where the organization has turned that off', async () => {
    await drawPopup({ policy: { tellMonitoredAgents: false } });
    expect(note()).toBe('You’ll see the agent’s screens, view only.');
  });

  it('leaves the time limit and no control with the agent’s screens', async () => {
    await drawPopup();
    expect(document.querySelector('[aria-label="Control"]')).toBeNull();
    expect(find('.session-settings-note').textContent).toBe('View only');
    expect(find('[aria-label="Time limit"]')).toBeDefined();
  });
});

describe('the card of a session on an agent’s screens', () => {
  const onScreen = (changes: Partial<Session> = {}) => session(1, { service: 'screen', ...changes });

  it('says whose they are, that they can only be viewed, and with which customer', async () => {
    const settings = { allowRemoteControl: true, timeoutInMinutes: 15 };
    await drawPopup({ sessions: [onScreen({ settings })] });
    expect(find('article').getAttribute('aria-label')).toBe('Screens of Agent 1');
    await openSession();
    expect(find('article .session-facts').textContent).toContain('View only');
    expect(find('article').textContent).toContain('Customer 1 · Billing');
    expect(find('article').textContent).not.toMatch(/Invite|join link|grants control/);
  });

  it('opens the viewer page, and ends the session at once: nobody is watched after that', async () => {
    const actions = await drawPopup({ sessions: [onScreen()] });
    await click(button('Open'));
    expect(actions.openSession).toHaveBeenCalledExactlyOnceWith('session-1');
    await click(button('End'));
    expect(actions.endSession).toHaveBeenCalledExactlyOnceWith('session-1', { undoable: true });
    expect(find('.notice-status').textContent).toContain('You stopped viewing the screens of Agent 1.');
  });

  it.each([
    [{ state: 'pending', at: null }, 'Telling the agent…'],
    [{ state: 'sent', at: NOW }, /^The agent was told at .+\.$/],
    [{ state: 'by-platform', at: null }, 'Genesys Cloud tells the agent.'],
    [{ state: 'off', at: null }, /your organization has turned this off/],
  ] as const)('says whether the agent knows: %j', async (agentNotice, words) => {
    await drawPopup({ sessions: [onScreen({ agentNotice })] });
    await openSession();
    expect(find('.session-note').textContent).toMatch(words);
  });

  const ENDINGS: [EndedSession['how'], string][] = [
    ['ended-by-you', 'You stopped viewing the screens of Agent 1.'],
    ['time-limit', 'The screens of Agent 1 are no longer shown: your time limit was reached.'],
    ['conversation-over', 'The screens of Agent 1 are no longer shown: the conversation has ended.'],
    ['page-closed', 'The screens of Agent 1 are no longer shown: the viewer page was closed or reloaded.'],
    ['answered-elsewhere', 'Genesys Cloud opened the screens of Agent 1 in its own tab.'],
    ['media-ended', 'The screens of Agent 1 are no longer shown: the connection ended.'],
    ['agent-not-told', 'The screens of Agent 1 are no longer shown: the agent could not be told.'],
    [
      'no-picture',
      'No picture arrived from the screens of Agent 1. Their computer probably lacks the Genesys Cloud desktop app or Background Assistant.',
    ],
  ];
  it.each(ENDINGS)('is followed by a notice of how it ended: %s', async (how, words) => {
    const { id, conversationId, customerName, expiresAt } = onScreen();
    const ended = { id, service: 'screen', conversationId, agentName: 'Agent 1', customerName } as const;
    await drawPopup({ endedSessions: [{ ...ended, how, endedAt: NOW, expiresAt }] });
    expect(find('.notice p').firstChild?.textContent).toBe(words);
  });
});

// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Popup } from '@/components/popup/Popup';
import type { EndedSession, Session, Start } from '@/utils/cobrowse/model';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState, conversation, floor, NOW, session } from './fake-app';
import {
  button,
  clearPage,
  click,
  draw,
  find,
  openOptions,
  openSession,
  perform,
  press,
  text,
  type,
} from './page';
import { spokenTexts } from './spoken';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const selected = () => find('[role=option][aria-selected=true]').dataset.id;
const rows = () =>
  [...document.querySelectorAll<HTMLElement>('[role=option]')].map(({ dataset }) => dataset.id);
const pass = (milliseconds: number) => perform(() => vi.advanceTimersByTimeAsync(milliseconds));

const refusedUntil = (retryAt: number) => ({
  ok: false as const,
  failure: { code: 'rate-limited' as const, retryAt },
});

function start(state: Start['state']): Start {
  return {
    conversationId: idOf(2),
    customerName: 'Customer 2',
    settings: { allowRemoteControl: true, timeoutInMinutes: 5 },
    purpose: null,
    startedAt: NOW,
    state,
  };
}

describe('the list', () => {
  it('selects no row by itself, moves by keyboard and starts with Enter', async () => {
    const actions = appActions();
    await draw(<Popup state={appState()} actions={actions} />);
    expect(rows()).toEqual([idOf(1), idOf(2), idOf(3)]);
    expect(document.querySelector('[aria-selected=true]')).toBeNull();
    await press('Enter');
    expect(actions.startSession).not.toHaveBeenCalled();
    expect(text()).toContain('Nothing is selected');
    await press('ArrowDown');
    expect(selected()).toBe(idOf(1));
    expect(text()).not.toContain('Nothing is selected');
    await press('End');
    await press('ArrowDown');
    expect(selected()).toBe(idOf(3));
    expect(find('[role=combobox]').getAttribute('aria-activedescendant')).toBe(`conversation-${idOf(3)}`);
    await press('Enter');
    const settings = { allowRemoteControl: false, timeoutInMinutes: 15 };
    expect(actions.startSession).toHaveBeenCalledExactlyOnceWith(idOf(3), settings, null, undefined);
  });

  it('filters while typing and clears with Escape', async () => {
    await draw(<Popup state={appState()} actions={appActions()} />);
    await type(find<HTMLInputElement>('[role=combobox]'), 'agent 2');
    expect(rows()).toEqual([idOf(2)]);
    expect(text()).toContain('1 of 3');
    await type(find<HTMLInputElement>('[role=combobox]'), 'zzz');
    expect(text()).toContain('No conversations match “zzz”');
    await press('Escape');
    expect(rows()).toHaveLength(3);
  });

  it('keeps the selected row when a refresh puts others around it', async () => {
    const actions = appActions();
    await draw(<Popup state={appState()} actions={actions} />);
    await press('ArrowDown');
    await press('ArrowDown');
    const rest = [conversation(0), conversation(9)];
    await draw(<Popup state={appState({ floor: floor([...rest, conversation(2)]) })} actions={actions} />);
    expect(selected()).toBe(idOf(2));
  });

  it('selects no other row when the selected one goes; the arrows go on from its place', async () => {
    const actions = appActions();
    await draw(<Popup state={appState()} actions={actions} />);
    await press('ArrowDown');
    await press('ArrowDown');
    const rest = [conversation(0), conversation(1), conversation(9)];
    await draw(<Popup state={appState({ floor: floor(rest) })} actions={actions} />);
    expect(document.querySelector('[aria-selected=true]')).toBeNull();
    await press('Enter');
    expect(actions.startSession).not.toHaveBeenCalled();
    await press('ArrowDown');
    expect(selected()).toBe(idOf(1));
  });

  it('reads ahead for a row that stays selected, not for those passed by', async () => {
    const actions = appActions();
    await draw(<Popup state={appState()} actions={actions} />);
    await press('ArrowDown');
    await press('ArrowDown');
    await press('ArrowDown');
    await pass(150);
    expect(actions.prepareStart.mock.calls).toEqual([[idOf(3)]]);
  });

  it('selects with a click and starts with a double click', async () => {
    const actions = appActions();
    await draw(<Popup state={appState()} actions={actions} />);
    const row = find(`[data-id="${idOf(2)}"]`);
    await click(row);
    expect(selected()).toBe(idOf(2));
    expect(actions.startSession).not.toHaveBeenCalled();
    await perform(() => row.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })));
    expect(actions.startSession).toHaveBeenCalledOnce();
  });

  it('opens the session of a row that has one', async () => {
    const actions = appActions();
    await draw(<Popup state={appState({ sessions: [session(1)] })} actions={actions} />);
    await press('ArrowDown');
    await press('Enter');
    expect(actions.openSession).toHaveBeenCalledExactlyOnceWith('session-1');
    expect(actions.startSession).not.toHaveBeenCalled();
  });

  it('counts down a rate limit in its line over the rows it has, without alarm, then refreshes by itself', async () => {
    const actions = appActions();
    actions.refreshConversations.mockResolvedValueOnce(refusedUntil(NOW + 3000));
    await draw(<Popup state={appState()} actions={actions} />);
    expect(find('.list-status').textContent).toMatch(/Updated .+ · retrying in 3 s/);
    expect(document.querySelector('.failure')).toBeNull();
    expect(rows()).toHaveLength(3);
    await pass(1000);
    expect(text()).toContain('retrying in 2 s');
    await pass(2100);
    expect(actions.refreshConversations).toHaveBeenCalledTimes(2);
    expect(text()).not.toContain('retrying in');
  });

  it('says a rate limit in full where there are no rows to show', async () => {
    const actions = appActions();
    actions.refreshConversations.mockResolvedValueOnce(refusedUntil(NOW + 3000));
    await draw(<Popup state={appState({ floor: floor([], { head: null }) })} actions={actions} />);
    expect(text()).toContain('Retrying in 3 s');
    expect(text()).not.toContain('No active conversations');
  });

  it('stands over its rows with any other failure', async () => {
    const actions = appActions();
    actions.refreshConversations.mockResolvedValueOnce({ ok: false, failure: { code: 'unreachable' } });
    await draw(<Popup state={appState()} actions={actions} />);
    expect(find('[role=alert]').textContent).toContain('cannot be reached');
    expect(rows()).toHaveLength(3);
  });
});

it('asks for the list again after a sign-in from its banner', async () => {
  const actions = appActions();
  actions.refreshConversations.mockResolvedValueOnce({ ok: false, failure: { code: 'signed-out' } });
  await draw(<Popup state={appState()} actions={actions} />);
  await click(button('Sign in'));
  await pass(0);
  expect(actions.refreshConversations).toHaveBeenCalledTimes(2);
  expect(text()).not.toContain('You are signed out.');
});

describe('a start', () => {
  it('shows progress from the click on and starts once', async () => {
    const actions = appActions({
      startSession: vi.fn<AppActions['startSession']>(() => new Promise<never>(() => {})),
    });
    await draw(<Popup state={appState()} actions={actions} />);
    await press('ArrowDown');
    await press('Enter');
    await press('Enter');
    expect(actions.startSession).toHaveBeenCalledOnce();
    expect(find('[aria-current=step]').textContent).toBe('Checking');
    const running = { ...start({ phase: 'running', step: 'opening', tries: 0 }), conversationId: idOf(1) };
    await draw(<Popup state={appState({ starts: [running] })} actions={actions} />);
    expect(find('[aria-current=step]').textContent).toBe('Opening');
  });

  it('that nobody has heard of says so after ten seconds, and goes on after a reload', async () => {
    const actions = appActions({
      startSession: vi.fn<AppActions['startSession']>(() => new Promise<never>(() => {})),
    });
    await draw(<Popup state={appState()} actions={actions} />);
    await press('ArrowDown');
    await press('Enter');
    await pass(9_900);
    expect(text()).not.toContain('is not responding');
    await pass(200);
    expect(text()).toContain('The extension is not responding.');
    await click(button('Reload'));
    const settings = { allowRemoteControl: false, timeoutInMinutes: 15 };
    const kept = [{ conversationId: idOf(1), settings, purpose: null }];
    expect(actions.reloadPage).toHaveBeenCalledExactlyOnceWith({ userId: idOf(800), starts: kept });

    clearPage();
    const after = appActions({ restorePendingStarts: vi.fn(() => kept) });
    await draw(<Popup state={appState()} actions={after} />);
    expect(after.startSession).toHaveBeenCalledExactlyOnceWith(idOf(1), settings, null, undefined);
  });

  it('that the store knows is not said to be unheard, however long it takes', async () => {
    const actions = appActions({
      startSession: vi.fn<AppActions['startSession']>(() => new Promise<never>(() => {})),
    });
    await draw(<Popup state={appState()} actions={actions} />);
    await press('ArrowDown');
    await press('Enter');
    const running = { ...start({ phase: 'running', step: 'creating', tries: 0 }), conversationId: idOf(1) };
    await draw(<Popup state={appState({ starts: [running] })} actions={actions} />);
    await pass(30_000);
    expect(text()).not.toContain('is not responding');
  });

  it('is about the customer who was pressed from its first moment on, before the store knows the name', async () => {
    const running = start({ phase: 'running', step: 'checking', tries: 0 });
    await draw(
      <Popup state={appState({ starts: [{ ...running, customerName: null }] })} actions={appActions()} />,
    );
    expect(find('.start-running').textContent).toContain('Customer 2');
    expect(text()).not.toContain('Unknown customer');
  });

  it('and the list that fail for the same reason say it once', async () => {
    const actions = appActions();
    actions.refreshConversations.mockResolvedValue({ ok: false, failure: { code: 'unreachable' } });
    const failed = start({ phase: 'failed', failure: { code: 'unreachable' } });
    await draw(<Popup state={appState({ starts: [failed] })} actions={actions} />);
    expect(document.querySelectorAll('[role=alert]')).toHaveLength(1);
  });

  it('says a failure that never reached the store', async () => {
    const actions = appActions();
    actions.startSession.mockResolvedValue({ ok: false, failure: { code: 'unexpected-error' } });
    await draw(<Popup state={appState()} actions={actions} />);
    await press('ArrowDown');
    await press('Enter');
    expect(text()).toContain('Something went wrong.');
    await click(button('Dismiss'));
    expect(text()).not.toContain('Something went wrong');
  });

  it('tries again with the settings it was started with', async () => {
    const actions = appActions();
    const failed = start({ phase: 'failed', failure: { code: 'unreachable', correlationId: 'abc-1' } });
    await draw(<Popup state={appState({ starts: [failed] })} actions={actions} />);
    await click(button('Details'));
    expect(text()).toContain('abc-1');
    await press('Escape');
    await click(button('Try again'));
    expect(actions.startSession).toHaveBeenCalledWith(idOf(2), failed.settings, null, undefined);
  });

  it('asks for host access straight from the click; the start goes on without this page', async () => {
    const actions = appActions();
    const failed = start({ phase: 'waiting', failure: { code: 'host-access-missing' } });
    await draw(<Popup state={appState({ starts: [failed] })} actions={actions} />);
    await click(button('Allow access'));
    expect(actions.grantHostAccess).toHaveBeenCalledOnce();
    expect(actions.startSession).not.toHaveBeenCalled();
  });

  it('that waits for host access alone asks for it', async () => {
    const waiting = start({ phase: 'waiting', failure: { code: 'host-access-missing' } });
    const asks = () =>
      [...document.querySelectorAll('button')].filter((each) => each.textContent === 'Allow access').length;
    await draw(<Popup state={appState({ hostAccess: false, starts: [waiting] })} actions={appActions()} />);
    expect(asks()).toBe(1);
    await draw(<Popup state={appState({ hostAccess: false })} actions={appActions()} />);
    expect(asks()).toBe(1);
  });
});

describe('a session', () => {
  it('counts its time down and goes when it is over', async () => {
    await draw(
      <Popup
        state={appState({ sessions: [session(1, { expiresAt: NOW + 3000 })] })}
        actions={appActions()}
      />,
    );
    expect(text()).toContain('0:03 left');
    await pass(1000);
    expect(text()).toContain('0:02 left');
    await pass(2100);
    expect(document.querySelector('article')).toBeNull();
  });

  it('ends with one press, which can be undone for eight seconds', async () => {
    const actions = appActions();
    await draw(<Popup state={appState({ sessions: [session(1)] })} actions={actions} />);
    button('End').focus();
    await click(button('End'));
    expect(actions.endSession).toHaveBeenCalledExactlyOnceWith('session-1', { undoable: true });
    const ending = { limitAt: NOW + 15 * 60_000, hadPage: true };
    const ended = session(1, { expiresAt: NOW + 8_000, ending });
    await draw(<Popup state={appState({ sessions: [ended] })} actions={actions} />);
    expect(find('.strip-state').textContent).toContain('Session ended');
    expect(document.activeElement).toBe(button('Undo 8 s'));
    expect(spokenTexts().join()).toContain('Session with Agent 1 ended.');
    await pass(3_000);
    await click(button('Undo 5 s'));
    expect(actions.undoEnd).toHaveBeenCalledExactlyOnceWith('session-1');
  });

  const names = () => [...document.querySelectorAll('.strip-lines h2')].map((one) => one.textContent);
  const endedNow = (number: number) => {
    const { expiresAt } = session(number);
    return session(number, { expiresAt: NOW + 8_000, ending: { limitAt: expiresAt + 1, hadPage: true } });
  };

  it('has names that are cut at their own end, also where the page is written from right to left', async () => {
    await draw(<Popup state={appState({ sessions: [session(1)] })} actions={appActions()} />);
    expect(find('.strip-name').dir).toBe('auto');
  });

  it('that was ended keeps its place, so that nothing else is under the pointer', async () => {
    await draw(<Popup state={appState({ sessions: [session(1), endedNow(2)] })} actions={appActions()} />);
    expect(names()).toEqual(['Agent 1', 'Agent 2']);
    expect(document.querySelectorAll('article')[1]?.textContent).toContain('Undo');
  });

  it('keeps its place when it is over, until the pointer has left the lines', async () => {
    const drawSome = (...some: Session[]) =>
      draw(<Popup state={appState({ sessions: some })} actions={appActions()} />);
    const move = (kind: string) => perform(() => find('.live-strip').dispatchEvent(new Event(kind)));
    await drawSome(session(1), session(2));
    await move('pointerenter');
    await drawSome(session(2));
    expect(names()).toEqual(['Agent 1', 'Agent 2']);
    expect(document.querySelectorAll('.strip-lines button[aria-label="Session details"]')).toHaveLength(1);
    expect(find('[role=none] .strip-state').textContent).toContain('Session ended');
    await move('pointerleave');
    expect(names()).toEqual(['Agent 2']);
  });

  it('keeps its place while the focus is in another line, and goes if it had the focus itself', async () => {
    const drawSome = (...some: Session[]) =>
      draw(<Popup state={appState({ sessions: some })} actions={appActions()} />);
    await drawSome(session(1), session(2), session(3));
    await click(button('+2 more'));
    const endOf = (line: number) =>
      [...find('dialog').querySelectorAll<HTMLElement>('.session-end')][line] as HTMLElement;
    endOf(2).focus();
    await drawSome(session(2), session(3));
    expect(names()).toEqual(['Agent 1']);
    await perform(() => find('[data-focus-home]').focus());
    expect(names()).toEqual(['Agent 2', 'Agent 3']);
  });

  it('that was ended is the one of many that is shown, while that can be undone', async () => {
    const many = [session(1), session(3), endedNow(2)];
    await draw(<Popup state={appState({ sessions: many })} actions={appActions()} />);
    expect(names()).toEqual(['Agent 2']);
    await click(button('+2 more'));
    const all = [...find('dialog').querySelectorAll('h2.strip-name')].map((one) => one.textContent);
    expect(all).toEqual(['Agent 1', 'Agent 3', 'Agent 2']);
  });

  it('opens by its key, whose failure is shown', async () => {
    const openSession = vi.fn(async () => ({
      ok: false as const,
      failure: { code: 'unreachable' as const },
    }));
    const actions = appActions({ openSession });
    await draw(<Popup state={appState({ sessions: [session(1), endedNow(2)] })} actions={actions} />);
    const key = (number: number) =>
      perform(() =>
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', { code: `Digit${number}`, altKey: true, bubbles: true }),
        ),
      );
    await key(2);
    await key(1);
    expect(openSession.mock.calls).toEqual([['session-2'], ['session-1']]);
    expect(find('[role=alert]').textContent).toContain('cannot be reached');
  });

  it('can be undone for no more seconds than that, however late the clock of the page is', async () => {
    await draw(<Popup state={appState({ sessions: [session(1)] })} actions={appActions()} />);
    await pass(900);
    const ending = { limitAt: NOW + 15 * 60_000, hadPage: true };
    const ended = session(1, { expiresAt: NOW + 900 + 8_000, ending });
    await draw(<Popup state={appState({ sessions: [ended] })} actions={appActions()} />);
    expect(find('article').textContent).toContain('Undo 8 s');
  });

  it('that could not be ended yet does not go away', async () => {
    const actions = appActions();
    const ending = { limitAt: NOW + 15 * 60_000, hadPage: true };
    const ended = session(1, { expiresAt: NOW + 8_000, ending });
    await draw(<Popup state={appState({ sessions: [ended] })} actions={actions} />);
    await pass(9_000);
    await click(button('Ending…'));
    expect(actions.undoEnd).not.toHaveBeenCalled();
  });

  it('copies the agent link and says so', async () => {
    const actions = appActions();
    await draw(<Popup state={appState({ sessions: [session(1)] })} actions={actions} />);
    await openSession();
    await click(button('Copy join link'));
    expect(actions.copyText).toHaveBeenCalledWith('https://join.example');
    await pass(0);
    expect(find('.session-details').textContent).toContain('Copied');
    expect(spokenTexts()).toContain('Copied');
  });
});

describe('a session that has ended', () => {
  const ended = (changes: Partial<EndedSession> = {}): EndedSession => ({
    id: 'session-1',
    service: 'sessions',
    conversationId: idOf(1),
    agentName: 'Agent 1',
    customerName: 'Customer 1',
    how: 'conversation-over',
    endedAt: NOW,
    expiresAt: NOW + 12 * 60_000,
    ...changes,
  });
  const drawEnded = (changes: Partial<EndedSession> = {}) =>
    draw(<Popup state={appState({ endedSessions: [ended(changes)] })} actions={appActions()} />);

  it.each([
    ['conversation-over', 'The session with Agent 1 ended with the conversation.'],
    ['time-limit', 'The session with Agent 1 ended: its time limit was reached.'],
    ['ended-elsewhere', 'The session with Agent 1 was ended by the agent or somebody else.'],
    ['left', 'You left the session with Agent 1. It ends automatically at '],
  ] as const)('leaves a notice that says why: %s', async (how, sentence) => {
    await drawEnded({ how });
    expect(text()).toContain(sentence);
  });

  it('is shown for ten minutes', async () => {
    await drawEnded();
    await pass(10 * 60_000 - 1);
    expect(text()).toContain('ended with the conversation');
    await pass(2);
    expect(text()).not.toContain('ended with the conversation');
  });

  it('and was only left is shown until it has really ended', async () => {
    await drawEnded({ how: 'left', expiresAt: NOW + 60_000 });
    await pass(60_001);
    expect(text()).not.toContain('You left');
  });

  it('is dismissed', async () => {
    const actions = appActions();
    await draw(<Popup state={appState({ endedSessions: [ended()] })} actions={actions} />);
    await click(button('Dismiss'));
    expect(actions.dismissEndedSession).toHaveBeenCalledExactlyOnceWith('session-1');
  });
});

describe('in practice', () => {
  it('the list stands under a banner that says so and leads back, whatever is set up', async () => {
    const actions = appActions();
    const state = appState({ practice: true });
    const settings = { ...state.settings, signIn: { ...state.settings.signIn, clientId: '' } };
    await draw(<Popup state={{ ...state, settings }} actions={actions} />);
    expect(text()).toContain('Practice mode: nobody here is real.');
    expect(document.querySelectorAll('[role=option]').length).toBeGreaterThan(0);
    await click(button('Leave practice'));
    expect(actions.leavePractice).toHaveBeenCalledOnce();
  });

  it('the agent’s page or screens can be chosen, and the note says which it is', async () => {
    const actions = appActions();
    const state = appState({ practice: true, nextService: 'sessions' });
    await draw(<Popup state={state} actions={actions} />);
    await openOptions();
    expect(text()).toContain('You’ll see the agent’s page.');
    const choice = () => [...document.querySelectorAll<HTMLInputElement>('[role=radiogroup] input')];
    const shown = choice().filter((each) => each.closest('.service-note'));
    expect(shown.map(({ checked }) => checked)).toEqual([true, false]);
    shown[1]?.click();
    expect(actions.choosePracticeService).toHaveBeenCalledExactlyOnceWith('screen');
    await draw(<Popup state={{ ...state, nextService: 'screen' }} actions={actions} />);
    expect(text()).toContain('You’ll see the agent’s screens, view only.');
  });
});

describe('before the list', () => {
  const unset = (changes: Partial<AppState> = {}) => {
    const state = appState({ identity: null, hasStoredSettings: false, ...changes });
    return { ...state, settings: { ...state.settings, signIn: { ...state.settings.signIn, clientId: '' } } };
  };

  it('leads to the welcome page until there is a client ID', async () => {
    const actions = appActions();
    await draw(<Popup state={unset()} actions={actions} />);
    await click(button('Set up'));
    expect(actions.openWelcome).toHaveBeenCalledOnce();
  });

  it('proposes the region of the tab, and stores it at one press', async () => {
    const actions = appActions({ findOpenRegion: vi.fn(async () => 'eu_west_1' as const) });
    await draw(<Popup state={unset()} actions={actions} />);
    expect(text()).toContain('This tab is in EMEA (Dublin).');
    expect(actions.saveSettings).not.toHaveBeenCalled();
    await click(button('Use this region'));
    expect(actions.saveSettings.mock.calls[0]?.[0].environment).toEqual({
      kind: 'region',
      region: 'eu_west_1',
    });
    expect(actions.openWelcome).toHaveBeenCalledOnce();
  });

  it.each([
    ['the user has stored settings', { hasStoredSettings: true }],
    ['the organization has set a region', { policy: { region: 'us_west_2' as const } }],
    ['the organization has set a host', { policy: { customHost: 'genesys.example.com' } }],
  ])('proposes no region where %s', async (_why, changes) => {
    const actions = appActions({ findOpenRegion: vi.fn(async () => 'eu_west_1' as const) });
    await draw(<Popup state={unset(changes)} actions={actions} />);
    expect(text()).not.toContain('Dublin');
    expect(button('Set up')).toBeTruthy();
  });

  it('offers practice, unless the organization has switched it off', async () => {
    const actions = appActions();
    await draw(<Popup state={unset()} actions={actions} />);
    await click(button('Try a demo'));
    expect(actions.enterPractice).toHaveBeenCalledOnce();
    await draw(<Popup state={unset({ policy: { disabledFeatures: ['practice'] } })} actions={actions} />);
    expect(text()).not.toContain('Try a demo');
  });

  it('says why practice could not begin', async () => {
    const actions = appActions();
    actions.enterPractice.mockResolvedValue({
      ok: false,
      failure: { code: 'practice-refused', subject: 'session' },
    });
    await draw(<Popup state={unset()} actions={actions} />);
    await click(button('Try a demo'));
    expect(text()).toContain('Practice cannot start while a session is live.');
  });

  it('shows a canceled sign-in as nothing but the sign-in screen', async () => {
    const actions = appActions();
    actions.signIn.mockResolvedValue({ ok: false, failure: { code: 'sign-in-canceled' } });
    await draw(<Popup state={appState({ identity: null })} actions={actions} />);
    await click(button('Sign in'));
    expect(actions.signIn).toHaveBeenCalledOnce();
    expect(document.querySelector('[role=alert]')).toBeNull();
  });

  it('lets the settings page ask for host access, because the question would close the popup', async () => {
    const actions = appActions();
    await draw(<Popup state={appState({ identity: null, hostAccess: false })} actions={actions} />);
    expect(text()).toContain('api.mypurecloud.com, login.mypurecloud.com, and apps.mypurecloud.com');
    await click(button('Sign in'));
    expect(actions.signIn).not.toHaveBeenCalled();
    expect(actions.openSettings).toHaveBeenCalledOnce();
  });
});

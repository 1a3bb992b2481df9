// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Popup } from '@/components/popup/Popup';
import { SidePanel } from '@/components/side-panel/SidePanel';
import type { FloorRow } from '@/utils/floor/model';
import type { HistoryRow } from '@/utils/history/model';
import type { RecentAgent } from '@/utils/history/recent-agents';
import type { AppState } from '@/utils/pages/app-state';
import type { DrawerView } from '@/utils/pages/panel-drawer';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState, conversation, floor, NOW, session } from './fake-app';
import { button, clearPage, click, draw, find, perform, press, type } from './page';
import { spokenTexts } from './spoken';

afterEach(clearPage);

const RECENT: RecentAgent[] = [
  { userId: idOf(901), name: 'Agent 1', customerName: 'Before', startedAt: NOW },
  { userId: idOf(950), name: 'Away', customerName: 'Before', startedAt: NOW },
];

/** Remembers like the page does, without its storage. */
let drawer: DrawerView;
beforeEach(() => {
  drawer = { isOpen: true, height: 40 };
});

const HOUR = 60 * 60_000;

/** A session of the past with the agent of conversation 1. */
function past(number: number, changes: Partial<HistoryRow> = {}): HistoryRow {
  const startedAt = NOW - number * HOUR;
  return {
    sessionId: `past-${number}`,
    conversationId: idOf(300 + number),
    service: 'sessions',
    supervisor: { userId: idOf(800), name: 'Susan Visor' },
    agent: { userId: idOf(901), name: 'Agent 1' },
    customerName: `Past ${number}`,
    queueName: 'Billing',
    settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
    purpose: null,
    joinedExisting: false,
    startedAt,
    expiresAt: startedAt + 15 * 60_000,
    joinedAt: startedAt,
    endedAt: startedAt + 272_000,
    howEnded: 'ended-by-you',
    notes: [],
    correlationIds: [],
    ...changes,
  };
}

async function drawPanel(state: AppState, actions = appActions(), history: HistoryRow[] = []) {
  await draw(
    <SidePanel
      state={state}
      actions={actions}
      watchRecent={(onAgents) => {
        onAgents(RECENT);
        return () => undefined;
      }}
      watchPast={(onRows) => {
        onRows(history);
        return () => undefined;
      }}
      drawer={{
        read: () => drawer,
        write: (view) => {
          drawer = view;
        },
      }}
    />,
  );
  return actions;
}
const tab = (name: string) => perform(() => button(name).click());

describe('the side panel', () => {
  it('has no tabs before the sign-in', async () => {
    await drawPanel(appState({ identity: null }));
    expect(document.querySelector('[role=tab]')).toBeNull();
  });

  const press = (name: string) =>
    perform(() =>
      [...find('#view-sessions article').querySelectorAll('button')]
        .find((one) => (one.getAttribute('aria-label') ?? one.textContent) === name)
        ?.click(),
    );

  it('opens, invites and ends a session; the end can be undone', async () => {
    const actions = await drawPanel(appState({ sessions: [session(1)] }));
    await tab('Sessions (1)');
    await press('Open');
    await press('Invite agent');
    await press('End');
    expect(
      [actions.openSession, actions.sendInvitation, actions.endSession].map((one) => one.mock.calls),
    ).toEqual([[['session-1']], [['session-1']], [['session-1', { undoable: true }]]]);
    const ending = { limitAt: Date.now() + 15 * 60_000, hadPage: true };
    await drawPanel(appState({ sessions: [session(1, { expiresAt: Date.now() + 8_000, ending })] }), actions);
    expect(document.activeElement?.textContent).toContain('Undo');
    await perform(() => (document.activeElement as HTMLElement).click());
    expect(actions.undoEnd).toHaveBeenCalledWith('session-1');
  });

  it('shows the time left as a ring, which is marked in the last two minutes; words say it', async () => {
    const startedAt = Date.now() - 10 * 60_000;
    const ending = (minutes: number) =>
      appState({ sessions: [session(1, { startedAt, expiresAt: Date.now() + minutes * 60_000 - 500 })] });
    await drawPanel(ending(10));
    await tab('Sessions (1)');
    const arc = () => find('.ring-left').getAttribute('stroke-dasharray');
    expect(arc()).toBe('50 100');
    expect(find('.ring').className).not.toContain('ring-short');
    expect(find('.ring .visually-hidden').textContent).toBe('9:59 left');
    expect(find('.ring svg').getAttribute('aria-hidden')).toBe('true');
    await drawPanel(ending(2));
    expect(arc()).toBe('17 100');
    expect(find('.ring').className).toContain('ring-short');
  });

  it('keeps the focus on the tab when the session ends whose card has it', async () => {
    const draws = (...some: number[]) => drawPanel(appState({ sessions: some.map((one) => session(one)) }));
    await draws(1, 2);
    await tab('Sessions (2)');
    const ends = () =>
      [...document.querySelectorAll<HTMLElement>('#view-sessions .session-end')].at(-1)?.focus();
    await perform(ends);
    await draws(1);
    expect(document.activeElement?.id).toBe('view-sessions');
    // The card itself, after a button of it has gone.
    await perform(() => find('#view-sessions article').focus());
    await draws(3);
    expect(document.activeElement?.id).toBe('view-sessions');
    await perform(ends);
    await draws();
    expect(document.activeElement?.id).toBe('view-sessions');
  });

  it('goes to the search with / from each tab, and along the tabs with Home and End', async () => {
    await drawPanel(appState({ sessions: [session(1)] }));
    await tab('Recent');
    const key = (name: string, more: KeyboardEventInit = {}) =>
      perform(() =>
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }),
        ),
      );
    const selected = () => find('[role=tab][aria-selected=true]').id;
    await perform(() => find('#tab-recent').focus());
    // The browser goes back with it.
    await key('ArrowLeft', { altKey: true });
    expect(selected()).toBe('tab-recent');
    await key('Home');
    expect(selected()).toBe('tab-floor');
    await key('End');
    expect(selected()).toBe('tab-recent');
    await key('/');
    expect(selected()).toBe('tab-floor');
    expect(document.activeElement?.getAttribute('role')).toBe('combobox');
  });

  it('leaves the focus in the search when a start leaves the tab of past sessions', async () => {
    await drawPanel(appState());
    await tab('Recent');
    await perform(() => button('Watch Agent 1').focus());
    await perform(() => button('Watch Agent 1').click());
    expect(document.activeElement?.getAttribute('role')).toBe('combobox');
  });

  it('says in words that the agent of a session has left, and starts over with the next', async () => {
    const actions = appActions();
    const row = { ...conversation(1), complete: true };
    await drawPanel(
      appState({
        floor: floor([row]),
        sessions: [session(1, { agent: { userId: idOf(990), name: 'Gone Gus' } })],
      }),
      actions,
    );
    await tab('Sessions (1)');
    expect(find('.session-card-change').textContent).toContain('Gone Gus');
    await perform(() => find('.session-card .button-wraps').click());
    expect(actions.startOver).toHaveBeenCalledWith('session-1');
  });

  it('says of each of many sessions, once, that its end is near, and an end here only once', async () => {
    const near = (number: number, seconds: number) =>
      session(number, { expiresAt: Date.now() + seconds * 1000 });
    const live = (...seconds: number[]) =>
      appState({ sessions: seconds.map((each, at) => near(at + 1, each)) });
    await drawPanel(live(600, 700, 800));
    await tab('Sessions (3)');
    const of = (agent: string) => spokenTexts().filter((text) => text?.includes(agent));
    expect(of('Agent')).toEqual([]);
    await drawPanel(live(110, 115, 118));
    await drawPanel(live(109, 114, 117));
    for (const agent of ['Agent 1', 'Agent 2', 'Agent 3']) expect(of(agent)).toHaveLength(1);
  });

  it('says where it was pressed what failed, and how a session ended', async () => {
    const openSession = vi.fn(async () => ({
      ok: false as const,
      failure: { code: 'unreachable' as const },
    }));
    const actions = await drawPanel(appState({ sessions: [session(1)] }), appActions({ openSession }));
    await tab('Sessions (1)');
    await press('Open');
    expect(find('#view-sessions [role=alert]').textContent).toContain('cannot be reached');
    const ended = {
      id: 'session-1',
      service: 'sessions' as const,
      conversationId: idOf(1),
      agentName: 'Agent 1',
      customerName: 'Customer 1',
      how: 'ended-by-you' as const,
      endedAt: Date.now(),
      expiresAt: Date.now(),
    };
    await drawPanel(appState({ endedSessions: [ended] }), actions);
    expect(find('#view-sessions .panel-ended-list').textContent).toContain(
      'You ended the session with Agent 1.',
    );
    await perform(() => find('#view-sessions [aria-label=Dismiss]').click());
    expect(actions.dismissEndedSession).toHaveBeenCalledWith('session-1');
  });

  it('copies the invitation where the organization has switched chat off', async () => {
    const sendInvitation = vi.fn(async () => ({
      ok: true as const,
      value: { how: 'not-sent' as const, why: 'off' as const, text: 'Join me.' },
    }));
    const actions = appActions({ sendInvitation });
    await drawPanel(
      appState({ sessions: [session(1)], policy: { disabledFeatures: ['chat-invitation'] } }),
      actions,
    );
    await tab('Sessions (1)');
    await press('Invite agent');
    expect(actions.copyText).toHaveBeenCalledWith('Join me.');
  });

  it('watches an agent of a past session again, where that agent has a conversation', async () => {
    const actions = await drawPanel(appState({ floor: floor([conversation(1)]) }));
    await tab('Recent');
    expect(find('#view-recent').textContent).toContain('No active conversation');
    await perform(() => button('Watch Agent 1').click());
    expect(actions.startSession).toHaveBeenCalledWith(idOf(1), appState().settings.session, null, undefined);
    expect(find('#view-floor').hidden).toBe(false);
  });

  it('asks for the purpose before it watches a recent agent again, where each start has one', async () => {
    const { settings } = appState();
    const asks = { ...settings, invite: { ...settings.invite, askPurpose: true } };
    const actions = await drawPanel(appState({ floor: floor([conversation(1)]), settings: asks }));
    await tab('Recent');
    await perform(() => button('Watch Agent 1').click());
    expect(actions.startSession).not.toHaveBeenCalled();
    await perform(() => find<HTMLInputElement>('#view-recent [value=training]').click());
    await perform(() => find<HTMLFormElement>('#view-recent form').requestSubmit());
    expect(actions.startSession).toHaveBeenCalledWith(idOf(1), settings.session, 'training', undefined);
    expect(find('#view-floor').hidden).toBe(false);
  });

  it('says why a recent agent cannot be watched, and opens a live session instead', async () => {
    const rows = [conversation(1, { watchers: [{ userId: idOf(2), name: 'Femi', how: 'cobrowsing' }] })];
    await drawPanel(appState({ floor: floor(rows) }));
    await tab('Recent');
    expect(find('#view-recent').textContent).toContain('In use');
    const actions = await drawPanel(appState({ floor: floor(rows), sessions: [session(1)] }));
    await perform(() => button('Open the session with Agent 1').click());
    expect(actions.openSession).toHaveBeenCalledWith('session-1');
  });

  it('says beside the recent agents why a session could not be opened', async () => {
    const openSession = vi.fn(async () => ({
      ok: false as const,
      failure: { code: 'unreachable' as const },
    }));
    await drawPanel(appState({ sessions: [session(1)] }), appActions({ openSession }));
    await tab('Recent');
    await perform(() => button('Open the session with Agent 1').click());
    expect(find('#view-recent [role=alert]').textContent).toContain('cannot be reached');
    await perform(() => button('Try again').click());
    expect(openSession).toHaveBeenCalledTimes(2);
  });

  it('is offered in the menu of the popup, but not in its own', async () => {
    const actions = appActions();
    await draw(<Popup state={appState()} actions={actions} />);
    await click(button('Menu'));
    await click(button('Open side panel'));
    expect(actions.openSidePanel).toHaveBeenCalledOnce();
    clearPage();
    await drawPanel(appState());
    await click(button('Menu'));
    expect(find('nav').textContent).toContain('History');
    expect(find('nav').textContent).not.toContain('side panel');
  });

  it('leaves ? and / to a text that is being typed', async () => {
    const getShortcuts = vi.fn(async () => [{ name: 'open-panel', description: '', shortcut: '' }]);
    await drawPanel(appState(), appActions({ getShortcuts }));
    const search = find<HTMLInputElement>('[role=combobox]');
    const press = (key: string, target: Element = search) =>
      perform(() =>
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
      );
    search.value = 'who';
    await press('?');
    expect(getShortcuts).not.toHaveBeenCalled();
    search.value = '';
    await press('?');
    expect(find<HTMLDialogElement>('dialog').open).toBe(true);
    expect(document.querySelectorAll('.shortcuts-sheet')).toHaveLength(1);
    expect(find('dialog').textContent).toContain('Open the side panelNot assigned');
    expect(find('dialog').textContent).toContain('Open a live sessionAlt1…9');
  });

  it('goes to the search with / in the same moment in which the sheet of shortcuts closes', async () => {
    const getShortcuts = vi.fn(async () => []);
    await drawPanel(appState(), appActions({ getShortcuts }));
    const search = find<HTMLInputElement>('[role=combobox]');
    const press = (key: string) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    search.blur();
    await perform(() => press('?'));
    press('/');
    expect(document.activeElement).not.toBe(search);
    // As the browser does at Escape: the event that says so comes later.
    find('dialog').removeAttribute('open');
    press('/');
    expect(document.activeElement).toBe(search);
  });
});

const of = (row: FloorRow) => appState({ floor: floor([row]) });
/** Selects the only row; the drawer's code is loaded with the first. */
async function selectRow() {
  await press('ArrowDown');
  await vi.waitFor(() => perform(() => find('.drawer')));
}
/** What the drawer says of something. */
const factOf = (name: string) =>
  [...document.querySelectorAll('.drawer dt')].find(({ textContent }) => textContent === name)
    ?.nextElementSibling?.textContent;
const edge = () => find('[role=separator]');

describe('the details of the selected row', () => {
  it('appear with the first row that is selected, and say what was reported', async () => {
    const now = Date.now();
    const row = conversation(1, {
      state: 'on-hold',
      startedAt: now - 600_000,
      stateSince: now - 134_000,
      complete: true,
      alsoThere: [{ userId: idOf(950), name: 'Helping Hanna' }],
      watchers: [
        { userId: idOf(2), name: 'Femi Okoro', how: 'monitoring' },
        { userId: idOf(800), name: 'Susan Visor', how: 'coaching' },
      ],
    });
    await drawPanel(of(row));
    expect(document.querySelector('.drawer')).toBeNull();
    await selectRow();
    expect(find('.drawer').getAttribute('aria-label')).toBe('Details of Agent 1');
    expect(factOf('Participants')).toBe('Agent 1 AgentHelping Hanna Called inCustomer 1 Customer');
    expect(factOf('Queue')).toBe('Billing');
    expect(factOf('Conversation')).toMatch(/^Voice · 10:0\d, since /);
    expect(factOf('Current hold')).toMatch(/^2:1\d, since /);
    expect(factOf('Also watching')).toBe('Femi Okoro is monitoring');
    expect(factOf('Next start')).toBe('View only · 15 min');
    expect(factOf('Purpose')).toBe('None');
  });

  it('tell what there is none of from what is not known', async () => {
    await drawPanel(of(conversation(1, { complete: true })));
    await selectRow();
    expect([factOf('Current hold'), factOf('Also watching')]).toEqual(['None', 'No one else']);
    await drawPanel(of(conversation(1)));
    expect([factOf('Current hold'), factOf('Also watching')]).toEqual(['Not known yet', 'Not known yet']);
    await drawPanel(of(conversation(1, { state: 'alerting' })));
    expect(factOf('Conversation')).toContain('Alerting');
    await drawPanel(of(conversation(1, { state: 'on-hold' })));
    expect(factOf('Current hold')).toBe('On hold, start time not reported');
  });

  it('list the own past sessions with the agent, and lead to all of them', async () => {
    const history = [
      past(1, { endedAt: null, howEnded: null, customerName: 'Live' }),
      past(2, { purpose: 'coaching' }),
      past(3, { supervisor: { userId: idOf(801), name: 'Another' }, customerName: 'Of another' }),
      past(4, { agent: { userId: idOf(902), name: 'Agent 2' }, customerName: 'Other agent' }),
      past(5, { endedAt: NOW - 9 * HOUR }),
      ...[6, 7, 8, 9].map((number) => past(number)),
    ];
    const actions = await drawPanel(of(conversation(1)), appActions(), history);
    await selectRow();
    const listed = [...document.querySelectorAll('.drawer-session span')].map(({ textContent }) =>
      textContent?.replace(/[\u2068\u2069]/g, ''),
    );
    expect(listed).toEqual([
      'Past 2 · 4:32 · Coaching',
      'Past 5',
      ...[6, 7, 8].map((n) => `Past ${n} · 4:32`),
    ]);
    await click(button('All in history'));
    expect(actions.openHistory).toHaveBeenCalledOnce();
  });

  it('say that there are none', async () => {
    await drawPanel(of(conversation(1)), appActions(), [past(1, { agent: { userId: idOf(7), name: null } })]);
    await selectRow();
    expect(find('.drawer-past').textContent).toContain('None in this browser');
  });

  const inDrawer = (name: string) =>
    [...find('.drawer').querySelectorAll('button')].find(({ textContent }) => textContent === name);

  it('start their own row, or open its session', async () => {
    const actions = await drawPanel(of(conversation(1)));
    await selectRow();
    await perform(() => inDrawer('Watch')?.click());
    expect(actions.startSession.mock.calls.map(([id]) => id)).toEqual([idOf(1)]);
    clearPage();
    const live = session(1, {
      expiresAt: Date.now() + HOUR,
      purpose: 'training',
      settings: { allowRemoteControl: true, timeoutInMinutes: 30 },
    });
    const other = await drawPanel(appState({ floor: floor([conversation(1)]), sessions: [live] }));
    await selectRow();
    expect([factOf('This session'), factOf('Purpose')]).toEqual(['Control allowed · 30 min', 'Training']);
    await perform(() => inDrawer('Open')?.click());
    expect(other.openSession).toHaveBeenCalledWith('session-1');
  });

  it('say instead of a button why a row cannot be started', async () => {
    await drawPanel(of(conversation(1, { agent: null, state: 'waiting' })));
    await selectRow();
    expect(inDrawer('Watch')).toBeUndefined();
    expect(find('.drawer-blocker').textContent).not.toBe('');
  });

  it('close by Escape and their button, which opens them again; that is remembered', async () => {
    await drawPanel(of(conversation(1)));
    await selectRow();
    await press('Escape');
    expect([drawer.isOpen, document.querySelector('.drawer-body')]).toEqual([false, null]);
    expect(document.activeElement).toBe(find('[role=combobox]'));
    const toggle = button('Details');
    expect(toggle.getAttribute('aria-expanded')).toBe('false');
    toggle.focus();
    await click(toggle);
    expect([drawer.isOpen, document.querySelectorAll('.drawer-body').length]).toEqual([true, 1]);
    edge().focus();
    await press('Escape');
    expect(document.activeElement).toBe(button('Details'));
    clearPage();
    await drawPanel(of(conversation(1)));
    await selectRow();
    expect(document.querySelector('.drawer-body')).toBeNull();
  });

  it('leave Escape to a text that is typed, and to what is open above them', async () => {
    await drawPanel(of(conversation(1)));
    await selectRow();
    const box = find<HTMLInputElement>('[role=combobox]');
    await type(box, 'Agent');
    await press('Escape');
    expect(box.value).toBe('');
    await press('ArrowDown');
    await click(button('Filters'));
    await press('Escape');
    expect(drawer.isOpen).toBe(true);
    expect(find('.drawer-body').textContent).toContain('Participants');
    await click(button('Recent'));
    await perform(() => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })));
    expect(drawer.isOpen).toBe(true);
  });

  it('are made higher and lower by keys, within bounds', async () => {
    await drawPanel(of(conversation(1)));
    await selectRow();
    const valueAfter = async (key: string) => {
      edge().focus();
      await press(key);
      return [Number(edge().getAttribute('aria-valuenow')), drawer.height];
    };
    expect(await valueAfter('ArrowUp')).toEqual([45, 45]);
    expect(find('.panel').style.getPropertyValue('--drawer-size')).toContain('45vh');
    expect(await valueAfter('ArrowDown')).toEqual([40, 40]);
    expect(await valueAfter('End')).toEqual([70, 70]);
    expect(await valueAfter('ArrowUp')).toEqual([70, 70]);
    expect(await valueAfter('Home')).toEqual([20, 20]);
    expect(await valueAfter('ArrowDown')).toEqual([20, 20]);
    await press('Enter');
    expect(drawer).toEqual({ isOpen: false, height: 20 });
    expect(find('.panel').style.getPropertyValue('--drawer-size')).toBe('');
  });

  it('follow the pointer, and remember where it let go', async () => {
    await drawPanel(of(conversation(1)));
    await selectRow();
    const point = (type: string, clientY: number) =>
      perform(() => edge().dispatchEvent(new PointerEvent(type, { clientY, pointerId: 1, bubbles: true })));
    edge().setPointerCapture = () => undefined;
    await point('pointermove', 10);
    expect(edge().getAttribute('aria-valuenow')).toBe('40');
    await point('pointerdown', 400);
    await point('pointermove', 400 - window.innerHeight / 10);
    expect([edge().getAttribute('aria-valuenow'), drawer.height]).toEqual(['50', 40]);
    await point('pointerup', 400 + window.innerHeight / 10);
    expect([edge().getAttribute('aria-valuenow'), drawer.height]).toEqual(['30', 30]);
    await point('pointermove', 0);
    expect(drawer.height).toBe(30);
  });
});

describe('the columns of a wide panel', () => {
  it('have the queue and the time on hold of a row, and sort by it', async () => {
    const now = Date.now();
    const rows = [
      conversation(1),
      conversation(2, { state: 'on-hold', stateSince: now - 61_000 }),
      conversation(3, { state: 'alerting', stateSince: now - 5_000, queueName: null }),
    ];
    await drawPanel(appState({ floor: floor(rows) }));
    const cells = (number: number) =>
      [...find(`[data-id="${idOf(number)}"]`).querySelectorAll(':scope > [class^=column]')].map(
        ({ textContent }) => textContent,
      );
    expect([cells(1), cells(3)]).toEqual([
      ['Billing', ''],
      ['', ''],
    ]);
    expect(cells(2)).toEqual(['Billing', expect.stringMatching(/^1:0\d$/)]);
    const sort = button('Hold');
    await click(sort);
    expect(sort.getAttribute('aria-pressed')).toBe('true');
    expect(find<HTMLSelectElement>('[aria-label=Sort]').value).toBe('hold');
    expect(find('[role=option]').dataset.id).toBe(idOf(2));
    await click(sort);
    expect(find<HTMLSelectElement>('[aria-label=Sort]').value).toBe('attention');
  });
});

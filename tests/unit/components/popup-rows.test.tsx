// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Popup } from '@/components/popup/Popup';
import { DEFAULT_LIST_VIEW } from '@/utils/floor/list-view';
import type { FloorRow } from '@/utils/floor/model';
import type { AppState } from '@/utils/pages/app-state';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState, conversation, floor, NOW, session } from './fake-app';
import { button, clearPage, click, draw, find, pass, perform, press, type } from './page';
import { box, drawnIds, headings, point, rowOf, segment } from './popup-list-page';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const ROWS = [conversation(1), conversation(2), conversation(3, { agent: null, state: 'waiting' })];
const numbers = () => drawnIds().map((id) => Number(id?.slice(-3)));
const drawRows = (rows: FloorRow[], changes: Partial<AppState> = {}, actions = appActions()) =>
  draw(<Popup state={appState({ floor: floor(rows), ...changes })} actions={actions} />);
const pressPin = (init: KeyboardEventInit = {}) =>
  perform(() =>
    box().dispatchEvent(new KeyboardEvent('keydown', { key: 'p', altKey: true, bubbles: true, ...init })),
  );

describe('a row into which a colleague was called', () => {
  const row = conversation(1, { alsoThere: [{ userId: idOf(990), name: 'Bruno Costa' }] });

  it('shows and speaks of both, the agent first', async () => {
    await drawRows([row]);
    expect(rowOf(row.id).querySelector('.row-agent')?.textContent).toBe('Agent 1+ Bruno Costa');
    expect(rowOf(row.id).querySelector('.row-about')?.textContent).toBe('Customer 1·Billing');
    expect(rowOf(row.id).getAttribute('aria-label')).toContain(
      'Agent Agent 1 with Customer 1. Also present: Bruno Costa.',
    );
  });

  it('is in the team of either, and found by the name of either', async () => {
    for (const member of [idOf(901), idOf(990)]) {
      const team = floor([row, conversation(2)], {
        head: { takenAt: NOW, leftOut: [], unread: [], partial: false, team: [member] },
      });
      await draw(<Popup state={appState({ floor: team })} actions={appActions()} />);
      await click(segment('My team'));
      expect(numbers()).toEqual([1]);
      clearPage();
    }
    await drawRows([row, conversation(2)]);
    await type(box(), 'bruno');
    expect(numbers()).toEqual([1]);
  });
});

describe('a session whose agent has left', () => {
  const moved = conversation(1, { complete: true, agent: { userId: idOf(990), name: 'Bruno Costa' } });
  const names = () =>
    [...document.querySelectorAll('.session-line button, .notice-action')].map(
      (each) => each.getAttribute('aria-label') ?? each.textContent,
    );

  it('says who has the conversation now, invites nobody, and starts anew in one press', async () => {
    const actions = appActions();
    await drawRows([moved], { sessions: [session(1)] }, actions);
    expect(find('.notice-status').textContent).toContain(
      'Agent 1 has left; Bruno Costa has the conversation now.',
    );
    expect(names()).toEqual(['Open', 'End', 'Session details', 'End and start with Bruno Costa', 'Details']);
    await click(button('End and start with Bruno Costa'));
    expect(actions.startOver).toHaveBeenCalledExactlyOnceWith('session-1');
  });

  it('says nothing while nobody knows who else is there', async () => {
    await drawRows([{ ...moved, complete: false }], { sessions: [session(1)] });
    expect(find('.notice-status').textContent).toBe('');
    expect(names()).toContain('Invite agent');
  });
});

describe('a row that cannot be started', () => {
  const waiting = conversation(3, { agent: null, state: 'waiting' });
  const said = () => find('.notice-status').textContent;

  it('says why where its button would stand, in the title and to who listens', async () => {
    await drawRows([waiting]);
    const why = find('.row-why-not');
    expect(why.textContent).toBe('No agent yet');
    expect(why.title).toContain('This conversation has no agent now.');
    expect(rowOf(waiting.id).getAttribute('aria-label')).toContain('This conversation has no agent now.');
  });

  it('starts nothing when it is pressed, and says why; the key pressed once more means it', async () => {
    const actions = appActions();
    await drawRows([waiting], {}, actions);
    expect(said()).toBe('');
    await press('ArrowDown');
    await press('Enter');
    expect(actions.startSession).not.toHaveBeenCalled();
    expect(said()).toContain('This conversation has no agent now.');
    // It may have been answered since it was listed.
    expect(actions.prepareStart).toHaveBeenCalledWith(waiting.id);
    // Of one gesture it is not, however often the key is pressed.
    await press('Enter');
    expect(actions.startSession).not.toHaveBeenCalled();
    await pass(1_100);
    await press('Enter');
    expect(actions.startSession).toHaveBeenCalledOnce();
    expect(said()).toBe('');
  });

  it('is not tried by a second click, but by the button that says so', async () => {
    const actions = appActions();
    await drawRows([waiting], {}, actions);
    const part = find('.row-why-not');
    await point('click', part);
    await point('click', part);
    expect(actions.startSession).not.toHaveBeenCalled();
    await click(button('Try anyway'));
    expect(actions.startSession).toHaveBeenCalledOnce();
  });

  it('shows nothing more when an agent has answered', async () => {
    const actions = appActions();
    await drawRows([waiting], {}, actions);
    await press('ArrowDown');
    await press('Enter');
    await drawRows([conversation(3)], {}, actions);
    expect(said()).toBe('');
    await press('Enter');
    expect(actions.startSession).toHaveBeenCalledOnce();
  });

  it('opens all the same where the session is one’s own', async () => {
    const actions = appActions();
    await drawRows([waiting], { sessions: [session(3)] }, actions);
    expect(document.querySelector('.row-why-not')).toBeNull();
    await press('ArrowDown');
    await press('Enter');
    expect(actions.openSession).toHaveBeenCalledWith('session-3');
  });

  it('lacks a permission that the person is known not to hold', async () => {
    const identity = { userId: idOf(800), name: 'Susan Visor', permissions: ['chat:chat:access'] };
    await drawRows([conversation(1)], { identity });
    expect(find('.row-why-not').textContent).toBe('Not permitted');
  });
});

describe('pinned agents', () => {
  it('stand on top with a mark, and it is said', async () => {
    await drawRows(ROWS, { pinnedAgents: [idOf(902)] });
    expect(numbers()).toEqual([2, 1, 3]);
    expect(rowOf(idOf(2)).querySelector('.row-pinned')).not.toBeNull();
    expect(rowOf(idOf(2)).ariaLabel ?? rowOf(idOf(2)).getAttribute('aria-label')).toContain('Pinned');
    expect(rowOf(idOf(1)).querySelector('.row-pinned')).toBeNull();
  });

  it('are pinned and unpinned by Alt+P, also where that key writes another letter', async () => {
    const actions = appActions();
    await drawRows(ROWS, { pinnedAgents: [idOf(902)] }, actions);
    await pressPin();
    expect(actions.pinAgent).not.toHaveBeenCalled();
    await press('ArrowDown');
    await pressPin();
    await press('ArrowDown');
    await pressPin({ key: 'π' });
    expect(actions.pinAgent.mock.calls).toEqual([
      [idOf(902), false],
      [idOf(901), true],
    ]);
  });

  it('are pinned by the menu of the row, which names the key', async () => {
    const actions = appActions();
    await drawRows(ROWS, {}, actions);
    const menu = find(`[data-id="${idOf(2)}"] .row-menu`);
    await point('click', menu);
    expect(button('Pin agent').getAttribute('aria-keyshortcuts')).toBe('Alt+P');
    await click(button('Pin agent'));
    expect(actions.pinAgent).toHaveBeenCalledExactlyOnceWith(idOf(902), true);
    expect(document.querySelector('[role=menu]')).toBeNull();
    expect(actions.startSession).not.toHaveBeenCalled();
    await point('dblclick', menu, { detail: 2 });
    expect(actions.startSession).not.toHaveBeenCalled();
  });

  it('need an agent: a conversation without one has no pin', async () => {
    const actions = appActions();
    await drawRows(ROWS, {}, actions);
    await press('End');
    await pressPin();
    expect(actions.pinAgent).not.toHaveBeenCalled();
    await point('contextmenu', rowOf(idOf(3)));
    expect(menuItems()).toEqual(['Open in Genesys Cloud', 'Copy conversation ID']);
  });

  it('have a heading of their own, so that the order of the others stays plain', async () => {
    await drawRows(ROWS, { pinnedAgents: [idOf(902)] });
    expect(headings()).toEqual(['Pinned1', 'Everyone2']);
    await drawRows(ROWS);
    expect(headings()).toEqual([]);
  });
});

const menuItems = () =>
  [...document.querySelectorAll('[role=menuitem] .grow')].map(({ textContent }) => textContent);

describe('the menu of a row', () => {
  it('opens by the keys of context menus and the pointer, and starts, opens and copies', async () => {
    const actions = appActions();
    await drawRows(ROWS, {}, actions);
    await press('ArrowDown');
    await press('ContextMenu');
    expect(menuItems()).toEqual(['Watch', 'Pin agent', 'Open in Genesys Cloud', 'Copy conversation ID']);
    expect(document.activeElement?.textContent).toContain('Watch');
    await press('ArrowUp');
    await perform(() => (document.activeElement as HTMLElement).click());
    expect(actions.copyText).toHaveBeenCalledExactlyOnceWith(idOf(1));
    expect(document.activeElement).toBe(box());
    await point('contextmenu', rowOf(idOf(2)));
    expect(rowOf(idOf(2)).getAttribute('aria-selected')).toBe('true');
    await press('End');
    await press('ArrowUp');
    await perform(() => (document.activeElement as HTMLElement).click());
    expect(actions.openConversation.mock.calls[0]?.[0]).toBe(idOf(2));
    await point('contextmenu', rowOf(idOf(2)));
    await click(button('Watch'));
    expect(actions.startSession.mock.calls.map(([id]) => id)).toEqual([idOf(2)]);
  });

  it('closes with Escape, and the box has the focus again', async () => {
    await drawRows(ROWS);
    await press('ArrowDown');
    await press('ContextMenu');
    await press('Escape');
    expect(document.querySelector('[role=menu]')).toBeNull();
    expect(document.activeElement).toBe(box());
  });
});

describe('who needs the supervisor', () => {
  const held = (number: number, ms: number) =>
    conversation(number, { state: 'on-hold', stateSince: NOW - ms });
  const clock = (number: number) => rowOf(idOf(number)).querySelector<HTMLElement>('.row-clock');
  const flagged = conversation(4, { flagged: true });

  it('stands on top, by urgency, under a heading with a count', async () => {
    await drawRows([...ROWS, held(5, 130_000), held(6, 600_000), flagged]);
    expect(headings()).toEqual(['Needs attention3', 'Everyone3']);
    expect(numbers()).toEqual([4, 6, 5, 1, 2, 3]);
  });

  it('has its flag among the actions too, which may lie over the other', async () => {
    await drawRows([...ROWS, flagged]);
    const withFlag = [1, 4].map((number) => rowOf(idOf(number)).querySelector('.row-actions .row-flag'));
    expect(withFlag.map(Boolean)).toEqual([false, true]);
  });

  it('is counted by the clock that matters, colored by the limit it has passed', async () => {
    await drawRows([...ROWS, held(5, 130_000), held(6, 600_000), held(7, 60_000)]);
    expect([5, 6, 7, 1].map((number) => clock(number)?.textContent)).toEqual([
      '2:10',
      '10:00',
      '1:00',
      '59:00',
    ]);
    expect([5, 6, 7, 1].map((number) => clock(number)?.className.split('-').at(-1))).toEqual([
      'late',
      'urgent',
      'calm',
      'calm',
    ]);
  });

  it('moves up the moment it passes the limit, and the list still counts all', async () => {
    await drawRows([...ROWS, held(5, 119_000)]);
    expect(headings()).toEqual([]);
    await pass(1_000);
    expect(headings()).toEqual(['Needs attention1', 'Everyone3']);
    expect(numbers()[0]).toBe(5);
    expect(find('.list-status').textContent).toContain('4 conversations');
  });

  it('follows the limits of the settings', async () => {
    const { settings } = appState();
    const attention = { holdSeconds: null, alertingSeconds: null, handledMinutes: null };
    await drawRows([...ROWS, held(5, 600_000), flagged], { settings: { ...settings, attention } });
    expect(headings()).toEqual(['Needs attention1', 'Everyone4']);
  });

  it('can be put away behind the heading, and comes back', async () => {
    await drawRows([...ROWS, held(5, 600_000)]);
    await point('click', find('.list-heading-attention'));
    expect(numbers()).toEqual([1, 2, 3]);
    expect(headings()).toEqual(['Needs attention1', 'Everyone3']);
    expect(find('.list-status').textContent).toContain('4 conversations');
    await point('click', find('.list-heading-attention'));
    expect(numbers()).toEqual([5, 1, 2, 3]);
    await click(button('View'));
    const section = [...document.querySelectorAll('.view-menu label')].find(
      ({ textContent }) => textContent === 'Needs attention',
    );
    await perform(() => section?.querySelector('input')?.click());
    expect(numbers()).toEqual([1, 2, 3]);
  });

  it('is spoken in sentences, with the times', async () => {
    const row = conversation(5, {
      customerName: 'Benjamin Osei',
      agent: { userId: idOf(905), name: 'Mateo García Hernández' },
      queueName: 'Claims',
      media: 'message',
      state: 'on-hold',
      startedAt: NOW - 8 * 60_000,
      stateSince: NOW - 2 * 60_000,
      flagged: true,
    });
    await drawRows([row]);
    const label = () => rowOf(row.id).getAttribute('aria-label');
    expect(label()).toBe(
      'Agent Mateo García Hernández with Benjamin Osei. Claims, message, 8 minutes. Flagged by the agent. On hold 2 minutes.',
    );
    await pass(60_000);
    expect(label()).toContain('9 minutes. Flagged by the agent. On hold 3 minutes.');
  });
});

describe('an agent whose name is not known', () => {
  const nameless = (agent: FloorRow['agent']) => conversation(1, { agent });

  it('is a grey bar while the name loads, and “Unknown agent” when the platform has none', async () => {
    await drawRows([nameless({ userId: idOf(901), name: null })]);
    expect(document.querySelector('.row-loading-name')).not.toBeNull();
    expect(rowOf(idOf(1)).getAttribute('aria-label')).toContain('Agent Loading name… with Customer 1.');
    await drawRows([nameless({ userId: idOf(901), name: null, unnamed: true })]);
    expect(document.querySelector('.row-loading-name')).toBeNull();
    expect(find('.row-agent').textContent).toBe('Unknown agent');
  });
});

it('shows agents watched lately in a section of their own', async () => {
  const actions = appActions({ findRecentAgents: vi.fn(async () => [idOf(902), idOf(999)]) });
  await drawRows(ROWS, {}, actions);
  expect(headings()).toEqual(['Recently watched1', 'Everyone2']);
  expect(numbers()).toEqual([2, 1, 3]);
  await type(box(), 'customer');
  expect(headings()).toEqual([]);
});

describe('grouped by agent', () => {
  const agent = { userId: idOf(901), name: 'Agent 1' };
  const listView = { ...DEFAULT_LIST_VIEW, byAgent: true };
  const rows = [
    conversation(1, { agent }),
    conversation(2),
    conversation(5, { agent, customerName: 'Amelia' }),
  ];

  it('has one row for each agent, which names and opens their other conversations', async () => {
    await drawRows(rows, { listView });
    expect(numbers()).toEqual([1, 2]);
    expect(find('.list-status').textContent).toContain('3 conversations');
    expect(find('.row-others').textContent).toBe('+1');
    expect(rowOf(idOf(1)).getAttribute('aria-label')).toContain('Also with Amelia.');
    await point('click', find('.row-others'));
    expect(numbers()).toEqual([1, 5, 2]);
    expect(find('.list-status').textContent).toContain('3 conversations');
    await point('click', find('.row-others'));
    expect(numbers()).toEqual([1, 2]);
  });
});

it('marks the letters that were typed', async () => {
  await drawRows([conversation(1, { customerName: 'Joanna Müller' })]);
  await type(box(), 'mull');
  expect([...document.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual(['Müll']);
});

describe('who is already watching', () => {
  const femi = { userId: idOf(50), name: 'Femi Okoro', how: 'monitoring' as const };
  const ada = { userId: idOf(51), name: 'Ada Müller', how: 'cobrowsing' as const };
  const me = { userId: idOf(800), name: 'Susan Visor', how: 'cobrowsing' as const };

  it('is shown by first name, with all of it in title and label', async () => {
    await drawRows([conversation(1, { watchers: [femi] })]);
    expect(find('.row-watchers').textContent).toBe('Femi');
    expect(find('.row-watchers').title).toBe('Femi Okoro is monitoring');
    expect(rowOf(idOf(1)).getAttribute('aria-label')).toContain('Femi Okoro is monitoring');
  });

  it('is a number when there are several', async () => {
    await drawRows([conversation(1, { watchers: [femi, ada] })]);
    expect(find('.row-watchers').textContent).toBe('2');
    expect(find('.row-watchers').title).toBe('Femi Okoro is monitoring\nAda Müller is cobrowsing');
  });

  it('is a sign alone when the platform gives no name', async () => {
    await drawRows([conversation(1, { watchers: [{ userId: null, name: null, how: 'coaching' }] })]);
    expect(find('.row-watchers').textContent).toBe('');
    expect(find('.row-watchers').title).toBe('Somebody is coaching');
  });

  it('is “Watching” for the user’s own session, and “You” for what else they do', async () => {
    await drawRows([conversation(1, { watchers: [me] })], { sessions: [session(1)] });
    expect(document.querySelector('.row-watchers')).toBeNull();
    expect(find('.chip-live').textContent).toBe('Watching');
    await drawRows([conversation(1, { watchers: [{ ...me, how: 'barged-in' }] })], {
      sessions: [session(1)],
    });
    expect(find('.row-watchers').title).toBe('You have barged in');
  });

  it('is found by typing', async () => {
    await drawRows([conversation(1, { watchers: [femi] }), conversation(2)]);
    await type(box(), 'okoro');
    expect(numbers()).toEqual([1]);
  });
});

it.each(['live', 'watching'])('finds the user’s own live sessions by “%s”', async (word) => {
  await drawRows(ROWS, { sessions: [session(2)] });
  await type(box(), word);
  expect(numbers()).toEqual([2]);
});

it('lets each name have its own direction', async () => {
  await drawRows([
    conversation(1, { customerName: 'محمد', agent: { userId: idOf(1), name: 'יוסף' }, queueName: 'תור' }),
  ]);
  const directed = [...rowOf(idOf(1)).querySelectorAll('[dir=auto]')].map(({ textContent }) => textContent);
  expect(directed).toEqual(['יוסף', 'محمد', 'תור', '59:00']);
});

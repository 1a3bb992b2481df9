// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onAnnounce } from '@/components/common/announce';
import { Popup } from '@/components/popup/Popup';
import { DEFAULT_LIST_VIEW, type ListView } from '@/utils/floor/list-view';
import type { FloorHead } from '@/utils/floor/model';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState, conversation, floor, NOW } from './fake-app';
import { button, clearPage, click, draw, find, perform, press, text, type } from './page';
import { box, choose, chooseValue, drawnIds, segment, valuesIn } from './popup-list-page';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const ROWS = [
  conversation(1, { mine: true }),
  conversation(2, { queueName: 'Retention', media: 'chat' }),
  conversation(3, { state: 'on-hold' }),
  conversation(4, { queueName: 'Retention' }),
];
const drawView = (view: Partial<ListView> = {}, team: string[] = [], rows = ROWS) => {
  const head: FloorHead = { takenAt: NOW, leftOut: [], unread: [], partial: false, team };
  const listView = { ...DEFAULT_LIST_VIEW, ...view };
  return draw(<Popup state={appState({ floor: floor(rows, { head }), listView })} actions={appActions()} />);
};
const numbers = () => drawnIds().map((id) => Number(id?.slice(-3)));
const names = () => [...document.querySelectorAll('.filter-chip')].map(({ textContent }) => textContent);

describe('the filters', () => {
  it('are opened by a button and narrow the list by what it has to offer', async () => {
    await drawView();
    expect(document.querySelector('.filter-panel')).toBeNull();
    await click(button('Filters'));
    expect(button('Filters').getAttribute('aria-expanded')).toBe('true');
    expect(valuesIn('Queue')).toEqual(['Billing (2)', 'Retention (2)']);
    await chooseValue('Queue', 'Retention');
    await chooseValue('Media', 'Voice');
    expect(numbers()).toEqual([4]);
    expect(text()).toContain('1 of 4');
    await chooseValue('Queue', 'Retention');
    expect(numbers()).toEqual([1, 3, 4]);
  });

  it('take several values of one kind, and count what the other filters leave', async () => {
    await drawView();
    await click(button('Filters'));
    await chooseValue('Media', 'Voice');
    expect(valuesIn('Queue')).toEqual(['Billing (2)', 'Retention (1)']);
    // Within a filter, another value adds to those chosen.
    expect(valuesIn('Media')).toEqual(['Chat (1)', 'Voice (3)']);
    await chooseValue('Queue', 'Retention');
    expect(valuesIn('State')).toEqual(['Connected (1)', 'On hold (0)']);
    await chooseValue('Queue', 'Billing');
    expect(numbers()).toEqual([1, 3, 4]);
    expect(names()).toEqual(['Retention+1']);
  });

  it('are chips that can be removed one by one or all at once, and the box has the focus again', async () => {
    await drawView({ queueNames: ['Billing'], agentUserIds: [idOf(903)], states: ['on-hold'] });
    expect(numbers()).toEqual([3]);
    expect(names()).toEqual(['Billing']);
    expect(find('.filter-chips .chip').textContent).toBe('+2');
    expect(find('.filter-chips .chip').title).toBe('Agent: Agent 3\nState: On hold');
    await click(button('Remove filter Queue: Billing'));
    expect(names()).toEqual(['Agent 3']);
    expect(find('.filter-chips .chip').textContent).toBe('+1');
    expect(document.activeElement).toBe(box());
    await click(button('Filters, 2 active'));
    button('Clear filters').focus();
    await click(button('Clear filters'));
    expect(names()).toEqual([]);
    // Not behind the panel, which is still open.
    expect(document.activeElement).toBe(find('.filter-panel'));
    expect(numbers()).toEqual([1, 2, 3, 4]);
  });

  it('keep a choice that no row has any more: visible, and to be chosen', async () => {
    await drawView({ queueNames: ['Closed queue'], agentUserIds: [idOf(77)] });
    expect(names()).toEqual(['Closed queue']);
    expect(find('.filter-chips .chip').title).toBe('Agent: Agent without a conversation');
    await click(button('Filters, 2 active'));
    expect(valuesIn('Queue')).toContain('Closed queue (0)');
  });

  it('remember the name of an agent whose last conversation ends', async () => {
    await drawView({ agentUserIds: [idOf(903)] });
    await drawView({}, [], ROWS.slice(0, 2));
    expect(names()).toEqual(['Agent 3']);
  });

  it('are closed with Escape, back to their button', async () => {
    await drawView();
    await click(button('Filters'));
    await perform(() => find<HTMLInputElement>('.filter-panel input').focus());
    await press('Escape');
    expect(document.querySelector('.filter-panel')).toBeNull();
    expect(document.activeElement).toBe(button('Filters'));
  });

  it('can be searched where there are many values', async () => {
    const many = Array.from({ length: 60 }, (_, number) => conversation(number));
    await drawView({}, [], many);
    await click(button('Filters'));
    const search = find<HTMLInputElement>('[aria-label="Find: Agent"]');
    expect(valuesIn('Agent')).toHaveLength(50);
    expect(text()).toContain('10 more. Type to find them.');
    await type(search, '59');
    expect(valuesIn('Agent')).toEqual(['Agent 59 (1)']);
  });
});

it('says that a start failed beside its open panel, which is over the list and takes no room from it', async () => {
  await drawView({ queueNames: ['Billing'] });
  await click(button('Filters, 1 active'));
  const failed = {
    conversationId: idOf(1),
    customerName: 'Customer 1',
    settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
    purpose: null,
    startedAt: NOW,
    state: { phase: 'failed' as const, failure: { code: 'server-error' as const } },
  };
  const state = appState({ floor: floor(ROWS), starts: [failed] });
  await draw(<Popup state={state} actions={appActions()} />);
  expect(find('.filter-panel').getAttribute('popover')).toBe('manual');
  expect(document.querySelector('dialog.filter-panel')).not.toBeNull();
  expect(document.querySelector('.notice-slot [role=alert]')).not.toBeNull();
  expect(names()).toEqual(['Billing']);
});

describe('parked emails', () => {
  const parked = [5, 6].map((number) => conversation(number, { media: 'email', state: 'parked' }));
  const email = conversation(7, { media: 'email' });
  const all = [...ROWS, ...parked, email];

  it('are left out, which the list says, until they are wanted', async () => {
    await drawView({}, [], all);
    expect(numbers()).toEqual([1, 2, 3, 4, 7]);
    expect(text()).toContain('5 conversations');
    expect(find('.parked-note').textContent).toContain('2 parked emails are hidden.');
    await click(button('Show'));
    // Nobody works on them: they come last.
    expect(numbers()).toEqual([1, 2, 3, 4, 7, 5, 6]);
    expect(document.querySelector('.parked-note')).toBeNull();
  });

  it('are found by what is typed, and by their state', async () => {
    await drawView({}, [], all);
    await type(box(), 'customer 6');
    expect(numbers()).toEqual([6]);
    await type(box(), '');
    await click(button('Filters'));
    await chooseValue('State', 'On hold');
    expect(numbers()).toEqual([3]);
  });
});

describe('saved views', () => {
  const typeName = (name: string) => type(find<HTMLInputElement>('.view-save input'), name);
  const BILLING = {
    ...{ name: 'Billing', queueNames: ['Billing'], agentUserIds: [], media: [], states: [] },
    ...({ scope: 'all', sort: 'newest', showParked: false, byAgent: false } as const),
  };

  it('keep the filters under a name, and put them back in two presses', async () => {
    const actions = appActions();
    await draw(<Popup state={appState({ floor: floor(ROWS) })} actions={actions} />);
    await click(button('Filters'));
    await chooseValue('Queue', 'Billing');
    await choose('Sort', 'Newest');
    await click(button('View'));
    await typeName('  Billing ');
    await perform(() => find<HTMLFormElement>('.view-save').requestSubmit());
    expect(actions.saveViews).toHaveBeenCalledExactlyOnceWith([BILLING]);
    clearPage();

    await draw(<Popup state={appState({ floor: floor(ROWS), savedViews: [BILLING] })} actions={actions} />);
    expect(numbers()).toEqual([1, 2, 3, 4]);
    await click(button('View'));
    await click(button('Billing'));
    expect(numbers()).toEqual([3, 1]);
    expect(document.querySelector('.view-menu')).toBeNull();
  });

  it('leave the focus in their menu when one of them is deleted', async () => {
    const state = appState({ floor: floor(ROWS), savedViews: [BILLING] });
    await draw(<Popup state={state} actions={appActions()} />);
    await click(button('View'));
    button('Delete view Billing').focus();
    await draw(<Popup state={{ ...state, savedViews: [] }} actions={appActions()} />);
    expect(document.activeElement).toBe(find('.view-menu'));
  });

  it('are replaced by one of the same name, and deleted', async () => {
    const actions = appActions();
    await draw(<Popup state={appState({ floor: floor(ROWS), savedViews: [BILLING] })} actions={actions} />);
    await click(button('View'));
    await typeName('Billing');
    await perform(() => find<HTMLFormElement>('.view-save').requestSubmit());
    await click(button('Delete view Billing'));
    expect(actions.saveViews.mock.calls.map(([views]) => views.map(({ queueNames }) => queueNames))).toEqual([
      [[]],
      [],
    ]);
  });
});

describe('nothing that matches', () => {
  it('is said with every filter there is, and a button that clears them all, the typed text last', async () => {
    await drawView({ typed: 'zzz', queueNames: ['Billing'], scope: 'mine', sort: 'newest' });
    expect(text()).toContain('No conversations match “zzz”');
    expect(text()).toContain('Queue: Billing · Mine');
    await click(find<HTMLButtonElement>('.list-state button'));
    expect(box().value).toBe('zzz');
    expect(segment('All').checked).toBe(true);
    expect(find('.list-state button').textContent).toBe('Clear search');
    await click(find<HTMLButtonElement>('.list-state button'));
    expect(box().value).toBe('');
    // The order is no filter.
    expect(numbers()).toEqual([4, 3, 2, 1]);
  });

  it('with what was typed is found where the filters do not hide it', async () => {
    await drawView({ typed: 'retention', scope: 'mine' });
    await click(find<HTMLButtonElement>('.list-state button'));
    expect(box().value).toBe('retention');
    expect(numbers()).toEqual([2, 4]);
  });
});

describe('whose conversations', () => {
  it('can be chosen in the header; a team or own ones only where there are any', async () => {
    await drawView({}, [], ROWS.slice(1));
    const names = [...find('header [aria-label="Whose conversations"]').querySelectorAll('label')];
    expect(names.map(({ textContent }) => textContent)).toEqual(['Needs me', 'All']);
  });

  it('are those that need the supervisor, pinned or not, with their count', async () => {
    const held = { state: 'on-hold' as const, stateSince: NOW - 200_000 };
    await drawView({ sort: 'newest' }, [], [conversation(1), conversation(2, held), conversation(3, held)]);
    await click(segment('Needs me (2)'));
    expect(numbers()).toEqual([3, 2]);
    clearPage();
    await drawView({ scope: 'attention' }, [], [conversation(1)]);
    expect(segment('Needs me').checked).toBe(true);
    expect(text()).toContain('No conversation needs you now');
    await click(find<HTMLButtonElement>('.list-state button'));
    expect(segment('All').checked).toBe(true);
  });

  it('are chosen above the list where the header has no room: when zoomed in, and in practice', async () => {
    const media = vi.spyOn(window, 'matchMedia');
    media.mockImplementation(() => Object.assign(new EventTarget(), { matches: true }) as MediaQueryList);
    const choice = () => find<HTMLSelectElement>('.picker-line select[aria-label="Whose conversations"]');
    await drawView({}, [idOf(902), idOf(903)]);
    expect(choice().value).toBe('all');
    await choose('Whose conversations', 'My team');
    expect(numbers()).toEqual([2, 3]);
    media.mockRestore();
    clearPage();
    await draw(<Popup state={appState({ practice: true, floor: floor(ROWS) })} actions={appActions()} />);
    expect(choice().textContent).toContain('Needs me');
  });

  it('are chosen in a select in the header where the names of the tabs would be cut', async () => {
    const width = vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get');
    width.mockImplementation(function (this: HTMLElement) {
      return this.matches('.segment > span') ? 80 : 0;
    });
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(60);
    await drawView({}, [idOf(902), idOf(903)]);
    expect(document.querySelector('header [type=radio]')).toBeNull();
    expect(find<HTMLSelectElement>('header select[aria-label="Whose conversations"]').value).toBe('all');
    await choose('Whose conversations', 'My team');
    expect(numbers()).toEqual([2, 3]);
    vi.restoreAllMocks();
  });

  it('become a select once when the header is narrower before the browser tells so', async () => {
    vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get').mockImplementation(function (this: HTMLElement) {
      return this.matches('.segment > span') ? 80 : 0;
    });
    const width = vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(200);
    await drawView({}, [idOf(902)]);
    expect(segment('My team').checked).toBe(false);
    width.mockReturnValue(60);
    // Something else is drawn, such as a changed conversation.
    await drawView({}, [idOf(902)], ROWS.slice(1));
    expect(find<HTMLSelectElement>('header select[aria-label="Whose conversations"]').value).toBe('all');
    vi.restoreAllMocks();
  });

  it('keep the focus when the window becomes low or high, and when the scope that has it is gone', async () => {
    const low = Object.assign(new EventTarget(), { matches: false });
    vi.spyOn(window, 'matchMedia').mockReturnValue(low as unknown as MediaQueryList);
    await drawView({ scope: 'team' }, [idOf(902)]);
    const resize = (matches: boolean) =>
      perform(() => {
        low.matches = matches;
        low.dispatchEvent(new Event('change'));
      });
    segment('My team').focus();
    await resize(true);
    expect(document.activeElement).toBe(find('.picker-line select[aria-label="Whose conversations"]'));
    await resize(false);
    expect(document.activeElement).toBe(segment('My team'));
    await drawView({ scope: 'team' });
    expect(document.activeElement).toBe(segment('All'));
    expect(segment('All').checked).toBe(true);
    vi.restoreAllMocks();
  });

  it('say how many need the supervisor when that changes, but not at first', async () => {
    const held = { state: 'on-hold' as const, stateSince: NOW - 200_000 };
    const said: string[] = [];
    const stop = onAnnounce((news) => said.push(news));
    const needs = () => said.filter((news) => /need/i.test(news));
    await drawView({}, [], [conversation(1, held), conversation(2)]);
    const listening = onAnnounce((news) => said.push(news));
    expect(needs()).toEqual([]);
    await drawView({}, [], [conversation(1, held), conversation(2, held)]);
    await drawView({}, [], [conversation(1), conversation(2)]);
    expect(needs()).toEqual(['Needs me (2)', 'No conversation needs you now']);
    listening();
    stop();
  });

  it('are those of the team, or those of the user', async () => {
    await drawView({}, [idOf(902), idOf(903)]);
    await click(segment('My team'));
    expect(numbers()).toEqual([2, 3]);
    await click(segment('Mine'));
    expect(numbers()).toEqual([1]);
    await click(segment('All'));
    expect(numbers()).toEqual([1, 2, 3, 4]);
  });

  it('keep “Mine” to be chosen off when the last of them has ended', async () => {
    await drawView({ scope: 'mine' }, [], ROWS.slice(1));
    expect(segment('Mine').checked).toBe(true);
    expect(text()).toContain('No conversations match these filters');
  });

  it('are everybody’s again when there is no team any more', async () => {
    await drawView({ scope: 'team' });
    expect(numbers()).toEqual([1, 2, 3, 4]);
  });
});

it('sorts as chosen', async () => {
  await drawView();
  await choose('Sort', 'Newest');
  expect(numbers()).toEqual([4, 3, 2, 1]);
  await choose('Sort', 'Time on hold');
  expect(numbers()).toEqual([3, 1, 2, 4]);
});

it('selects what was typed last time, so that the next key replaces it', async () => {
  await drawView({ typed: 'retention' });
  expect(numbers()).toEqual([2, 4]);
  expect(box().selectionStart).toBe(0);
  expect(box().selectionEnd).toBe('retention'.length);
  await type(box(), '');
  expect(numbers()).toEqual([1, 2, 3, 4]);
});

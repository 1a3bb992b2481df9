// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Popup } from '@/components/popup/Popup';
import { DEFAULT_LIST_VIEW, type ListView } from '@/utils/floor/list-view';
import type { FloorHead } from '@/utils/floor/model';
import { appActions, appState, conversation, floor, idOf, NOW } from './fake-app';
import { button, clearPage, click, draw, find, perform, press, text, type } from './page';
import { box, choose, drawnIds, optionsIn, segment } from './popup-list-page';

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
    expect(optionsIn('Queue')).toEqual(['All queues', 'Billing (2)', 'Retention (2)']);
    await choose('Queue', 'Retention (2)');
    await choose('Media', 'Voice (3)');
    expect(numbers()).toEqual([4]);
    expect(text()).toContain('1 of 4');
    await choose('Queue', 'All queues');
    expect(numbers()).toEqual([1, 3, 4]);
  });

  it('are chips that can be removed one by one or all at once, and the box has the focus again', async () => {
    await drawView({ queueName: 'Billing', agentUserId: idOf(903), state: 'on-hold' });
    expect(numbers()).toEqual([3]);
    expect(names()).toEqual(['Billing', 'Agent 3', 'On hold']);
    await click(button('Remove filter Agent Agent 3'));
    expect(names()).toEqual(['Billing', 'On hold']);
    expect(document.activeElement).toBe(box());
    await click(button('Clear filters'));
    expect(names()).toEqual([]);
    expect(numbers()).toEqual([1, 2, 3, 4]);
  });

  it('keep a choice that no row has any more: visible, and to be chosen', async () => {
    await drawView({ queueName: 'Closed queue', agentUserId: idOf(77) });
    expect(names()).toEqual(['Closed queue', 'Agent without a conversation']);
    await click(button('Filters, 2 active'));
    expect(optionsIn('Queue')).toContain('Closed queue (0)');
  });

  it('remember the name of an agent whose last conversation ends', async () => {
    await drawView({ agentUserId: idOf(903) });
    await drawView({}, [], ROWS.slice(0, 2));
    expect(names()).toEqual(['Agent 3']);
  });

  it('are closed with Escape, back to the box', async () => {
    await drawView();
    await click(button('Filters'));
    await perform(() => find<HTMLSelectElement>('.filter-panel select').focus());
    await press('Escape');
    expect(document.querySelector('.filter-panel')).toBeNull();
    expect(document.activeElement).toBe(box());
  });
});

it('closes its panel when a start fails: both would leave no room for the list', async () => {
  await drawView({ queueName: 'Billing' });
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
  expect(document.querySelector('.filter-panel')).toBeNull();
  expect(names()).toEqual(['Billing']);
});

describe('nothing that matches', () => {
  it('is said with every filter there is, and a button that clears them all', async () => {
    await drawView({ typed: 'zzz', queueName: 'Billing', scope: 'mine', sort: 'newest' });
    expect(text()).toContain('No conversations match “zzz”');
    expect(text()).toContain('Queue: Billing · Mine');
    await click(find<HTMLButtonElement>('.list-state button'));
    expect(box().value).toBe('');
    // The order is no filter.
    expect(numbers()).toEqual([4, 3, 2, 1]);
  });
});

describe('whose conversations', () => {
  it('can be chosen only where it makes a difference', async () => {
    await drawView({}, [], ROWS.slice(1));
    expect(document.querySelector('[aria-label="Whose conversations"]')).toBeNull();
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
  await choose('Sort', 'Newest first');
  expect(numbers()).toEqual([4, 3, 2, 1]);
  await choose('Sort', 'On hold first');
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

// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Popup } from '@/components/popup/Popup';
import { DEFAULT_LIST_VIEW } from '@/utils/floor/list-view';
import type { FloorRow } from '@/utils/floor/model';
import type { AppState } from '@/utils/pages/app-state';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState, conversation, floor, NOW } from './fake-app';
import { clearPage, draw, find, perform, press, text, type } from './page';
import {
  box,
  drawnIds,
  drawnRows,
  layOut,
  onScreen,
  pass,
  point,
  ROW,
  rowOf,
  scroller,
  scrollTo,
  selectedId,
} from './popup-list-page';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  layOut();
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

/** The longest first: their numbers are their places. */
const many = (count: number) =>
  Array.from({ length: count }, (_, number) => conversation(number, { startedAt: NOW - 1e9 + number }));
const drawRows = (rows: FloorRow[], changes: Partial<AppState> = {}, actions = appActions()) =>
  draw(<Popup state={appState({ floor: floor(rows), ...changes })} actions={actions} />);

describe('a list of thousands', () => {
  it('draws what fits on the screen, and after a quiet moment a few around it', async () => {
    await drawRows(many(5000));
    expect(drawnRows()).toHaveLength(8);
    await pass(100);
    expect(drawnRows()).toHaveLength(14);
    expect(find('[role=listbox]').style.height).toBe(`${5000 * ROW + 8}px`);
  });

  it('says of each row its place and how many there are', async () => {
    await drawRows(many(5000));
    await scrollTo(1000 * ROW);
    const row = rowOf(idOf(1003));
    expect(row.getAttribute('aria-setsize')).toBe('5000');
    expect(row.getAttribute('aria-posinset')).toBe('1004');
  });

  it('keeps the selected row drawn wherever it is scrolled to, so that the box always points to something', async () => {
    await drawRows(many(5000));
    await press('ArrowDown');
    await scrollTo(2000 * ROW);
    expect(drawnIds().slice(0, 2)).toEqual([idOf(0), idOf(1999)]);
    await press('End');
    const active = box().getAttribute('aria-activedescendant');
    expect(active).toBe(`conversation-${idOf(4999)}`);
    expect(document.getElementById(active ?? '')).not.toBeNull();
  });

  it('brings a row that is selected by keyboard into view, and no other', async () => {
    const reveal = vi.spyOn(Element.prototype, 'scrollIntoView');
    await drawRows(many(5000), { listView: { ...DEFAULT_LIST_VIEW, selectedId: idOf(4000) } });
    expect(reveal).not.toHaveBeenCalled();
    await press('PageDown');
    expect(selectedId()).toBe(idOf(4006));
    expect(reveal.mock.contexts).toEqual([rowOf(idOf(4006))]);
  });

  it('goes back to the top with each change of the filter', async () => {
    await drawRows(many(5000));
    await scrollTo(2000 * ROW);
    await type(box(), 'customer');
    expect(scroller().scrollTop).toBe(0);
    await press('ArrowDown');
    expect(selectedId()).toBe(idOf(0));
  });

  it('draws rows as high as the user’s text needs them', async () => {
    document.documentElement.style.fontSize = '32px';
    await drawRows(many(100));
    expect(find('[role=listbox]').style.height).toBe(`${100 * 2 * ROW + 8}px`);
    document.documentElement.style.fontSize = '';
  });
});

it('draws a short list whole after a quiet moment, for the browser’s own search', async () => {
  await drawRows(many(80));
  expect(drawnRows()).toHaveLength(8);
  await pass(100);
  expect(drawnRows()).toHaveLength(80);
});

describe('the first screen', () => {
  const rows = many(500);
  const listView = { ...DEFAULT_LIST_VIEW, scrollTop: 300 * ROW, selectedId: idOf(303) };
  const firstScreen = { rows: rows.slice(292, 316), offset: 292, total: 500, sections: [] };
  const drawFirst = (changes: Partial<AppState> = {}) =>
    drawRows([], { listView, floor: floor([], { whole: false, firstScreen }), ...changes });

  it('is drawn at its place in a list as long as it was, before the rest is known', async () => {
    await drawFirst();
    expect(drawnIds()).toEqual(rows.slice(299, 308).map(({ id }) => id));
    expect(scroller().scrollTop).toBe(300 * ROW);
    expect(find('[role=listbox]').style.height).toBe(`${500 * ROW + 8}px`);
    expect(document.querySelector('[aria-selected=true]')).toBeNull();
    await press('ArrowDown');
    expect(selectedId()).toBe(idOf(303));
    expect(text()).toContain('500 conversations');
  });

  it('stays where it is when the rest comes, also when that begins with rows it did not know', async () => {
    await drawFirst();
    await press('ArrowDown');
    const before = rowOf(idOf(303));
    await drawRows([conversation(900, { startedAt: 1 }), ...rows], { listView });
    expect(scroller().scrollTop).toBe(301 * ROW);
    expect(onScreen(idOf(303))).toBe(3 * ROW + 4);
    expect(rowOf(idOf(303))).toBe(before);
    expect(selectedId()).toBe(idOf(303));
  });

  it('goes on from a place that is not on it when the rest is there', async () => {
    await drawFirst({ listView: { ...listView, selectedId: idOf(7) } });
    expect(document.querySelector('[aria-selected=true]')).toBeNull();
    expect(box().hasAttribute('aria-activedescendant')).toBe(false);
    await drawRows(rows, { listView });
    expect(document.querySelector('[aria-selected=true]')).toBeNull();
    await press('ArrowDown');
    expect(selectedId()).toBe(idOf(7));
  });

  it('does not count what a filter may have left out', async () => {
    await drawFirst({ listView: { ...listView, typed: 'customer' } });
    expect(find('.list-status').textContent).not.toContain('500');
  });

  it('is a skeleton where nothing is remembered; the list then begins where it was left', async () => {
    await drawFirst({ floor: floor([], { whole: false }) });
    expect(document.querySelector('.skeleton')).not.toBeNull();
    await drawRows(rows, { listView });
    expect(document.querySelector('.skeleton')).toBeNull();
    expect(scroller().scrollTop).toBe(300 * ROW);
    expect(drawnIds()).toContain(idOf(302));
  });
});

describe('rows that come and go', () => {
  const rows = many(200);
  const older = [conversation(901, { startedAt: 1 }), conversation(902, { startedAt: 2 })];
  const without = (...numbers: number[]) => rows.filter(({ id }) => !numbers.map(idOf).includes(id));
  beforeEach(async () => {
    await drawRows(rows);
    await scrollTo(100 * ROW);
  });

  it('leave the row under the pointer where it is', async () => {
    await point('pointerover', rowOf(idOf(104)));
    const y = onScreen(idOf(104));
    await drawRows([...older, ...rows]);
    expect(onScreen(idOf(104))).toBe(y);
    await drawRows(without(3, 7, 101, 102));
    expect(onScreen(idOf(104))).toBe(y);
  });

  it('leave the selected row where it is when there is no pointer', async () => {
    await perform(() => rowOf(idOf(105)).click());
    const y = onScreen(idOf(105));
    await drawRows(without(101, 102));
    expect(onScreen(idOf(105))).toBe(y);
  });

  it('leave the first row on screen where it is when the selected one is elsewhere', async () => {
    await drawRows([...older, ...rows]);
    expect(scroller().scrollTop).toBe(102 * ROW);
  });

  it('leave the neighbor where it is when the row under the pointer itself goes', async () => {
    await point('pointerover', rowOf(idOf(104)));
    const y = onScreen(idOf(105));
    await drawRows([...older, ...without(104)]);
    expect(onScreen(idOf(105))).toBe(y);
  });

  it('move nothing when they are below', async () => {
    await drawRows(without(150, 160));
    expect(scroller().scrollTop).toBe(100 * ROW);
  });

  it('draw anew only what has changed', async () => {
    const before = rowOf(idOf(103));
    await drawRows([...older, ...rows]);
    expect(rowOf(idOf(103))).toBe(before);
  });
});

describe('a click', () => {
  const rows = many(40);

  it('means the row that was under the pointer when it was pressed', async () => {
    const actions = appActions();
    await drawRows(rows, {}, actions);
    await point('pointerdown', find(`[data-id="${idOf(2)}"] .row-start`), { x: 300, y: 200 });
    await drawRows(rows.slice(1), {}, actions);
    // What the browser reports when the row has moved away below the pointer: an element around
    // both.
    await point('click', find('[role=listbox]'), { x: 301, y: 201 });
    expect(actions.startSession.mock.calls.map(([id]) => id)).toEqual([idOf(2)]);
  });

  it('that is dragged to another row means none', async () => {
    await drawRows(rows);
    await point('pointerdown', rowOf(idOf(2)), { x: 50, y: 150 });
    await point('click', find('[role=listbox]'), { x: 50, y: 250 });
    expect(document.querySelector('[aria-selected=true]')).toBeNull();
  });

  it('twice starts only when it was the same row both times', async () => {
    const actions = appActions();
    await drawRows(rows, {}, actions);
    await point('click', rowOf(idOf(2)), { detail: 1 });
    await point('click', rowOf(idOf(3)), { detail: 2 });
    await point('dblclick', rowOf(idOf(3)), { detail: 2 });
    expect(actions.startSession).not.toHaveBeenCalled();
    await point('click', rowOf(idOf(3)), { detail: 1 });
    await point('click', rowOf(idOf(3)), { detail: 2 });
    await point('dblclick', rowOf(idOf(3)), { detail: 2 });
    expect(actions.startSession).toHaveBeenCalledOnce();
  });
});

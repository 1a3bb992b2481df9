// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FOCUS_MOVED } from '@/components/common/use-kept-focus';
import { Popup } from '@/components/popup/Popup';
import { DEFAULT_LIST_VIEW } from '@/utils/floor/list-view';
import type { FloorRow } from '@/utils/floor/model';
import type { AppState } from '@/utils/pages/app-state';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState, conversation, floor, NOW } from './fake-app';
import { clearPage, draw, find, perform, press, text, type } from './page';
import { box } from './popup-list-page';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const actions = appActions();
beforeEach(() => actions.startSession.mockClear());
const joanna = conversation(1, { customerName: 'Joanna Keller' });
const anna = conversation(2, { customerName: 'Anna Keller' });
const drawRows = (rows: FloorRow[], changes: Partial<AppState> = {}) =>
  draw(<Popup state={appState({ floor: floor(rows), ...changes })} actions={actions} />);
const started = () => actions.startSession.mock.calls.map(([id]) => id);
const selected = () => document.querySelector<HTMLElement>('[aria-selected=true]')?.dataset.id;

describe('Enter', () => {
  it('starts the one whose whole name was typed, not an older one whose name contains it', async () => {
    await drawRows([joanna, anna]);
    await type(box(), 'anna keller');
    await press('Enter');
    expect(started()).toEqual([anna.id]);
  });

  it('starts nothing and says so while nothing is typed, and if more than one row matches', async () => {
    await drawRows([joanna, anna]);
    await press('Enter');
    expect(find('.picker-said').textContent).toContain('Nothing is selected');
    await type(box(), 'keller');
    expect(find('.picker-said').textContent).toBe('');
    await press('Enter');
    expect(find('.picker-said').textContent).toContain('More than one conversation matches');
    expect(started()).toEqual([]);
    await press('ArrowDown');
    await press('Enter');
    expect(started()).toEqual([joanna.id]);
  });

  it('starts nothing for the text or the row from last time', async () => {
    const left = { ...DEFAULT_LIST_VIEW, typed: 'anna keller', selectedId: anna.id };
    await drawRows([joanna, anna], { listView: left });
    await press('Enter');
    expect(started()).toEqual([]);
    expect(selected()).toBeUndefined();
  });

  it('starts nothing if a filter has changed since', async () => {
    await drawRows([joanna, anna]);
    await press('ArrowDown');
    await type(box(), 'x');
    await type(box(), '');
    await press('Enter');
    expect(started()).toEqual([]);
  });
});

describe('what was typed', () => {
  it('selects nothing once the focus was moved to the box, and its row again when it is entered anew', async () => {
    await drawRows([joanna, anna]);
    await type(box(), 'anna keller');
    await perform(() => box().dispatchEvent(new Event(FOCUS_MOVED)));
    expect(selected()).toBeUndefined();
    await type(box(), 'anna keller');
    expect(selected()).toBe(anna.id);
  });

  it('selects no row whose name merely contains the whole name', async () => {
    await drawRows([joanna]);
    await type(box(), 'anna keller');
    expect(selected()).toBeUndefined();
    await press('Enter');
    expect(started()).toEqual([]);
  });

  it.each([
    ['Kent, Anna', 'Kent Anna-Maria', 'Kent, Anna'],
    ['Jean\u2011Luc Picard', 'Jean-Lucas Picard', 'jean-luc picard'],
    ['Anna\u00adlena Ott ', 'Annalena Otto', 'annalena ott'],
  ])('selects “%s” and not “%s”', async (meant, other, typed) => {
    await drawRows([conversation(1, { customerName: other }), conversation(2, { customerName: meant })]);
    await type(box(), typed);
    expect(selected()).toBe(idOf(2));
  });

  it('selects a row that comes later', async () => {
    await drawRows([joanna]);
    await type(box(), 'anna maria');
    await drawRows([joanna, conversation(3, { customerName: 'Anna Maria Ott' })]);
    expect(selected()).toBe(idOf(3));
  });

  it('never selects another row in place of the first: a better one that comes takes the selection away', async () => {
    await drawRows([joanna]);
    await type(box(), 'anna');
    expect(selected()).toBe(joanna.id);
    await drawRows([joanna, anna]);
    expect(selected()).toBeUndefined();
    await press('Enter');
    expect(started()).toEqual([]);
  });

  it('does not select the other of two rows when one of them ends', async () => {
    await drawRows([joanna, anna]);
    await type(box(), 'keller');
    await drawRows([joanna]);
    expect(selected()).toBeUndefined();
    expect(text()).toContain('1 conversation');
  });

  it('selects nothing from rows that were on screen last time and are not filtered yet', async () => {
    const firstScreen = { rows: [joanna], offset: 0, total: 2, sections: [] };
    await draw(
      <Popup state={appState({ floor: floor([], { whole: false, firstScreen }) })} actions={actions} />,
    );
    await type(box(), 'anna');
    expect(selected()).toBeUndefined();
    await drawRows([joanna, anna]);
    expect(selected()).toBe(anna.id);
  });
});

// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Popup } from '@/components/popup/Popup';
import { DEFAULT_LIST_VIEW } from '@/utils/floor/list-view';
import type { AppState } from '@/utils/pages/app-state';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState, conversation, floor, NOW } from './fake-app';
import { clearPage, draw, perform, press, type } from './page';
import { box, layOut, pass, ROW, scrollTo, selectedId } from './popup-list-page';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  layOut();
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const rows = Array.from({ length: 300 }, (_, number) =>
  conversation(number, { startedAt: NOW - 1e9 + number }),
);
const actions = appActions();
const notes = () => actions.noteListView.mock.calls;
const drawState = (changes: Partial<AppState> = {}) =>
  draw(<Popup state={appState({ floor: floor(rows), ...changes })} actions={actions} />);
beforeEach(() => actions.noteListView.mockClear());

describe('the view of the list', () => {
  it('is stored with the rows on screen and a few around, shortly after the last change', async () => {
    await drawState();
    await pass(199);
    expect(notes()).toEqual([]);
    await pass(1);
    expect(notes()).toEqual([
      [
        DEFAULT_LIST_VIEW,
        { ids: rows.slice(0, 16).map(({ id }) => id), offset: 0, total: 300, sections: [] },
      ],
    ]);
    await type(box(), 'c');
    await pass(150);
    await type(box(), 'cu');
    await scrollTo(100 * ROW);
    await pass(200);
    expect(notes()).toHaveLength(2);
    const [view, shown] = notes()[1] ?? [];
    expect(view).toMatchObject({ typed: 'cu', scrollTop: 100 * ROW });
    expect(shown).toMatchObject({ offset: 91, total: 300 });
    expect(shown?.ids.length).toBeLessThanOrEqual(60);
    expect(shown?.ids[9]).toBe(idOf(100));
  });

  it('is not stored again if nothing has changed', async () => {
    await drawState();
    await pass(200);
    await drawState({ floor: floor([...rows]) });
    await pass(2000);
    await perform(() => dispatchEvent(new Event('pagehide')));
    expect(notes()).toHaveLength(1);
  });

  it('is stored at once when the page goes away', async () => {
    await drawState();
    await pass(200);
    await press('ArrowDown');
    await perform(() => dispatchEvent(new Event('pagehide')));
    expect(notes().at(-1)?.[0].selectedId).toBe(idOf(0));
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    await press('ArrowDown');
    await perform(() => document.dispatchEvent(new Event('visibilitychange')));
    expect(notes().at(-1)?.[0].selectedId).toBe(idOf(1));
    await pass(1000);
    expect(notes()).toHaveLength(3);
  });

  it('is stored at least once a second while rows come and go', async () => {
    await drawState();
    await pass(200);
    for (let more = 1; more <= 11; more += 1) {
      await drawState({ floor: floor([...rows, conversation(500 + more)]) });
      await drawState({ floor: floor(rows.slice(0, 300 - more)) });
      await pass(100);
    }
    expect(notes()).toHaveLength(2);
  });

  it('is not stored before the whole floor is read', async () => {
    const firstScreen = { rows: rows.slice(0, 20), offset: 0, total: 300, sections: [] };
    await drawState({ floor: floor([], { whole: false, firstScreen }) });
    await pass(1000);
    expect(notes()).toEqual([]);
  });

  it('is stored again if the request did not arrive', async () => {
    actions.noteListView.mockResolvedValueOnce({ ok: false, failure: { code: 'unexpected-error' } });
    await drawState();
    await pass(200);
    await perform(() => dispatchEvent(new Event('pagehide')));
    expect(notes()).toHaveLength(2);
  });

  it('is read once: later changes by another page have no effect here', async () => {
    await drawState({ listView: { ...DEFAULT_LIST_VIEW, selectedId: idOf(3) } });
    await drawState({ listView: { ...DEFAULT_LIST_VIEW, selectedId: idOf(5), typed: 'zzz' } });
    await press('ArrowDown');
    expect(selectedId()).toBe(idOf(3));
    expect(box().value).toBe('');
  });
});

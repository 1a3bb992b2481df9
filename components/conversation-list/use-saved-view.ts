import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ShownRows } from '@/utils/floor/list-view';
import type { AppActions } from '@/utils/pages/app-state';
import type { Look } from './list-filters';
import type { Geometry } from './list-geometry';
import type { ListRows } from './list-rows';

/** How long the list must be unchanged before its view is stored. */
const NOTE_AFTER = 200;

/** If rows come and go all the time, the view is still stored this often. */
const NOTE_AT_LEAST = 1000;

/** Rows to store above and below those on screen. */
const AROUND = 8;

/** More rows than any popup shows at once. */
const NOTED_AT_MOST = 60;

/**
 * Stores the view of the list and which rows are on screen: shortly after each change, and at once
 * when the page goes away.
 */
export function useSavedView({
  noteListView,
  look,
  selectedId,
  list,
  geometry,
  scroller,
  ready,
}: {
  noteListView: AppActions['noteListView'];
  look: Look;
  selectedId: string | null;
  list: ListRows;
  geometry: Geometry;
  scroller: RefObject<HTMLElement | null>;
  /** False while there is nothing to store yet. */
  ready: boolean;
}) {
  const notedLast = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waitingSince = useRef<number | null>(null);

  function note() {
    clearTimeout(timer.current);
    waitingSince.current = null;
    if (!ready || !scroller.current) return;
    const scrollTop = Math.round(scroller.current.scrollTop);
    const view = { ...look, scrollTop, selectedId };
    const shown = shownRows(list, geometry, scrollTop, scroller.current.clientHeight);
    const noted = JSON.stringify([view, shown]);
    if (noted === notedLast.current) return;
    notedLast.current = noted;
    void noteListView(view, shown).then(({ ok }) => {
      // It did not arrive: send it again next time.
      if (!ok && notedLast.current === noted) notedLast.current = '';
    });
  }

  // The listeners are registered once; the ref gives them the latest values.
  const latest = useRef(note);
  latest.current = note;

  function noteSoon() {
    const now = Date.now();
    waitingSince.current ??= now;
    clearTimeout(timer.current);
    const longest = Math.max(0, waitingSince.current + NOTE_AT_LEAST - now);
    timer.current = setTimeout(() => latest.current(), Math.min(NOTE_AFTER, longest));
  }

  useEffect(() => {
    if (ready) noteSoon();
  }, [look, selectedId, list, ready]);

  useEffect(() => {
    const element = scroller.current;
    const noteNow = () => latest.current();
    const noteWhenHidden = () => {
      if (document.visibilityState === 'hidden') noteNow();
    };
    element?.addEventListener('scroll', noteSoon, { passive: true });
    addEventListener('pagehide', noteNow);
    document.addEventListener('visibilitychange', noteWhenHidden);
    return () => {
      clearTimeout(timer.current);
      element?.removeEventListener('scroll', noteSoon);
      removeEventListener('pagehide', noteNow);
      document.removeEventListener('visibilitychange', noteWhenHidden);
    };
  }, []);
}

function shownRows(
  { rows, total, sections }: ListRows,
  { indexAt }: Geometry,
  scrollTop: number,
  height: number,
): ShownRows {
  const offset = Math.max(0, Math.min(indexAt(scrollTop) - AROUND, rows.length - 1));
  const end = indexAt(scrollTop + height) + 1 + AROUND;
  const ids = rows.slice(offset, Math.min(end, offset + NOTED_AT_MOST)).map(({ id }) => id);
  return { ids, offset, total, sections: [...sections] };
}

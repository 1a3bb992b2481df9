import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Range,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { Geometry } from './list-geometry';

/** Rows that fit into the popup; drawn before its real height is known. */
const ROWS_AT_FIRST = 8;

/** Rows to draw beyond those on screen, once those are drawn. */
const AROUND = 6;

/**
 * A list up to this length is drawn completely when idle: the browser's own search and screen
 * readers then reach all of it.
 */
const WHOLE_UP_TO = 80;

/** How long the list must be idle before more than the screen is drawn. */
const QUIET_MS = 100;

/**
 * Which rows of a long list to draw. `look` identifies the filters: after each change, only the
 * screen is drawn at first. `keep` is a row to draw wherever it is. `place` is called at each
 * render with the scroll position, and returns the new one, or the same if there is no reason to
 * move.
 */
export function useVirtualList({
  scroller,
  total,
  geometry,
  initialOffset,
  look,
  keep,
  place,
}: {
  scroller: RefObject<HTMLElement | null>;
  total: number;
  geometry: Geometry;
  initialOffset: number;
  look: unknown;
  keep: number;
  place: (offset: number) => number;
}) {
  const [, redraw] = useReducer((times: number, _: undefined) => times + 1, 0);
  const [quietFor, setQuietFor] = useState<unknown>(null);
  const quiet = quietFor === look;
  /** Where to scroll the element once it is as high as the list. */
  const owed = useRef<number | null>(null);
  const restored = useRef(false);

  const options = {
    count: total,
    // A row counts with the headings right above it.
    estimateSize: geometry.sizeOf,
    // Another function measures again: its identity is what the library compares.
    getItemKey: useCallback((index: number) => index, [geometry]),
    paddingStart: geometry.padding,
    paddingEnd: geometry.padding,
    overscan: quiet ? AROUND : 0,
    rangeExtractor: (range: Range) =>
      quiet && total <= WHOLE_UP_TO ? upTo(total) : withRow(keep, defaultRangeExtractor(range), total),
    initialOffset,
    initialRect: { width: 0, height: ROWS_AT_FIRST * geometry.rowHeight },
    getScrollElement: () => scroller.current,
    observeElementRect: observeLaidOutRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtualizer.setOptions(options);

  const { height } = geometry;
  const before = virtualizer.scrollOffset ?? initialOffset;
  const wanted = Math.max(0, place(before));
  const seen = virtualizer.scrollRect?.height ?? options.initialRect.height;
  // While there is nothing to scroll, keep the initial position.
  const last = Math.max(0, height - seen);
  const after = total === 0 || wanted <= last ? wanted : Math.min(wanted, last + belowRows(scroller.current));
  if (after !== before || (total > 0 && !restored.current)) {
    virtualizer.scrollOffset = after;
    // An element begins at its top anyway.
    owed.current = after === 0 && !restored.current ? null : after;
    restored.current ||= total > 0;
  }

  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => {
    if (owed.current !== null && scroller.current) scroller.current.scrollTop = owed.current;
    owed.current = null;
    virtualizer._willUpdate();
  });

  useEffect(() => {
    const timer = setTimeout(() => setQuietFor(look), QUIET_MS);
    return () => clearTimeout(timer);
  }, [look]);

  return {
    /** Positions of the rows to draw, in order. */
    indexes: virtualizer.getVirtualIndexes(),
  };
}

/** Height of what stands below the rows and scrolls with them, in CSS pixels. */
function belowRows(scroller: HTMLElement | null): number {
  const list = scroller?.firstElementChild;
  return scroller && list ? Math.max(0, scroller.scrollHeight - list.getBoundingClientRect().height) : 0;
}

/** A page without a layout (yet) has no height; then keep the expected or known one. */
const observeLaidOutRect: typeof observeElementRect = (instance, onRect) =>
  observeElementRect(instance, (rect) => {
    if (rect.height > 0) onRect(rect);
  });

const upTo = (total: number) => Array.from({ length: total }, (_, index) => index);

function withRow(row: number, indexes: number[], total: number): number[] {
  if (row < 0 || row >= total || indexes.includes(row)) return indexes;
  return row < (indexes[0] ?? 0) ? [row, ...indexes] : [...indexes, row];
}

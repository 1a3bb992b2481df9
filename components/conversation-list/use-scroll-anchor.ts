import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { Geometry } from './list-geometry';
import { type ListRows, placeOf, rowAt } from './list-rows';

/**
 * Where to scroll when rows come and go, so that the row under the pointer stays under it. Without
 * a pointer, the selected row counts if it is on screen, otherwise the first on screen. If that row
 * is gone, its nearest neighbor stays in place. A list with other filters begins at the top.
 */
export function useScrollAnchor({
  list,
  look,
  hoveredId,
  selectedId,
  geometry,
  scroller,
}: {
  list: ListRows;
  look: unknown;
  hoveredId: RefObject<string | null>;
  selectedId: string | null;
  geometry: Geometry;
  scroller: RefObject<HTMLElement | null>;
}): (offset: number) => number {
  const last = useRef({ list, look, selectedId, geometry });

  return (offset) => {
    const before = last.current;
    last.current = { list, look, selectedId, geometry };
    if (before.look !== look) return 0;
    if (before.list === list || before.list.total === 0) return offset;
    const first = Math.max(0, before.geometry.indexAt(offset));
    const end = before.geometry.indexAt(offset + (scroller.current?.clientHeight ?? 0)) + 1;
    const hovered = placeOf(before.list, hoveredId.current);
    const selected = placeOf(before.list, before.selectedId);
    const isSelectedSeen = selected >= first && selected < end;
    const anchor = hovered >= 0 ? hovered : isSelectedSeen ? selected : first;
    const moved = movedTo(before.list, list, anchor);
    if (!moved) return offset;
    // At the top, what comes in above is what the user wants to see.
    if (offset === 0 && hovered < 0 && !isSelectedSeen) return 0;
    return offset + geometry.topOf(moved.to) - before.geometry.topOf(moved.from);
  };
}

/** Where the row at `anchor` has moved to, or the nearest one that is still there. */
function movedTo(before: ListRows, after: ListRows, anchor: number): { from: number; to: number } | null {
  const stayed = placeOf(after, rowAt(before, anchor)?.id ?? null);
  if (stayed >= 0) return { from: anchor, to: stayed };
  const places = new Map(after.rows.map(({ id }, index) => [id, after.offset + index]));
  for (let distance = 1; distance <= before.rows.length; distance += 1) {
    // The rows below move up to fill the gap.
    for (const index of [anchor + distance, anchor - distance]) {
      const place = places.get(rowAt(before, index)?.id ?? '');
      if (place !== undefined) return { from: index, to: place };
    }
  }
  return null;
}

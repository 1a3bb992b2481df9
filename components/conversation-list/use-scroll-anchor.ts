import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { type ListRows, placeOf, rowAt } from './list-rows';
import { LIST_PADDING } from './use-virtual-list';

/**
 * Where to scroll when rows come and go, so that the row under the pointer stays under it. Without
 * a pointer, the selected row counts if it is on screen, otherwise the first on screen. If that row
 * is gone, its nearest neighbour stays in place. A list with other filters begins at the top.
 */
export function useScrollAnchor({
  list,
  look,
  hoveredId,
  selectedId,
  rowHeight,
  scroller,
}: {
  list: ListRows;
  look: unknown;
  hoveredId: RefObject<string | null>;
  selectedId: string | null;
  rowHeight: number;
  scroller: RefObject<HTMLElement | null>;
}): (offset: number) => number {
  const last = useRef({ list, look, selectedId });

  return (offset) => {
    const before = last.current;
    last.current = { list, look, selectedId };
    if (before.look !== look) return 0;
    if (before.list === list || before.list.total === 0) return offset;
    const first = Math.max(0, Math.floor((offset - LIST_PADDING) / rowHeight));
    const end = (offset + (scroller.current?.clientHeight ?? 0) - LIST_PADDING) / rowHeight;
    const hovered = placeOf(before.list, hoveredId.current);
    const selected = placeOf(before.list, before.selectedId);
    const anchor = hovered >= 0 ? hovered : selected >= first && selected < end ? selected : first;
    return offset + movedBy(before.list, list, anchor) * rowHeight;
  };
}

/** How many positions the row at `anchor` has moved, or the nearest one that is still there. */
function movedBy(before: ListRows, after: ListRows, anchor: number): number {
  const stayed = placeOf(after, rowAt(before, anchor)?.id ?? null);
  if (stayed >= 0) return stayed - anchor;
  const places = new Map(after.rows.map(({ id }, index) => [id, after.offset + index]));
  for (let distance = 1; distance <= before.rows.length; distance += 1) {
    // The rows below move up to fill the gap.
    for (const index of [anchor + distance, anchor - distance]) {
      const place = places.get(rowAt(before, index)?.id ?? '');
      if (place !== undefined) return place - index;
    }
  }
  return 0;
}

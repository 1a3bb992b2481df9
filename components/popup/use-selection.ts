import { useEffect, useRef, useState } from 'preact/hooks';
import { type ListRows, placeOf, rowAt } from './list-rows';

/** How many rows PageUp and PageDown move. */
const PAGE = 6;

/**
 * Which row is selected. It is held by id: rows that come and go around it do not move it. When its own row goes, the row that
 * takes its place is selected. `initialIndex` is the place to begin at where the row of `initialId` is no more.
 */
export function useSelection(
  list: ListRows,
  whole: boolean,
  { initialId, initialIndex }: { initialId: string | null; initialIndex: number },
) {
  const [selectedId, setSelectedId] = useState(initialId);
  const lastIndex = useRef(initialId === null ? 0 : initialIndex);
  const [first, last] = [list.offset, list.offset + list.rows.length - 1];

  const found = placeOf(list, selectedId);
  const index = found >= 0 ? found : Math.min(Math.max(lastIndex.current, first), last);
  // While only a window is known, the row may be outside of it.
  const certain = found >= 0 || whole || selectedId === null;
  const selected = (certain && rowAt(list, index)) || null;

  useEffect(() => {
    if (!selected) return;
    lastIndex.current = Math.max(0, index);
    if (selected.id !== selectedId) setSelectedId(selected.id);
  }, [index, selected, selectedId]);

  /** Moves by keyboard; answers whether the key was one that moves. */
  function moveBy(key: string): boolean {
    const targets: Record<string, number> = {
      ArrowUp: index - 1,
      ArrowDown: index + 1,
      PageUp: index - PAGE,
      PageDown: index + PAGE,
      Home: first,
      End: last,
    };
    const target = targets[key];
    if (target === undefined || last < first) return false;
    const next = rowAt(list, Math.min(last, Math.max(first, target)));
    if (next) setSelectedId(next.id);
    return true;
  }

  /** Forgets the row: the first one is selected next. */
  function selectFirst() {
    lastIndex.current = 0;
    setSelectedId(null);
  }

  return { selected, selectedIndex: selected ? index : -1, select: setSelectedId, selectFirst, moveBy };
}

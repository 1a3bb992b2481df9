import { useEffect, useRef, useState } from 'preact/hooks';
import type { Conversation } from '@/utils/genesys-cloud/conversation';

/** How many rows PageUp and PageDown move. */
const PAGE = 6;

/**
 * Which row is selected. It is held by id: rows that come and go around it do not move it. When its own row goes, the row that
 * takes its place is selected.
 */
export function useSelection(rows: Conversation[]) {
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const lastIndex = useRef(0);

  const found = rows.findIndex(({ id }) => id === selectedId);
  const index = found >= 0 ? found : Math.min(lastIndex.current, rows.length - 1);
  const selected = rows[index] ?? null;

  useEffect(() => {
    lastIndex.current = Math.max(0, index);
    if (selected && selected.id !== selectedId) setSelectedId(selected.id);
  }, [index, selected, selectedId]);

  /** Moves by keyboard; answers whether the key was one that moves. */
  function moveBy(key: string): boolean {
    const last = rows.length - 1;
    const targets: Record<string, number> = {
      ArrowUp: index - 1,
      ArrowDown: index + 1,
      PageUp: index - PAGE,
      PageDown: index + PAGE,
      Home: 0,
      End: last,
    };
    const target = targets[key];
    if (target === undefined || last < 0) return false;
    const next = rows[Math.min(last, Math.max(0, target))];
    if (next) setSelectedId(next.id);
    return true;
  }

  /** Forgets the row: the first one is selected next. */
  function selectFirst() {
    lastIndex.current = 0;
    setSelectedId(null);
  }

  return { selected, select: setSelectedId, selectFirst, moveBy };
}

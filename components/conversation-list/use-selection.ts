import { useEffect, useRef, useState } from 'preact/hooks';
import { type ListRows, placeOf, rowAt } from './list-rows';
import { bestRow } from './search-rows';

/** How many rows PageUp and PageDown move. */
const PAGE = 6;

/** The row that matches the typed text: not known yet, none, or one by id. */
type Answer = { typed: string; id: string | null | undefined };

/**
 * Which row is selected. Nothing is selected until a key or the pointer chooses, or until one row
 * matches the typed text better than all others. The selection is by id: rows that come and go
 * around it do not move it, and when its own row goes, no other takes its place. The arrow keys
 * begin at `initialId`, or `initialIndex` if that is missing.
 */
export function useSelection(
  list: ListRows,
  whole: boolean,
  {
    initialId,
    initialIndex,
    typed,
  }: {
    initialId: string | null;
    initialIndex: number;
    /** What the user has typed to find a row; empty for nothing, and for text from last time. */
    typed: string;
  },
) {
  const [chosenId, setChosenId] = useState<string | null>(null);
  const answer = useRef<Answer>({ typed: '', id: null });
  const [, redraw] = useState({});
  /** Where the arrow keys begin while nothing is selected. */
  const place = useRef({ id: initialId, index: initialId === null ? 0 : initialIndex });
  const [first, last] = [list.offset, list.offset + list.rows.length - 1];

  if (answer.current.typed !== typed) answer.current = { typed, id: undefined };
  const id = chosenId ?? answerOf(answer.current, list, whole);
  const index = placeOf(list, id);
  const selected = rowAt(list, index) ?? null;

  useEffect(() => {
    if (selected) place.current = { id: selected.id, index };
    // While only a window of the list is known, its row may be outside.
    else if (chosenId !== null && whole) setChosenId(null);
  }, [index, selected, chosenId, whole]);

  /** Moves by keyboard; returns whether the key was one that moves. */
  function moveBy(key: string): boolean {
    const kept = placeOf(list, place.current.id);
    const from = selected ? index : kept >= 0 ? kept : place.current.index;
    const targets: Record<string, number> = {
      ArrowUp: from - 1,
      ArrowDown: selected ? from + 1 : from,
      PageUp: from - PAGE,
      PageDown: from + PAGE,
      Home: first,
      End: last,
    };
    const target = targets[key];
    if (target === undefined || last < first) return false;
    const next = rowAt(list, Math.min(last, Math.max(first, target)));
    if (next) setChosenId(next.id);
    return true;
  }

  /** Selects nothing, whatever is typed; the arrow keys begin where they are. */
  function selectNone() {
    setChosenId(null);
    answer.current = { typed, id: null };
    redraw({});
  }

  /** Selects the match for the text being typed, if any; the arrow keys begin at the top. */
  function begin() {
    place.current = { id: null, index: 0 };
    // Entering the same text again, for example by pasting it, searches again.
    answer.current = { typed, id: undefined };
    setChosenId(null);
  }

  return { selected, selectedIndex: selected ? index : -1, select: setChosenId, selectNone, begin, moveBy };
}

/**
 * The row that matches the typed text. Found once per text: when rows come or go later, another row
 * is never selected in its place, because the key that starts it may already be on its way.
 */
function answerOf(answer: Answer, list: ListRows, whole: boolean): string | null {
  if (answer.typed === '') return null;
  // A partly known list was not filtered.
  if (answer.id === null || !whole || list.total === 0) return null;
  const best = bestRow(list.rows, answer.typed)?.id ?? null;
  if (answer.id === undefined || best !== answer.id) {
    answer.id = answer.id === undefined ? best : null;
  }
  return answer.id;
}

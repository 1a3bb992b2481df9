import { useEffect, useMemo } from 'preact/hooks';
import type { Floor } from '@/utils/floor/model';
import { filterRows, type Look } from './list-filters';
import { type ListRows, listOfFirstScreen, wholeList } from './list-rows';
import { foldAhead } from './search-rows';
import { sortRows } from './sort-rows';

const NO_TEAM: string[] = [];

/**
 * Returns the filtered and sorted list. Until the whole floor is read, this is what was last on
 * screen, which needs neither. Sorts when rows change, filters at each key; unchanged rows stay the
 * same objects.
 */
export function useFoundRows(
  { rows, whole, firstScreen, head }: Floor,
  look: Look,
  pinnedAgents: readonly string[],
  liveIds: ReadonlySet<string>,
): ListRows {
  const team = useSameList(head?.team ?? NO_TEAM);
  const pinned = useSameList(pinnedAgents);
  const teamIds = useMemo(() => new Set(team), [team]);
  const sorted = useMemo(() => sortRows(rows, look.sort, pinned), [rows, look.sort, pinned]);
  const found = useMemo(() => filterRows(sorted, look, teamIds, liveIds), [sorted, look, teamIds, liveIds]);
  useEffect(() => foldAhead(rows), [rows]);
  return useMemo(
    () => (!whole && firstScreen ? listOfFirstScreen(firstScreen) : wholeList(found)),
    [whole, firstScreen, found],
  );
}

/** Returns the first set as long as later ones have the same content. */
export function useSameSet(set: ReadonlySet<string>): ReadonlySet<string> {
  const key = [...set].join('\n');
  return useMemo(() => set, [key]);
}

/**
 * Returns the first list as long as later ones have the same content: storage returns new arrays
 * each time.
 */
function useSameList(list: readonly string[]): readonly string[] {
  const key = list.join('\n');
  return useMemo(() => list, [key]);
}

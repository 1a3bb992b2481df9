import { useEffect, useMemo } from 'preact/hooks';
import type { Floor } from '@/utils/floor/model';
import { filterRows, type Look } from './list-filters';
import { type ListRows, listOfFirstScreen, wholeList } from './list-rows';
import { foldAhead } from './search-rows';
import { sortRows } from './sort-rows';

const NO_TEAM: string[] = [];

/**
 * The list as the look leaves it. Until the floor is whole it is what was on screen last, which
 * needs neither sorting nor filtering. Sorting is done when rows change, filtering at each key;
 * what has not changed is the same object again.
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

/**
 * The list it got first, as long as what it gets says the same: storage hands out new arrays each
 * time.
 */
export function useSameList(list: readonly string[]): readonly string[] {
  const key = list.join('\n');
  return useMemo(() => list, [key]);
}

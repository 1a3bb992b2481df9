import { useEffect, useMemo, useState } from 'preact/hooks';
import { attentionIn, nextAttentionAt } from '@/utils/floor/attention';
import type { Floor, FloorRow } from '@/utils/floor/model';
import type { AttentionSettings } from '@/utils/settings/settings';
import { atTime } from '../common/at-time';
import { arrangeRows, groupByAgent } from './arrange-rows';
import { countNeeding, filterRows, type Look, type Scoped } from './list-filters';
import { type ListRows, listOfFirstScreen, listOfParts, wholeList } from './list-rows';
import { foldAhead, searchRows } from './search-rows';

const NO_TEAM: string[] = [];

/**
 * Returns the filtered and sorted list, in sections; while something is typed, its matches without
 * sections, the best first. Until the whole floor is read, this is what was last on screen, which
 * needs neither. Sorts when rows change or one begins to need the supervisor, filters at each key;
 * unchanged rows stay the same objects.
 */
export function useFoundRows(
  { rows, whole, firstScreen, head }: Floor,
  look: Look,
  {
    pinnedAgents,
    recentAgents,
    expandedAgents,
    liveIds,
    limits,
  }: {
    pinnedAgents: readonly string[];
    recentAgents: readonly string[];
    expandedAgents: ReadonlySet<string>;
    liveIds: ReadonlySet<string>;
    limits: AttentionSettings;
  },
): { list: ListRows; scoped: Scoped; needing: number } {
  const team = useSameList(head?.team ?? NO_TEAM);
  const pinned = useSameList(pinnedAgents);
  const sameLimits = useSame(limits);
  const now = useNowOfAttention(rows, sameLimits);
  const attention = useMemo(() => attentionIn(rows, sameLimits, now), [rows, sameLimits, now]);
  const scoped = useMemo(() => ({ team: new Set(team), attention }), [team, attention]);
  const needing = useMemo(() => countNeeding(rows, look, scoped), [rows, look.showParked, scoped]);
  const parts = useMemo(
    () => arrangeRows(rows, { sort: look.sort, pinnedAgents: pinned, recentAgents, attention }),
    [rows, look.sort, pinned, recentAgents, attention],
  );
  const list = useMemo(() => {
    const left = parts
      .map(({ key, rows: all }) => ({ key, rows: filterRows(all, look, scoped) as FloorRow[] }))
      .filter((part) => part.rows.length > 0);
    if (look.typed.trim() !== '')
      return wholeList(
        searchRows(
          left.flatMap((part) => part.rows),
          look.typed,
          liveIds,
        ),
      );
    if (!look.byAgent) return listOfParts(left, look.collapsed);
    const { parts: grouped, others } = groupByAgent(left, expandedAgents);
    return listOfParts(grouped, look.collapsed, others);
  }, [parts, look, scoped, liveIds, expandedAgents]);
  useEffect(() => foldAhead(rows), [rows]);
  return useMemo(
    () => ({ list: !whole && firstScreen ? listOfFirstScreen(firstScreen) : list, scoped, needing }),
    [whole, firstScreen, list, scoped, needing],
  );
}

/**
 * A time in milliseconds since the epoch at which the right conversations need the supervisor: it
 * moves on when rows change, and when the next of them passes a limit.
 */
function useNowOfAttention(rows: readonly FloorRow[], limits: AttentionSettings): number {
  const [passed, setPassed] = useState(0);
  const now = useMemo(() => Date.now(), [rows, limits, passed]);
  useEffect(() => {
    const next = nextAttentionAt(rows, limits, now);
    if (next === null) return undefined;
    return atTime(next, () => setPassed(passed + 1));
  }, [rows, limits, now]);
  return now;
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

/** Returns the first value as long as later ones have the same content. */
function useSame<T>(value: T): T {
  const key = JSON.stringify(value);
  return useMemo(() => value, [key]);
}

import type { Sort } from '@/utils/floor/list-view';
import type { FloorRow } from '@/utils/floor/model';

/** The sorts as the user reads them. */
export const SORT_NAMES: Record<Sort, string> = {
  longest: 'Longest first',
  newest: 'Newest first',
  'on-hold': 'On hold first',
};

/**
 * Rows in order: those of pinned agents before all others, unknown start times last. A refresh
 * never shuffles rows that have not changed, because neither start times nor ids change.
 */
export function sortRows(
  rows: readonly FloorRow[],
  sort: Sort,
  pinnedAgents: readonly string[] = [],
): FloorRow[] {
  const pinned = new Set(pinnedAgents);
  // Numbers made once per row compare quicker than facts looked up at each of the comparisons.
  const keyed = rows.map((row) => ({
    row,
    group: groupOf(row, sort, pinned),
    time:
      row.startedAt === null ? Number.MAX_SAFE_INTEGER : sort === 'newest' ? -row.startedAt : row.startedAt,
  }));
  keyed.sort(
    (a, b) =>
      a.group - b.group || a.time - b.time || (a.row.id < b.row.id ? -1 : a.row.id > b.row.id ? 1 : 0),
  );
  return keyed.map(({ row }) => row);
}

function groupOf({ agent, state }: FloorRow, sort: Sort, pinned: ReadonlySet<string>): number {
  const behindPinned = pinned.size > 0 && !(agent && pinned.has(agent.userId)) ? 2 : 0;
  return behindPinned + (sort === 'on-hold' && state !== 'on-hold' ? 1 : 0);
}

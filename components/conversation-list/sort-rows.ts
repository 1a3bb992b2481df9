import type { Sort } from '@/utils/floor/list-view';
import type { FloorRow } from '@/utils/floor/model';

/** The sort orders as shown to the user. */
export const SORT_NAMES: Record<Sort, string> = {
  longest: 'Longest first',
  newest: 'Newest first',
  'on-hold': 'On hold first',
};

/**
 * Sorts rows: those of pinned agents before all others, unknown start times last. A refresh never
 * reorders unchanged rows, because neither start times nor ids change.
 */
export function sortRows(
  rows: readonly FloorRow[],
  sort: Sort,
  pinnedAgents: readonly string[] = [],
): FloorRow[] {
  const pinned = new Set(pinnedAgents);
  // Numbers computed once per row are faster to compare than facts looked up for each comparison.
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

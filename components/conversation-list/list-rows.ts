import type { ShownSection } from '@/utils/floor/list-view';
import type { FirstScreen, FloorRow } from '@/utils/floor/model';
import type { AgentRows, Part } from './arrange-rows';

/** The known rows of a list, and their position in it. Nearly always this is the whole list. */
export type ListRows = {
  rows: readonly FloorRow[];
  /** Position of the first one. */
  offset: number;
  total: number;
  /** The sections that these rows are in, in order; empty if the list has no headings. */
  sections: readonly ShownSection[];
  /** If each agent has one row: the agent's other conversations, by the id of that row. */
  others: AgentRows;
};

const NO_OTHERS: AgentRows = new Map();

/** A list that is completely known, without headings. */
export const wholeList = (rows: readonly FloorRow[]): ListRows => ({
  rows,
  offset: 0,
  total: rows.length,
  sections: [],
  others: NO_OTHERS,
});

/**
 * A list that is completely known, in sections. Those that are collapsed show their heading only. A
 * single section of everyone needs no heading.
 */
export function listOfParts(
  parts: readonly Part[],
  collapsed: readonly string[],
  others: AgentRows = NO_OTHERS,
): ListRows {
  const isPlain = parts.every(({ key }) => key === 'everyone');
  const shown = isPlain ? parts : parts.filter(({ key }) => !collapsed.includes(key));
  const rows = shown.length === 1 && shown[0] ? shown[0].rows : shown.flatMap((part) => part.rows);
  const sections = parts.map((part) => ({
    key: part.key,
    count: part.rows.length,
    shown: collapsed.includes(part.key) ? 0 : part.rows.length,
  }));
  return { rows, offset: 0, total: rows.length, sections: isPlain ? [] : sections, others };
}

/** The rows that were last on screen, as a window into a list that is not known yet. */
export function listOfFirstScreen({ rows, offset, total, sections }: FirstScreen): ListRows {
  return { rows, offset, total: Math.max(total, offset + rows.length), sections, others: NO_OTHERS };
}

/** Returns the row at a position, if known. */
export function rowAt({ rows, offset }: ListRows, index: number): FloorRow | undefined {
  return rows[index - offset];
}

/** Returns the position of a row; -1 if it is not known. */
export function placeOf({ rows, offset }: ListRows, id: string | null): number {
  const found = id === null ? -1 : rows.findIndex((row) => row.id === id);
  return found < 0 ? -1 : offset + found;
}

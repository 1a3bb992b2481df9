import type { FirstScreen, FloorRow } from '@/utils/floor/model';

/** The known rows of a list, and their position in it. Nearly always this is the whole list. */
export type ListRows = {
  rows: readonly FloorRow[];
  /** Position of the first one. */
  offset: number;
  total: number;
};

/** A list that is completely known. */
export const wholeList = (rows: readonly FloorRow[]): ListRows => ({ rows, offset: 0, total: rows.length });

/** The rows that were last on screen, as a window into a list that is not known yet. */
export function listOfFirstScreen({ rows, offset, total }: FirstScreen): ListRows {
  return { rows, offset, total: Math.max(total, offset + rows.length) };
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

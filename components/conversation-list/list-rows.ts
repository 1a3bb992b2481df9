import type { FirstScreen, FloorRow } from '@/utils/floor/model';

/**
 * The rows that are known of a list, and where they stand in it. Nearly always they are all of it.
 */
export type ListRows = {
  rows: readonly FloorRow[];
  /** Place of the first of them. */
  offset: number;
  total: number;
};

/** A list that is known whole. */
export const wholeList = (rows: readonly FloorRow[]): ListRows => ({ rows, offset: 0, total: rows.length });

/** The rows that were on screen last, as a window of a list that is not known yet. */
export function listOfFirstScreen({ rows, offset, total }: FirstScreen): ListRows {
  return { rows, offset, total: Math.max(total, offset + rows.length) };
}

/** The row at a place, if it is known. */
export function rowAt({ rows, offset }: ListRows, index: number): FloorRow | undefined {
  return rows[index - offset];
}

/** The place of a row; -1 where it is not. */
export function placeOf({ rows, offset }: ListRows, id: string | null): number {
  const found = id === null ? -1 : rows.findIndex((row) => row.id === id);
  return found < 0 ? -1 : offset + found;
}

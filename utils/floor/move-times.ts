import { movedTime } from '../concurrency/moved-time';
import type { FloorRow, Gone } from './model';

// This computer's clock was set: each function adds `ms` to all times by that clock.

/** Moves the times of a row. */
export function moveRow(row: FloorRow, ms: number): FloorRow {
  const { startedAt, stateSince, newestFactAt } = row;
  return {
    ...row,
    startedAt: movedTime(startedAt, ms),
    ...(stateSince !== undefined && { stateSince: stateSince + ms }),
    readAt: row.readAt + ms,
    newestFactAt: movedTime(newestFactAt, ms),
  };
}

/** Moves the times of a conversation that has ended. */
export const moveGone = ({ at, factAt }: Gone, ms: number): Gone => ({
  at: at + ms,
  factAt: movedTime(factAt, ms),
});

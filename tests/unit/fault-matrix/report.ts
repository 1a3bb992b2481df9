import { textTable } from '../text-table';
import { CALLS, type CallName } from './calls';
import type { Cell, CellReport } from './cells';
import { expectedOf } from './expectations';
import { FAULT_NAMES, type FaultName, LASTING } from './faults';
import { WAYS_IN, type WayIn } from './ways-in';

/** A cell with what it led to. */
export type Tried = { cell: Cell; report: CellReport };

/**
 * The matrices, faults down and calls across, `once / always` in a cell, and the figures of all of
 * them in one line.
 */
export function matrixReport(tried: readonly Tried[], uncaught: number): string {
  const right = tried.filter(({ cell, report }) => report.ending === expectedOf(cell)).length;
  const duplicates = tried.filter(
    ({ report }) => Math.max(report.sessions.made, report.afterwards.sessions.made) > 1,
  ).length;
  return [
    ...WAYS_IN.map((wayIn) => matrixOf(wayIn, tried)),
    `faults tried ${tried.length}, outcomes right ${right}, duplicate sessions ${duplicates}, uncaught errors ${uncaught}`,
  ].join('\n\n');
}

function matrixOf(wayIn: WayIn, tried: readonly Tried[]): string {
  const cellOf = (call: CallName, fault: FaultName) => {
    const endings = LASTING.map((lasting) => {
      const found = tried.find(
        ({ cell }) =>
          cell.wayIn === wayIn && cell.call.name === call && cell.fault === fault && cell.lasting === lasting,
      );
      if (!found) return 'not tried';
      const expected = expectedOf(found.cell);
      return found.report.ending === expected ? expected : `${found.report.ending} INSTEAD OF ${expected}`;
    });
    return [...new Set(endings)].join(' / ');
  };
  const header = [`A start ${wayIn}`, ...CALLS.map(({ name }) => name)];
  const rows = FAULT_NAMES.map((fault) => [fault, ...CALLS.map(({ name }) => cellOf(name, fault))]);
  return textTable([header, ...rows]);
}

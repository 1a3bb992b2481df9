import { textTable } from '../text-table';

/** Counts how the calls of one endpoint ended. */
export type Tally = { name: string; resolved: number; failed: Map<string, number> };

export function newTally(name: string): Tally {
  return { name, resolved: 0, failed: new Map() };
}

export function countFailure(tally: Tally, code: string): void {
  tally.failed.set(code, (tally.failed.get(code) ?? 0) + 1);
}

/** The counts as a table: endpoint, bodies tried, resolved, failed by code. */
export function tallyTable(tallies: readonly Tally[]): string {
  return textTable([
    ['endpoint', 'bodies', 'resolved', 'failed'],
    ...tallies.map(({ name, resolved, failed }) => {
      const codes = [...failed].sort(([, a], [, b]) => b - a);
      const total = resolved + codes.reduce((sum, [, count]) => sum + count, 0);
      return [
        name,
        String(total),
        String(resolved),
        codes.map(([code, count]) => `${code} ${count}`).join(', '),
      ];
    }),
  ]);
}

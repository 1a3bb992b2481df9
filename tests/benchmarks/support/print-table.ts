import { textTable } from '../../unit/text-table.ts';

/** Prints a figure; the first row names the columns. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  process.stdout.write(`\n${title}\n${textTable(rows)}\n\n`);
}

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OUTPUT_DIR } from '../../setup/project.ts';
import { textTable } from '../../unit/text-table.ts';

/** One line of the table of all figures: a value of ours beside one of the same run. */
export type Figure = {
  /** What was measured. */
  name: string;
  unit: 'ms' | 'kB' | 'MB' | '%' | 'count';
  ours: number;
  /** What ours is compared with, and its value; missing for a share or a count with a goal. */
  baseline?: { name: string; value: number };
  /** The most that is good: of the ratio, or of the value if there is no baseline. */
  goal?: number;
};

const FOLDER = path.join(OUTPUT_DIR, 'benchmark-figures');
/** Tables of their own, each for one place in a document. */
const TABLES = path.join(OUTPUT_DIR, 'benchmark-tables');

/** Keeps the figures of a benchmark for the table at the end of `npm run bench`. */
export function recordFigures(benchmark: string, figures: readonly Figure[]): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path.join(FOLDER, `${benchmark}.json`), JSON.stringify(figures));
}

/** Keeps a table whose place in a document has this name; its first row names the columns. */
export function recordTable(name: string, rows: readonly (readonly string[])[]): void {
  mkdirSync(TABLES, { recursive: true });
  writeFileSync(path.join(TABLES, `${name}.json`), JSON.stringify(rows));
}

/** Removes what earlier runs recorded. */
export function forgetFigures(): void {
  for (const folder of [FOLDER, TABLES]) rmSync(folder, { recursive: true, force: true });
}

/** All figures recorded since, by the names of their benchmarks. */
export const recordedFigures = (): Figure[] => recordedIn<Figure[]>(FOLDER).flatMap(({ content }) => content);

/** All tables recorded since, by their names. */
export const recordedTables = (): { name: string; content: string[][] }[] => recordedIn(TABLES);

function recordedIn<T>(folder: string): { name: string; content: T }[] {
  let files: string[] = [];
  try {
    files = readdirSync(folder).sort();
  } catch {
    // No benchmark recorded any.
  }
  return files.map((file) => ({
    name: path.basename(file, '.json'),
    content: JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as T,
  }));
}

/** Ours as a multiple of the baseline; `null` without one. */
const ratioOf = ({ ours, baseline }: Figure): number | null => (baseline ? ours / baseline.value : null);

/** Whether a figure is within its goal; `null` if it has none. */
export function isReached(figure: Figure): boolean | null {
  if (figure.goal === undefined) return null;
  // As printed: a ratio of 1.504 is shown as 1.50, and is one.
  return Number((ratioOf(figure) ?? figure.ours).toFixed(2)) <= figure.goal;
}

/** The cells of the table of all figures, the names of its columns first. */
export function figureRows(figures: readonly Figure[]): string[][] {
  return [
    ['figure', 'ours', 'compared with', 'its value', 'ratio', 'goal', ''],
    ...figures.map((figure) => {
      const { name, ours, unit, baseline, goal } = figure;
      const ratio = ratioOf(figure);
      const reached = isReached(figure);
      return [
        name,
        withUnit(ours, unit),
        baseline?.name ?? '',
        baseline ? withUnit(baseline.value, unit) : '',
        ratio === null ? '' : ratio.toFixed(2),
        goal === undefined ? '' : `≤ ${ratio === null ? withUnit(goal, unit) : goal}`,
        reached === null ? '' : reached ? 'reached' : 'missed',
      ];
    }),
  ];
}

/** All figures as one table, for a terminal. */
export const figureTable = (figures: readonly Figure[]): string => textTable(figureRows(figures));

function withUnit(value: number, unit: Figure['unit']): string {
  if (unit === 'count') return String(Number(value.toFixed(1)));
  const digits = unit === '%' ? 2 : value < 100 ? 1 : 0;
  return `${value.toFixed(digits)} ${unit}`;
}

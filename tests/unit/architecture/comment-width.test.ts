import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findFiles, ROOT } from '../find-files';

const MAX_COLUMNS = 100;

/** Lines that cannot be broken: directives for tools, and drawings. */
const UNBREAKABLE = /\S {6,}\S|biome-ignore|@ts-|@vitest-environment|https?:\/\/|[─│┌┐└┘├┤▶◀]/;

const files = findFiles(['{components,entrypoints,tests,utils}/**/*.{ts,tsx,mjs,css}', '*.ts']);

it('No comment is wider than 100 columns.', () => {
  const wide = files.flatMap((file) =>
    readFileSync(`${ROOT}/${file}`, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        /^\s*(\/\/|\/?\*|\{\/\*)/.test(line) && line.length > MAX_COLUMNS && !UNBREAKABLE.test(line)
          ? [`${file}:${index + 1}`]
          : [],
      ),
  );
  expect(files.length).toBeGreaterThan(500);
  expect(wide).toEqual([]);
});

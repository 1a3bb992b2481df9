import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MAX_COLUMNS = 100;

/** Lines that cannot be broken: directives for tools, and drawings. */
const UNBREAKABLE = /\S {6,}\S|biome-ignore|@ts-|@vitest-environment|https?:\/\/|[─│┌┐└┘├┤▶◀]/;

const files = globSync(['{components,entrypoints,tests,utils}/**/*.{ts,tsx,mjs,css}', '*.ts'], { cwd: ROOT });

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

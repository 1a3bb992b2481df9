import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

it.each([
  ['SECURITY.md', 20],
  ['ARCHITECTURE.md', 20],
  ['CONTRIBUTING.md', 5],
])('%s names files that are there', (document, atLeast) => {
  const named = [
    ...readFileSync(`${ROOT}/${document}`, 'utf8').matchAll(
      /`((?:components|entrypoints|tests|utils)\/[\w./-]+)`/g,
    ),
  ].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(atLeast);
  expect(named.filter((path) => !existsSync(`${ROOT}/${path}`))).toEqual([]);
});

const DOCUMENTS = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT });

it('every npm script that a document names exists', () => {
  const { scripts } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = DOCUMENTS.flatMap((document) =>
    [...readFileSync(`${ROOT}/${document}`, 'utf8').matchAll(/npm run ([a-z0-9:-]+)/g)].map(
      ([, name = '']) => ({ document, name }),
    ),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ name }) => !(name in scripts))).toEqual([]);
});

it('every link from a document to a file leads somewhere', () => {
  const links = DOCUMENTS.flatMap((document) =>
    [...readFileSync(`${ROOT}/${document}`, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      ([, target = '']) => path.join(path.dirname(document), target),
    ),
  );
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((target) => !existsSync(`${ROOT}/${target}`))).toEqual([]);
});

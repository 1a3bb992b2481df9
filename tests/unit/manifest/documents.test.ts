import { existsSync, readFileSync } from 'node:fs';
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

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const named = [
  ...readFileSync(`${ROOT}/SECURITY.md`, 'utf8').matchAll(/`((?:tests|utils|entrypoints)\/[\w./-]+)`/g),
].map(([, path = '']) => path);

it('SECURITY.md names files that are there', () => {
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(`${ROOT}/${path}`))).toEqual([]);
});

import { expect, it } from 'vitest';
import { fnv1a } from '@/utils/hash/fnv-1a';

// Source: the test vectors of the algorithm's authors.
it.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('hashes “%s” as everybody does', (text, hash) => {
  expect(fnv1a(text)).toBe(hash);
});

import { expect, it } from 'vitest';

const sources = import.meta.glob<string>('/{utils,entrypoints,components}/**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

it('Nothing but areas.ts writes to the browser’s storage: the background reads from memory, which knows what went through there', () => {
  const writes = /\b(?:session|local|storage(?:\[\w+\])?)\.(?:set|remove|clear)\(/;
  const writers = Object.entries(sources).flatMap(([path, text]) => (writes.test(text) ? [path] : []));
  expect(Object.keys(sources).length).toBeGreaterThan(200);
  expect(writers).toEqual(['/utils/storage/areas.ts']);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSensibleJson } from '@/utils/http/bounded-json';

/** Depth and number of values, counted in what the parser made of a text. */
function shapeOf(value: unknown): { depth: number; values: number } {
  if (typeof value !== 'object' || value === null) return { depth: 0, values: 1 };
  const inside = Object.values(value).map(shapeOf);
  return {
    depth: 1 + Math.max(0, ...inside.map(({ depth }) => depth)),
    values: 1 + inside.reduce((sum, { values }) => sum + values, 0),
  };
}

describe('isSensibleJson', () => {
  it('accepts any JSON within its limits, and never a deeper one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const { depth, values } = shapeOf(JSON.parse(text));
        expect(isSensibleJson(text, { depth, values: values * 2 + 1 })).toBe(true);
        if (depth > 0) expect(isSensibleJson(text, { depth: depth - 1, values: values * 2 + 1 })).toBe(false);
      }),
    );
  });

  it('does not count what is inside of strings', () => {
    const text = JSON.stringify({ a: '[[[[{{{{,,,,\\"[[[[', 'b\\': '\\\\"[[[[' });
    expect(isSensibleJson(text, { depth: 1, values: 4 })).toBe(true);
  });

  it.each([
    ['ten million lists, one in the other', '['.repeat(10_000_000)],
    ['a hundred thousand objects, one in the other', '{"a":'.repeat(100_000)],
    ['a million empty objects', `[${'{},'.repeat(1_000_000)}0]`],
    ['a million fields', `{${'"a":0,'.repeat(1_000_000)}"b":0}`],
    ['a million numbers', `[${'0,'.repeat(1_000_000)}0]`],
  ])('refuses %s, without parsing it', (_what, text) => {
    expect(isSensibleJson(text)).toBe(false);
  });

  it('passes over a string without an end, and one of backslashes only', () => {
    expect(isSensibleJson(`"${'\\'.repeat(1_000_000)}`)).toBe(true);
    expect(isSensibleJson(`"${'\\"'.repeat(1_000_000)}`)).toBe(true);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isolate, plainLine, shorten } from '@/utils/invite/plain-text';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });

describe('plainLine', () => {
  it.each([
    ['line breaks', 'Dana\r\nhttps://evil.example\u2028x\u2029y\u0085z', 'Dana https://evil.example x y z'],
    ['tabs and other control characters', 'a\tb\u0000c\u001bd\u007fe', 'a b c d e'],
    ['marks that turn the direction', '\u202eDana\u202c \u2066x\u2069 \u200fy', 'Dana x y'],
    ['what is invisible', 'Da\u200bna\ufeff\u00ad', 'Dana'],
    ['half of a surrogate pair', 'Dana\ud83d', 'Dana'],
    ['space around and between', '  Dana   Whitfield ', 'Dana Whitfield'],
  ])('takes away %s', (_what, text, plain) => {
    expect(plainLine(text)).toBe(plain);
  });

  it('leaves joiners, which scripts and emoji need', () => {
    for (const text of ['👩‍💻', 'می‌خواهم', '田中 美咲', 'Søren Ødegaard']) expect(plainLine(text)).toBe(text);
  });

  it('makes one line of anything', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(plainLine(text)).not.toMatch(/[\r\n\u2028\u2029\p{Cc}]/u);
        expect(plainLine(plainLine(text))).toBe(plainLine(text));
      }),
    );
  });
});

describe('shorten', () => {
  it('cuts between characters as people see them, and says so', () => {
    expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 15)).toBe('👩‍👩‍👧‍👦…');
    expect(shorten('e\u0301e\u0301e\u0301', 4)).toBe('e\u0301…');
    expect(shorten('Dana Whitfield', 6)).toBe('Dana…');
    expect(shorten('Dana', 4)).toBe('Dana');
  });

  it('is never longer than asked for, even where one character is', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: -5, max: 400 }), (text, most) => {
        expect(shorten(text, most).length).toBeLessThanOrEqual(Math.max(most, 0));
      }),
    );
    expect(shorten(`e${'\u0301'.repeat(500)}`, 80)).toBe('…');
  });
});

describe('isolate', () => {
  it('wraps what is written from right to left, and nothing else', () => {
    expect(isolate('ليلى حداد')).toBe('\u2068ليلى حداد\u2069');
    expect(isolate('דנה W.')).toBe('\u2068דנה W.\u2069');
    expect(isolate('Søren 田中')).toBe('Søren 田中');
  });
});

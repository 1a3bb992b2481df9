import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasContent, PURPOSES } from '@/utils/invite/purpose';

/** Characters that are invisible, or visible only in combination with others. */
const NOTHING = [
  '',
  '   ',
  '\u3164',
  '\u2800',
  '\u034f',
  '\u115f',
  '\u1160',
  '\uffa0',
  '\u17b4',
  '\u17b5',
  '\u180b',
  '\u180e',
  '\ufe0f',
  '\u{e0100}',
  '\u{e0041}\u{e007f}',
  '\u0301',
  '\u0301\u0302\u20dd',
  '\u{13441}',
  '\u{13442}',
  '\u200b\u200c\u200d\u2060\ufeff\u00ad',
  '\u202e\u2066',
  '\ud83d',
  '…!?—·',
  '\u3000\u00a0\u1680',
  '\ue000',
];

describe('A purpose says something', () => {
  it.each(NOTHING.map((text) => [[...text].map((one) => one.codePointAt(0)?.toString(16)).join(' '), text]))(
    'not where it holds only U+%s',
    (_code, text) => {
      expect(hasContent(text)).toBe(false);
    },
  );

  it('where it has one letter or digit of any script', () => {
    for (const text of [...PURPOSES, 'a', '7', 'ق', 'क्ष', 'ไทย', '研', '٣', '\u3164x', 'Ⅷ'])
      expect(hasContent(text), text).toBe(true);
  });

  it('never where every character of it is ignorable, a mark, a blank, a control or a sign', () => {
    const unseen = fc
      .integer({ min: 0, max: 0x10ffff })
      .map((code) => String.fromCodePoint(code))
      .filter((one) => /[\p{Default_Ignorable_Code_Point}\p{M}\p{Z}\p{C}\p{S}\p{P}]/u.test(one));
    fc.assert(
      fc.property(fc.array(unseen, { maxLength: 20 }), (characters) => {
        expect(hasContent(characters.join(''))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('for each character of Unicode exactly where it is a letter or number that can be seen', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const one = String.fromCodePoint(code);
      const isDrawn =
        /[\p{L}\p{N}]/u.test(one) &&
        !/\p{Default_Ignorable_Code_Point}/u.test(one) &&
        code !== 0x13441 &&
        code !== 0x13442;
      if (hasContent(one) !== isDrawn) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });
});

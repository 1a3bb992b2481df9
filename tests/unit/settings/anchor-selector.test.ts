// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANCHORS } from '@/utils/genesys-desktop/selectors';
import { isAnchorSelector } from '@/utils/settings/anchor-selector';

describe('a selector that a policy may add', () => {
  it.each([
    ...ANCHORS.map(({ selector }) => selector),
    '.bar',
    '#controls',
    'div.a.b#c',
    '[data-qa-id]',
    '[data-qa-id=controls]',
    "[title='Call controls']",
    '[class*="controls" i]',
    'main > div.bar button ~ [role="toolbar"]',
    '.a+.b',
  ])('is %s', (selector) => {
    expect(isAnchorSelector(selector)).toBe(true);
    expect(() => document.querySelector(selector)).not.toThrow();
  });

  it.each([
    '',
    ' ',
    'body',
    '*',
    'div > span',
    '.a,.b',
    '.a >',
    '> .a',
    '.a  .b',
    '.a:has(.b)',
    '.a::before',
    '.a{color:red}',
    '.a;.b',
    '[a="b',
    '[a="\\"]',
    '[a="</style>"]',
    '<img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    'url(https://evil.example)',
    '@import "x"',
    '.a/**/.b',
    '.ä',
    `.${'a'.repeat(200)}`,
  ])('is not %j', (text) => {
    expect(isAnchorSelector(text)).toBe(false);
  });

  it('never takes long to read, and never has what could end a selector', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab.#[]="\'> +~:{}<\\ ') }), (text) => {
        if (isAnchorSelector(text)) expect(text).not.toMatch(/[{}<\\;:,]/);
      }),
      { numRuns: 2_000 },
    );
    expect(isAnchorSelector('a '.repeat(5_000))).toBe(false);
  });
});

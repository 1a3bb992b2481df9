import { describe, expect, it } from 'vitest';
import { lateScript } from '@/utils/build/late-script';

/** What the build makes of a page. */
function built(html: string): string {
  const { transformIndexHtml } = lateScript();
  if (typeof transformIndexHtml !== 'object') throw new Error('The plugin has another form.');
  const handler = transformIndexHtml.handler as unknown as (html: string) => string;
  return handler(html);
}

const OWN = '<script type="module" crossorigin src="/chunks/popup-1.js"></script>';
const PRELOAD = '<link rel="modulepreload" crossorigin href="/chunks/styles-1.js">';
const STYLE = '<link rel="stylesheet" crossorigin href="/assets/styles-1.css">';

describe('a page with an early read', () => {
  it('has it load its own script, and still lists its styles', () => {
    const page = `<head><script src="/early-read.js"></script>${OWN}${PRELOAD}${STYLE}</head>`;
    expect(built(page)).toBe(
      `<head><script src="/early-read.js" data-next="/chunks/popup-1.js"></script>${STYLE}</head>`,
    );
  });

  it('is refused without a script of its own', () => {
    expect(() => built('<head><script src="/early-read.js"></script></head>')).toThrow(
      'no script of its own',
    );
  });
});

it('A page without an early read stays as it is.', () => {
  const page = `<head>${OWN}${PRELOAD}${STYLE}</head>`;
  expect(built(page)).toBe(page);
});

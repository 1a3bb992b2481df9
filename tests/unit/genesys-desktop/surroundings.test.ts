// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { surroundingsOf } from '@/entrypoints/genesys-desktop.content/surroundings';

afterEach(() => {
  document.body.innerHTML = '';
});

/** A bar within an outer element, with styles of their own. */
function bar({ outer = '', inner = '', button = '' }) {
  document.body.innerHTML = `<main style="${outer}"><menu style="${inner}"><button style="${button}">Hold</button></menu></main>`;
  const anchor = document.querySelector('menu');
  if (!anchor) throw new Error('There is no bar.');
  return { anchor, floating: false };
}

describe('what the button takes over from the desktop', () => {
  it.each([
    ['rgb(255, 255, 255)', '', false],
    ['rgb(20, 24, 40)', '', true],
    ['rgb(20, 24, 40)', 'rgba(0, 0, 0, 0)', true],
    ['rgb(20, 24, 40)', 'rgb(240, 240, 240)', false],
    ['', '', false],
  ])('is whether it is dark behind the bar: %j, %j', (outer, inner, isDark) => {
    const place = bar({ outer: `background-color: ${outer}`, inner: `background-color: ${inner}` });
    expect(surroundingsOf(place).isDark).toBe(isDark);
  });

  it.each([
    ['4px', 4],
    ['0px', 0],
    ['999px', 8],
  ])('is how round its buttons are, within limits: %s', (given, radius) => {
    const place = bar({ button: `border-top-left-radius: ${given}` });
    expect(surroundingsOf(place).radius).toBe(radius);
    expect(surroundingsOf({ ...place, floating: true })).not.toHaveProperty('radius');
  });
});

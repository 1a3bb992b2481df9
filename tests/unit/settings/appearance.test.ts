import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Appearance,
  appearanceOf,
  applyAppearance,
  DEFAULT_APPEARANCE,
} from '@/utils/settings/appearance';

const root = () => ({ dataset: {} as DOMStringMap }) as HTMLElement;

describe('the appearance', () => {
  it('is told to the styles; without a choice they follow the browser', () => {
    const page = root();
    applyAppearance(page, { theme: 'dark', density: 'compact', popupWidth: 600 });
    expect(page.dataset).toEqual({ theme: 'dark', density: 'compact', popupWidth: '600' });
    applyAppearance(page, DEFAULT_APPEARANCE);
    expect(page.dataset).toEqual({ density: 'comfortable', popupWidth: '400' });
  });

  it.each<[unknown, Partial<Appearance>]>([
    [undefined, {}],
    [null, {}],
    ['text', {}],
    [{ appearance: null }, {}],
    [{ appearance: { theme: 'dark' } }, { theme: 'dark' }],
    [{ appearance: { theme: 'pink', density: 'compact', popupWidth: '480' } }, { density: 'compact' }],
    [{ appearance: { popupWidth: 480 } }, { popupWidth: 480 }],
  ])('is read from %j before anything could check it', (stored, known) => {
    expect(appearanceOf(stored)).toEqual({ ...DEFAULT_APPEARANCE, ...known });
  });
});

it('Dark by choice has the colors of dark by the browser.', () => {
  const css = readFileSync(new URL('../../../components/common/tokens.css', import.meta.url), 'utf8');
  const tokensIn = (rule: RegExp) =>
    [...(rule.exec(css)?.[1] ?? '').matchAll(/(--[\w-]+): ([^;]+);/g)].map(([, name, value]) => [
      name,
      value,
    ]);
  const byBrowser = tokensIn(/:root:not\(\[data-theme="light"\]\) \{([^}]+)\}/);
  expect(byBrowser.length).toBeGreaterThan(20);
  expect(tokensIn(/:root\[data-theme="dark"\] \{([^}]+)\}/)).toEqual(byBrowser);
});

/** How the extension's own pages look, as the user has chosen it. */
export const THEMES = ['system', 'light', 'dark'] as const;
export const DENSITIES = ['comfortable', 'compact'] as const;
/** In CSS pixels. */
export const POPUP_WIDTHS = [400, 480, 600] as const;

export type Appearance = {
  theme: (typeof THEMES)[number];
  density: (typeof DENSITIES)[number];
  popupWidth: (typeof POPUP_WIDTHS)[number];
};

export const DEFAULT_APPEARANCE: Appearance = { theme: 'system', density: 'comfortable', popupWidth: 400 };

/**
 * Tells a page's styles what the user has chosen: `data-theme`, `data-density` and
 * `data-popup-width` on its root, for `components/common/tokens.css`.
 */
export function applyAppearance(root: HTMLElement, { theme, density, popupWidth }: Appearance): void {
  const { dataset } = root;
  // Without the attribute, the styles follow the browser.
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
  dataset.density = density;
  dataset.popupWidth = String(popupWidth);
}

/**
 * Returns the appearance in settings as they are stored, for the moment before anything can check
 * them: what is not known there is the default.
 */
export function appearanceOf(stored: unknown): Appearance {
  const given = (stored as { appearance?: Partial<Record<keyof Appearance, unknown>> } | undefined)
    ?.appearance;
  const oneOf = <T>(choices: readonly T[], value: unknown, fallback: T): T =>
    choices.find((choice) => choice === value) ?? fallback;
  return {
    theme: oneOf(THEMES, given?.theme, DEFAULT_APPEARANCE.theme),
    density: oneOf(DENSITIES, given?.density, DEFAULT_APPEARANCE.density),
    popupWidth: oneOf(POPUP_WIDTHS, given?.popupWidth, DEFAULT_APPEARANCE.popupWidth),
  };
}

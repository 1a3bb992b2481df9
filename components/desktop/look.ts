/**
 * The button's styles, as one sheet for a closed shadow root on somebody else's page. The page can
 * neither pass styles on to it nor set any: the host is reset with `!important` (inside a shadow
 * root that wins over the page's own), every colour is literal, and there is no custom property,
 * whose type a page could register. The colours are exported because they are checked at each
 * press.
 */

const LIGHT = {
  surface: 'rgb(255, 255, 255)',
  line: 'rgb(207, 212, 227)',
  text: 'rgb(23, 26, 38)',
  textMuted: 'rgb(87, 93, 112)',
  accent: 'rgb(52, 81, 225)',
  accentHover: 'rgb(39, 64, 192)',
  onAccent: 'rgb(255, 255, 255)',
  live: 'rgb(11, 122, 69)',
  liveSurface: 'rgb(222, 245, 232)',
  danger: 'rgb(179, 38, 30)',
  caution: 'rgb(168, 101, 0)',
};

const DARK: typeof LIGHT = {
  surface: 'rgb(33, 37, 50)',
  line: 'rgb(58, 65, 86)',
  text: 'rgb(236, 238, 246)',
  textMuted: 'rgb(164, 171, 192)',
  accent: 'rgb(147, 165, 255)',
  accentHover: 'rgb(175, 188, 255)',
  onAccent: 'rgb(16, 22, 58)',
  live: 'rgb(107, 220, 160)',
  liveSurface: 'rgb(18, 56, 42)',
  danger: 'rgb(255, 154, 146)',
  caution: 'rgb(244, 192, 99)',
};

/**
 * The colours of a button that starts something, at rest and under the pointer, as computed styles.
 */
export function pressableColours(dark: boolean): { backgrounds: readonly string[]; text: string } {
  const { accent, accentHover, onAccent } = dark ? DARK : LIGHT;
  return { backgrounds: [accent, accentHover], text: onAccent };
}

/** Heights of the buttons that start something, in CSS pixels, by class. */
export const HEIGHTS: Readonly<Record<string, number>> = { main: 32, 'recovery-action': 28, open: 24 };

const colours = (c: typeof LIGHT) => `
  button:focus-visible { outline-color: ${c.accent}; }
  .main, .open, .recovery-action { background: ${c.accent}; color: ${c.onAccent}; }
  .main:hover:not(:disabled), .open:hover, .recovery-action:hover { background: ${c.accentHover}; }
  .live, .note { border-color: ${c.line}; background: ${c.surface}; color: ${c.text}; }
  .live-dot { background: ${c.live}; box-shadow: 0 0 0 3px ${c.liveSurface}; }
  .note { border-left-color: ${c.danger}; color: ${c.textMuted}; }
  .note-waiting { border-left-color: ${c.caution}; }
  .note-title { color: ${c.text}; }
  .close { color: ${c.textMuted}; }
`;

/** The whole style sheet. */
export const DESKTOP_CSS = `
  :host {
    all: initial !important;
    direction: ltr !important;
    unicode-bidi: isolate !important;
    display: inline-block !important;
    flex: none !important;
    width: max-content !important;
    color-scheme: light dark !important;
    forced-color-adjust: none !important;
    user-select: none !important;
    -webkit-user-select: none !important;
  }
  :host::before, :host::after { content: none !important; display: none !important; }
  *, *::before, *::after { box-sizing: border-box; }
  .box, .trouble { position: relative; display: inline-block; }
  button, .live, .note { font: 400 13px / 18px system-ui, sans-serif; }
  button { margin: 0; padding: 0; border: 0; cursor: pointer; }
  button:focus-visible { outline: 2px solid; outline-offset: 2px; }
  .icon { flex: none; }
  .main {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    height: 32px;
    padding: 0 14px;
    border-radius: 16px;
    font-weight: 600;
    white-space: nowrap;
    box-shadow: 0 1px 3px rgb(0 0 0 / 25%);
  }
  .main:disabled { cursor: default; }
  .who { display: inline-flex; gap: 5px; font-weight: 400; }
  /* Clipped, not hidden: hidden content could be scrolled. */
  .name { max-width: 132px; overflow: clip; text-overflow: ellipsis; }
  .spin { animation: spin 0.9s linear infinite; }
  @keyframes spin { to { transform: rotate(1turn); } }
  .live {
    display: inline-flex;
    align-items: center;
    gap: 12px;
    height: 32px;
    padding: 0 4px 0 14px;
    border: 1px solid;
    border-radius: 16px;
    white-space: nowrap;
    box-shadow: 0 1px 3px rgb(0 0 0 / 25%);
  }
  .live-text { display: inline-flex; align-items: center; gap: 10px; }
  .live-dot { width: 8px; height: 8px; border-radius: 50%; }
  .open, .recovery-action { padding: 0 12px; font-size: 12px; font-weight: 600; }
  .open { height: 24px; border-radius: 12px; }
  .recovery-action { height: 28px; margin-top: 8px; border-radius: 14px; }
  .note {
    position: absolute;
    z-index: 2147483646;
    top: 40px;
    right: 0;
    width: 296px;
    padding: 12px 36px 12px 14px;
    border: 1px solid;
    border-left-width: 4px;
    border-radius: 8px;
    overflow-wrap: anywhere;
    box-shadow: 0 8px 24px rgb(0 0 0 / 22%);
  }
  /*
   * Above the note's shadow: the browser counts a button under it as covered, and a covered one
   * starts nothing.
   */
  .trouble > .main { position: relative; z-index: 2147483647; }
  .note-title, .note-text { display: block; font: inherit; }
  .note-title { font-weight: 600; }
  .close {
    position: absolute;
    top: 8px;
    right: 8px;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 24px;
    height: 24px;
    border-radius: 6px;
    background: transparent;
  }
  /*
   * If the desktop has no bar of controls, the button floats above the page, with room for messages
   * above it only.
   */
  .floating { position: fixed; right: 24px; bottom: 24px; z-index: 2147483000; }
  .floating .note { top: auto; bottom: 40px; }
  ${colours(LIGHT)}
  @media (prefers-color-scheme: dark) { ${colours(DARK)} }
  @media (prefers-reduced-motion: reduce) {
    .spin { animation-duration: 3s; animation-timing-function: steps(8); }
  }
`;

/**
 * The button's styles, as one sheet for a closed shadow root on somebody else's page. The page can
 * neither pass styles on to it nor set any: the host is reset with `!important` (inside a shadow
 * root that wins over the page's own), every color is literal, and there is no custom property,
 * whose type a page could register. Lengths and colors are those of `components/common/tokens.css`.
 * The colors are exported because they are checked at each press.
 */

const LIGHT = {
  surface: 'rgb(255, 255, 255)',
  hover: 'rgb(244, 245, 248)',
  line: 'rgb(223, 226, 236)',
  controlLine: 'rgb(134, 141, 161)',
  text: 'rgb(23, 26, 38)',
  muted: 'rgb(86, 92, 112)',
  action: 'rgb(52, 81, 225)',
  actionHover: 'rgb(39, 64, 192)',
  actionText: 'rgb(47, 73, 207)',
  onAction: 'rgb(255, 255, 255)',
  running: 'rgb(11, 122, 69)',
  danger: 'rgb(179, 38, 30)',
  attention: 'rgb(135, 81, 0)',
  shadow: 'rgb(23 26 38 / 18%)',
};

const DARK: typeof LIGHT = {
  surface: 'rgb(23, 26, 34)',
  hover: 'rgb(31, 36, 48)',
  line: 'rgb(53, 59, 77)',
  controlLine: 'rgb(125, 133, 156)',
  text: 'rgb(236, 238, 246)',
  muted: 'rgb(168, 175, 196)',
  action: 'rgb(147, 165, 255)',
  actionHover: 'rgb(175, 188, 255)',
  actionText: 'rgb(163, 178, 255)',
  onAction: 'rgb(16, 22, 58)',
  running: 'rgb(107, 220, 160)',
  danger: 'rgb(255, 154, 146)',
  attention: 'rgb(244, 192, 99)',
  shadow: 'rgb(0 0 0 / 50%)',
};

/** The computed colors of a control: its background at rest and under the pointer, and its text. */
export type ControlColors = { backgrounds: readonly string[]; text: string; icon: string };

/** Returns the colors of a control that does something, by its class. */
export function controlColors(className: string, dark: boolean): ControlColors {
  const c = dark ? DARK : LIGHT;
  if (className === 'recovery-action')
    return { backgrounds: [c.action, c.actionHover], text: c.onAction, icon: c.onAction };
  const text = { open: c.actionText, end: c.danger }[className] ?? c.text;
  return { backgrounds: [c.surface, c.hover], text, icon: className === 'main' ? c.action : text };
}

/**
 * Returns the colors of every control in forced colors. The sheet sets them on the host too, where
 * they can be read: they are the user's own.
 */
export function forcedColors(host: CSSStyleDeclaration): ControlColors {
  return { backgrounds: [host.outlineColor], text: host.color, icon: host.color };
}

/** Heights of the controls that do something, in CSS pixels, by class. */
export const HEIGHTS: Readonly<Record<string, number>> = {
  main: 32,
  open: 30,
  more: 30,
  invite: 32,
  end: 32,
  'recovery-action': 28,
};

const colors = (c: typeof LIGHT) => `
  button:focus-visible { outline-color: ${c.action}; }
  .main, .live, .overlay, &.floating { border-color: ${c.controlLine}; background: ${c.surface}; color: ${c.text}; }
  .overlay, &.floating { border-color: ${c.line}; box-shadow: 0 8px 24px ${c.shadow}; }
  .open, .more, .invite, .end { background: ${c.surface}; color: ${c.text}; }
  .open, .more { border-inline-start-color: ${c.line}; }
  .open { color: ${c.actionText}; }
  .end { color: ${c.danger}; }
  .main:hover:not(:disabled), .open:hover, .more:hover, .invite:hover, .end:hover,
  .grip:hover, .close:hover { background: ${c.hover}; }
  .main .icon { color: ${c.action}; }
  .recovery-action { background: ${c.action}; color: ${c.onAction}; }
  .recovery-action:hover { background: ${c.actionHover}; }
  .live-dot { background: ${c.running}; }
  .note { border-inline-start-color: ${c.danger}; color: ${c.muted}; }
  .waiting { border-inline-start-color: ${c.attention}; }
  .done { border-inline-start-color: ${c.running}; }
  .note-title { color: ${c.text}; }
  .close, .grip { color: ${c.muted}; }
`;

/**
 * Returns the whole style sheet.
 * @param direction that of the language of the texts
 */
export const desktopCss = (direction: 'ltr' | 'rtl') => `
  :host {
    all: initial !important;
    direction: ${direction} !important;
    unicode-bidi: isolate !important;
    display: inline-block !important;
    flex: none !important;
    width: max-content !important;
    vertical-align: middle !important;
    color-scheme: light dark !important;
    forced-color-adjust: none !important;
    user-select: none !important;
    -webkit-user-select: none !important;
  }
  :host::before, :host::after { content: none !important; display: none !important; }
  *, *::before, *::after { box-sizing: border-box; }
  /* Not that of the first letters in it, which a bdi has by itself. */
  .box { position: relative; display: inline-flex; direction: ${direction}; vertical-align: top; }
  button, .live, .overlay { font: 400 13px / 18px system-ui, sans-serif; }
  button { margin: 0; padding: 0; border: 1px solid transparent; background: transparent; cursor: pointer; }
  button:focus-visible { outline: 2px solid; outline-offset: 1px; }
  .icon { flex: none; }
  .main, .live {
    display: inline-flex;
    align-items: center;
    height: 32px;
    border: 1px solid;
    border-radius: 6px;
    white-space: nowrap;
  }
  .main { gap: 8px; max-width: calc(100vw - 48px); padding: 0 12px; font-weight: 500; }
  .main:disabled { cursor: default; }
  .who { display: inline-flex; gap: 4px; min-width: 0; margin-inline-start: -4px; overflow: clip; font-weight: 400; }
  /* Clipped, not hidden: hidden content could be scrolled. */
  .name { min-width: 0; max-width: 132px; overflow: clip; text-overflow: ellipsis; }
  .spin { animation: spin 0.9s linear infinite; }
  @keyframes spin { to { transform: rotate(1turn); } }
  .live-text { display: inline-flex; align-items: center; gap: 8px; padding: 0 12px; font: inherit; font-variant-numeric: tabular-nums; }
  .live-dot { width: 8px; height: 8px; border-radius: 50%; }
  .open, .more {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    height: 30px;
    border-block: 0;
    border-inline-end: 0;
    font-weight: 500;
  }
  .open { padding: 0 12px; }
  .more { width: 36px; border-start-end-radius: inherit; border-end-end-radius: inherit; }
  .overlay {
    position: absolute;
    z-index: 2147483646;
    overflow: auto;
    border: 1px solid;
    border-radius: 6px;
    overflow-wrap: anywhere;
  }
  .note { width: 320px; max-width: calc(100vw - 16px); padding: 12px; padding-inline-end: 40px; border-inline-start-width: 4px; }
  .menu { display: grid; min-width: 160px; max-width: 240px; padding: 4px; }
  .invite, .end {
    display: flex;
    align-items: center;
    gap: 8px;
    height: 32px;
    padding: 0 12px;
    border-radius: 4px;
    font-weight: 500;
    text-align: start;
    white-space: nowrap;
  }
  .menu .note-text { padding: 8px 12px; }
  .recovery-action { height: 28px; margin-top: 8px; padding: 0 12px; border-radius: 6px; font-weight: 500; }
  /*
   * Above the overlay's shadow: the browser counts a button under it as covered, and a covered one
   * does nothing.
   */
  .main, .live { position: relative; z-index: 2147483647; }
  .note-title, .note-text { display: block; font: inherit; }
  .note-title { font-weight: 600; }
  .close {
    position: absolute;
    top: 8px;
    inset-inline-end: 8px;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 24px;
    height: 24px;
    border-radius: 4px;
  }
  /* A desktop without a place for it: it floats above the page, in a frame that moves it. */
  .floating { position: fixed; z-index: 2147483000; border: 1px solid; border-radius: 17px; }
  .box.floating .main, .box.floating .live { border-color: transparent; border-radius: 16px; }
  .floating .main { padding-inline-start: 4px; }
  .floating .live-text { padding-inline-start: 4px; }
  .grip {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    flex: none;
    width: 28px;
    height: 32px;
    border-radius: 16px;
    cursor: move;
    touch-action: none;
  }
  .box { ${colors(LIGHT)} }
  .dark { ${colors(DARK)} }
  @media (prefers-reduced-motion: reduce) {
    .spin { animation-duration: 3s; animation-timing-function: steps(8); }
  }
  @media (forced-colors: active) {
    :host { color: ButtonText !important; outline-color: ButtonFace !important; }
    .box {
      &.floating, .main, .live, .recovery-action, .open, .more, .invite, .end, .main .icon, .close, .grip {
        border-color: ButtonText;
        background: ButtonFace;
        color: ButtonText;
      }
      .main:hover:not(:disabled), .open:hover, .more:hover, .invite:hover, .end:hover, .recovery-action:hover {
        border-color: Highlight;
        background: ButtonFace;
      }
      .main:disabled, .main:disabled .icon { border-color: GrayText; color: GrayText; }
      .overlay, .note, .note-title { border-color: CanvasText; background: Canvas; color: CanvasText; box-shadow: none; }
      &.floating { box-shadow: none; }
      &.floating .main, &.floating .live { border-color: ButtonFace; }
      .live-dot { background: ButtonText; }
      button:focus-visible { outline-color: Highlight; }
    }
  }
`;

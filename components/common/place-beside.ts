/** The room between an overlay and the button or the window's edge, in CSS pixels. */
const GAP = 4;

/**
 * Puts a shown overlay below its opener, or above if there is more room, within the window. Its
 * near edges are those of the opener where they fit.
 */
export function placeBeside(overlay: HTMLElement, opener: Element | null): void {
  if (!opener) return;
  const { top, bottom, left, right } = opener.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const below = innerHeight - bottom - 2 * GAP;
  const above = top - 2 * GAP;
  overlay.style.setProperty('--room', `${Math.max(below, above)}px`);
  const { width, height } = overlay.getBoundingClientRect();
  const isBelow = below >= height || below >= above;
  const isAtStart = (left + right) / 2 < innerWidth / 2;
  const x = isAtStart ? left : right - width;
  overlay.style.setProperty('--x', `${Math.max(GAP, Math.min(x, innerWidth - width - GAP))}px`);
  overlay.style.setProperty('--y', `${isBelow ? bottom + GAP : Math.max(GAP, top - GAP - height)}px`);
}

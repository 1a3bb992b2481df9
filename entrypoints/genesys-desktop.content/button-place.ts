import { CONTROLS_SELECTORS } from '@/utils/genesys-desktop/selectors';

/**
 * Where the button goes: into the desktop's own bar of controls, or floating in the corner if there
 * is none.
 */
export type ButtonPlace = { anchor: Element; floating: boolean };

/** How long the desktop may take to show its controls before the button floats, in milliseconds. */
export const CONTROLS_GRACE_MS = 2_500;

/**
 * Returns the place for the button now, or `null` while the desktop is still rendering. `since`:
 * when the conversation came into view.
 */
export function findButtonPlace(page: Document, since: number, now: number): ButtonPlace | null {
  for (const selector of CONTROLS_SELECTORS) {
    const controls = page.querySelector(selector);
    if (controls) return { anchor: controls, floating: false };
  }
  return now - since >= CONTROLS_GRACE_MS && page.body ? { anchor: page.body, floating: true } : null;
}

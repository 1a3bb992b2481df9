import { ANCHORS } from '@/utils/genesys-desktop/selectors';

/**
 * Where the button goes: into the desktop's own bar of controls, or floating above the page if
 * there is none.
 */
export type ButtonPlace = { anchor: Element; floating: boolean };

/** How long the desktop may take to show its controls before the button floats, in milliseconds. */
export const CONTROLS_GRACE_MS = 2_500;

const OWN_ANCHORS = ANCHORS.map(({ selector }) => selector);

/**
 * Returns the place for the button now, or `null` while the desktop is still rendering.
 * @param organizations the organization's own selectors, tried first
 * @param since when the conversation came into view
 */
export function findButtonPlace(
  page: Document,
  organizations: readonly string[],
  since: number,
  now: number,
): ButtonPlace | null {
  for (const selector of [...organizations, ...OWN_ANCHORS]) {
    const controls = find(page, selector);
    if (controls) return { anchor: controls, floating: false };
  }
  return now - since >= CONTROLS_GRACE_MS && page.body ? { anchor: page.body, floating: true } : null;
}

/** A selector of the organization may be one that this browser does not know. */
function find(page: Document, selector: string): Element | null {
  try {
    return page.querySelector(selector);
  } catch {
    return null;
  }
}

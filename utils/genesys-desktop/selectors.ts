/**
 * Selectors of the Genesys desktop that we rely on. None is a documented contract, any release may
 * change them: newest first, followed by older ones, each with the date it was last seen.
 * `data-qa-id` is preferred over classes (renamed often) and texts (localised).
 */

/** Bar of buttons above an interaction: the Cobrowse button is added at its end. */
export const CONTROLS_SELECTORS = [
  '[data-qa-id="interaction-controls-primary"]', // 2026-08
  'div.interaction-controls-primary', // 2025
];

/**
 * Elements whose text is the id of the interaction in view, for routes without it in the address.
 */
export const INTERACTION_ID_SELECTORS = [
  '[data-qa-id="interaction-id"]', // 2026-08
  '[data-qa-id="detail-value-interactionId"]', // 2026-08
];

/** Frames of the desktop's own origin that show an interaction. */
export const INTERACTION_FRAME_SELECTORS = [
  'iframe[title="Analytics UI"]', // 2026-08
  'iframe[src*="analytics-ui"]', // 2026-08
];

/**
 * A place in the markup of the Genesys desktop that we rely on. None is a documented contract: any
 * release may change it. `seen`: when it was last seen there.
 */
type KnownSelector = { selector: string; seen: string };

/*
 * Newest first in each list. `data-qa-id` is preferred over classes, which are renamed often, and
 * over texts, which are localized. The policy `desktopAnchors` comes before the list of anchors.
 */

/** Bar of buttons above an interaction (hold, transfer, disconnect): the button goes to its end. */
export const ANCHORS: readonly KnownSelector[] = [
  { selector: '[data-qa-id="interaction-controls-primary"]', seen: '2026-08' },
  { selector: 'div.interaction-controls-primary', seen: '2025-11' },
];

/** Text of the interaction's id, for routes without it in the address. */
export const INTERACTION_IDS: readonly KnownSelector[] = [
  // In the header of an interaction.
  { selector: '[data-qa-id="interaction-id"]', seen: '2026-08' },
  // In the list of its details.
  { selector: '[data-qa-id="detail-value-interactionId"]', seen: '2026-08' },
];

/** Frames of the desktop's own origin that show an interaction. */
export const INTERACTION_FRAMES: readonly KnownSelector[] = [
  { selector: 'iframe[title="Analytics UI"]', seen: '2026-08' },
  { selector: 'iframe[src*="analytics-ui"]', seen: '2026-08' },
];

/** Returns one selector that matches what any of these match. */
export const anyOf = (known: readonly KnownSelector[]): string =>
  known.map(({ selector }) => selector).join();

/** A window so low, as when zoomed in, that parts of a page share a line or cover each other. */
export const LOW_WINDOW = '(max-height: 26.2em)';

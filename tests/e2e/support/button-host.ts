/**
 * The element of the page in which our button stands, as a CSS selector. The one place that knows
 * it. The product puts the attribute there for this and goes by it nowhere: whoever copies or takes
 * it away changes nothing.
 */
export const BUTTON_HOST = '[data-cobrowse-for-genesys-cloud]';

/** The name of that attribute, for who looks at a DOM without selectors. */
export const BUTTON_HOST_ATTRIBUTE = 'data-cobrowse-for-genesys-cloud';

/**
 * CSS selector of the page element that contains the button; defined only here. The extension sets
 * the attribute only for tests and reads it nowhere: copying or removing it changes nothing.
 */
export const BUTTON_HOST = '[data-cobrowse-for-genesys-cloud]';

/** The name of that attribute, where selectors cannot be used. */
export const BUTTON_HOST_ATTRIBUTE = 'data-cobrowse-for-genesys-cloud';

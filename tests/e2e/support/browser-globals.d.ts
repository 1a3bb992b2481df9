/**
 * `chrome`, for functions that tests evaluate inside the browser. The extension itself imports
 * `browser`.
 */
declare const chrome: typeof import('wxt/browser').browser;

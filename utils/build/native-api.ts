import type { Plugin } from 'vite';

/**
 * Uses Chromium's own API instead of the polyfill, in builds for Chromium only: it returns promises
 * too. The polyfill would be a seventh of what a wake of the background loads, and a quarter of
 * what the popup loads before its first rows.
 */
export function nativeApi(): Plugin {
  return {
    name: 'native-browser-api',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.includes('@wxt-dev/webextension-polyfill/browser')) return null;
      return await this.resolve('@wxt-dev/browser', importer, { skipSelf: true });
    },
  };
}

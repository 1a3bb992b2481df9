/**
 * Where the supported browsers differ, each with its reason. No other file of the extension asks
 * which browser it runs in. What is found out by trying is handled where it is tried, and the
 * manifests differ in `wxt.config.ts`: docs/browsers.md lists all of it. Chrome and Edge share a
 * build; Firefox has its own.
 */

/**
 * Firefox has a sidebar in place of the side panel: another API, a command of its own, and the
 * press on an icon without popup arrives as an event.
 */
export const hasSidebar = (): boolean => import.meta.env.FIREFOX;

/**
 * In Firefox, an icon that opens the sidebar has no popup. A call to open one then succeeds, and
 * opens nothing.
 */
export const opensPopupAlways = (): boolean => !import.meta.env.FIREFOX;

/**
 * Firefox reports no changes of managed storage, so there a policy is read each time. Source:
 * https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/storage/StorageArea/onChanged
 */
export const reportsPolicyChanges = (): boolean => !import.meta.env.FIREFOX;

/**
 * Chromium ends an invisible sign-in at the first page load unless told that scripts may redirect.
 * Firefox waits by itself, and rejects a call with an option that it does not know.
 */
export const takesSilentOptions = (): boolean => !import.meta.env.FIREFOX;

/** Chromium reads the descriptions of suggestions as XML, Firefox as plain text. */
export const readsSuggestionsAsXml = (): boolean => !import.meta.env.FIREFOX;

/** In Firefox, the running extension knows only its Firefox id. */
export const knowsChromiumId = (): boolean => !import.meta.env.FIREFOX;

/**
 * A tab of Firefox belongs to a container with cookies of its own, where the person may be signed
 * in to Genesys Cloud while they are not elsewhere.
 */
export const hasContainers = (): boolean => import.meta.env.FIREFOX;

/**
 * Returns the addresses of a tab: the one that it loads, then the one that it shows. Firefox has no
 * `pendingUrl`, so there a tab that still loads counts with the address that it had before.
 */
export function addressesOf(tab: { url?: string | undefined; pendingUrl?: string | undefined }): string[] {
  return [tab.pendingUrl, tab.url].flatMap((address) => address || []);
}

/**
 * Returns the address of the browser's page for shortcuts; `null` in Firefox, which has a call for
 * this and lets no extension open its own pages by address.
 * @param userAgent tells Edge from Chrome: they have the same build
 */
export function shortcutsPage(userAgent: string): string | null {
  if (import.meta.env.FIREFOX) return null;
  return `${/\bEdg\//.test(userAgent) ? 'edge' : 'chrome'}://extensions/shortcuts`;
}

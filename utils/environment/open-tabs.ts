import { browser } from '#imports';
import { environmentFromAddress } from './from-address';
import type { RegionKey } from './regions';

/**
 * Returns the region of an open Genesys Cloud page, the front tab first; `null` if none is visible.
 * The browser shows the address of a tab only if access to its host was granted or, with
 * `activeTab`, after the icon was pressed on it.
 */
export async function findOpenRegion(): Promise<RegionKey | null> {
  const [inFront, all] = await Promise.all([
    browser.tabs.query({ active: true, currentWindow: true }),
    browser.tabs.query({}),
  ]);
  for (const { url } of [...inFront, ...all]) {
    const region = url === undefined ? null : environmentFromAddress(url);
    if (region) return region.key;
  }
  return null;
}

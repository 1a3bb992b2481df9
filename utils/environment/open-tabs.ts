import { browser } from '#imports';
import { environmentFromAddress } from './from-address';
import type { RegionKey } from './regions';

/**
 * The region of a Genesys Cloud page that is open, the one in front before others; `null` where
 * none is seen. The browser shows the address of a tab only where its host was granted or, by
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

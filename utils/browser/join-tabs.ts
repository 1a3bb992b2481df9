import { browser } from '#imports';
import { addressesOf, hasContainers } from './differences';

/**
 * Whether a tab shows a page that `matches`, or is loading one. Addresses can be read only with
 * host access: a tab without a readable address counts as showing something else.
 */
export async function tabShows(tabId: number, matches: (url: string) => boolean): Promise<boolean> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  const [address] = tab ? addressesOf(tab) : [];
  return address !== undefined && matches(address);
}

/**
 * Brings a page to the front: in `tabId` if that tab shows a page that `matches`, in a tab that
 * already shows this exact address (a worker may have died right after opening one), otherwise in a
 * new one. Returns the tab.
 * @param anew loads the address again in a tab that already shows it
 * @param beside how the addresses of tabs begin that it opens beside, see {@link placeBeside}
 */
export async function showInTab(
  url: string,
  tabId: number | null,
  matches: (url: string) => boolean,
  { anew = false, beside }: { anew?: boolean; beside?: string } = {},
): Promise<number | null> {
  if (tabId !== null && (await tabShows(tabId, matches)) && (await focusTab(tabId))) return tabId;
  // A loading page has no address yet, so query all tabs, without a pattern.
  const tabs = await browser.tabs.query({});
  const opened = tabs.find((tab) => addressesOf(tab).includes(url));
  if (opened?.id !== undefined && (await focusTab(opened.id))) {
    if (anew) await browser.tabs.reload(opened.id);
    return opened.id;
  }
  const place = beside === undefined ? null : await placeBeside(beside);
  const tab = await browser.tabs.create({ url, active: true, ...place });
  if (place) await browser.windows.update(place.windowId, { focused: true });
  return tab.id ?? null;
}

/**
 * Returns where a page opens so that it gets the container and the window of the tab that was used
 * last, among those whose address begins like this. A link in that tab would open there too, and
 * the person is signed in there. An opener hands on its container without the permission to read
 * cookies. `null` where there are no containers, or no such tab.
 */
async function placeBeside(begins: string): Promise<{ openerTabId: number; windowId: number } | null> {
  if (!hasContainers()) return null;
  const tabs = await browser.tabs.query({ windowType: 'normal' });
  const [last] = tabs
    .filter(({ url }) => url?.startsWith(begins))
    .sort((one, other) => (other.lastAccessed ?? 0) - (one.lastAccessed ?? 0));
  return last?.id === undefined ? null : { openerTabId: last.id, windowId: last.windowId };
}

/** Brings a tab and its window to the front; returns whether it still exists. */
export async function focusTab(tabId: number): Promise<boolean> {
  try {
    const tab = await browser.tabs.update(tabId, { active: true });
    if (tab?.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
    return true;
  } catch {
    return false;
  }
}

/** Navigates a tab to another page. */
export async function navigateTab(tabId: number, url: string): Promise<void> {
  await browser.tabs.update(tabId, { url });
}

/** Closes a tab, if it still exists. */
export async function closeTab(tabId: number): Promise<void> {
  await browser.tabs.remove(tabId).catch(() => undefined);
}

/** Closes every tab whose address `matches`, including tabs that were not stored. */
export async function closeTabsWhere(matches: (url: string) => boolean): Promise<void> {
  const tabs = await browser.tabs.query({});
  const found = tabs.filter((tab) => addressesOf(tab).some(matches));
  await Promise.all(found.map(({ id }) => (id === undefined ? undefined : closeTab(id))));
}

/**
 * Returns the HTTP status of the page in a tab, or `null` if the browser does not report it.
 * Source: `responseStatus` of PerformanceNavigationTiming, read in the page's isolated world;
 * nothing is passed in.
 */
export async function pageStatus(tabId: number): Promise<number | null> {
  try {
    const [answer] = await browser.scripting.executeScript({
      target: { tabId },
      func: () => {
        const [entry] = performance.getEntriesByType('navigation');
        return entry && 'responseStatus' in entry ? Number(entry.responseStatus) : null;
      },
    });
    return typeof answer?.result === 'number' ? answer.result : null;
  } catch {
    return null;
  }
}

import { browser } from '#imports';

/**
 * Whether a tab shows a page that `matches`, or is on its way to one. Addresses can be read only
 * with host access: a tab whose address cannot be read shows something else, as far as anybody
 * knows.
 */
export async function tabShows(tabId: number, matches: (url: string) => boolean): Promise<boolean> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  const address = tab?.pendingUrl || tab?.url;
  return Boolean(address && matches(address));
}

/**
 * Shows a page in front: in `tabId` if that tab shows a page that `matches`, in a tab that shows
 * this very address already (a worker may have died right after it opened one), else in a new one;
 * answers the tab.
 */
export async function showInTab(
  url: string,
  tabId: number | null,
  matches: (url: string) => boolean,
): Promise<number | null> {
  if (tabId !== null && (await tabShows(tabId, matches)) && (await focusTab(tabId))) return tabId;
  // A page that is still on its way has no address yet, so all tabs are asked and none by a
  // pattern.
  const tabs = await browser.tabs.query({});
  const opened = tabs.find((tab) => tab.url === url || tab.pendingUrl === url);
  if (opened?.id !== undefined && (await focusTab(opened.id))) return opened.id;
  const tab = await browser.tabs.create({ url, active: true });
  return tab.id ?? null;
}

/** Brings a tab and its window to the front; answers whether it is still there. */
export async function focusTab(tabId: number): Promise<boolean> {
  try {
    const tab = await browser.tabs.update(tabId, { active: true });
    if (tab?.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
    return true;
  } catch {
    return false;
  }
}

/** Sends a tab to another page. */
export async function navigateTab(tabId: number, url: string): Promise<void> {
  await browser.tabs.update(tabId, { url });
}

/** Closes a tab; one that is gone already is fine. */
export async function closeTab(tabId: number): Promise<void> {
  await browser.tabs.remove(tabId).catch(() => undefined);
}

/** Closes every tab whose address `matches`, also those that nobody noted. */
export async function closeTabsWhere(matches: (url: string) => boolean): Promise<void> {
  const tabs = await browser.tabs.query({});
  const found = tabs.filter(({ url, pendingUrl }) => matches(url ?? '') || matches(pendingUrl ?? ''));
  await Promise.all(found.map(({ id }) => (id === undefined ? undefined : closeTab(id))));
}

/**
 * HTTP status with which the page in a tab was answered, or `null` when the browser does not tell.
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

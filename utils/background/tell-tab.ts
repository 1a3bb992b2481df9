import { browser } from '#imports';
import type { Protocol } from '../messaging/protocol';

/** What the background tells the script in a tab. */
type ToldToTabs = 'desktop-script-retired' | 'desktop-view-changed' | 'judge-desktop-view';

/**
 * Sends a message to the script in a tab. Not by the messenger: it leaves the error of a tab that
 * does not listen unread, and the browser prints it as one that nobody caught. Answers what the
 * script answers, in the messenger's wrapping.
 * @throws where no script listens: the tab is closed, shows another page, or is loading
 */
export async function tellTab<T extends ToldToTabs>(
  tabId: number,
  type: T,
  ...[data]: Parameters<Protocol[T]>
): Promise<unknown> {
  const message = { id: 0, type, timestamp: Date.now(), ...(data !== undefined && { data }) };
  // The script is in the page itself and in none of its frames.
  return await browser.tabs.sendMessage(tabId, message, { frameId: 0 });
}

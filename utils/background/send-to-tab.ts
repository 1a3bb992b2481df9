import { browser } from '#imports';
import type { Protocol } from '../messaging/protocol';

/** The messages from the background to the script in a tab. */
type TabMessage = 'desktop-script-retired' | 'desktop-view-changed' | 'judge-desktop-view';

/**
 * Sends a message to the script in a tab. Does not use the messenger: if the tab does not listen,
 * it leaves the error unread, and the browser logs it as uncaught. Returns the script's answer in
 * the messenger's wrapping.
 * @throws if no script listens: the tab is closed, shows another page, or is loading
 */
export async function sendToTab<T extends TabMessage>(
  tabId: number,
  type: T,
  ...[data]: Parameters<Protocol[T]>
): Promise<unknown> {
  const message = { id: 0, type, timestamp: Date.now(), ...(data !== undefined && { data }) };
  // The script runs in the page itself, not in its frames.
  return await browser.tabs.sendMessage(tabId, message, { frameId: 0 });
}

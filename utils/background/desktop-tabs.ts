import { browser } from '#imports';
import type { DesktopView } from '../messaging/protocol';
import { findEnvironment } from '../settings/configuration';
import { sendToTab } from './send-to-tab';
import { desktopTabsItem } from './state';

/** Remembers which conversation a desktop tab shows; `null` if it no longer shows one. */
export async function noteConversationInView(tabId: number, conversationId: string | null): Promise<void> {
  await desktopTabsItem.update((tabs) => {
    const { [tabId]: _, ...others } = tabs;
    return conversationId === null ? others : { ...others, [tabId]: conversationId };
  });
}

/** Returns the conversation that a tab's page last reported, or `null`. */
export async function conversationNotedFor(tabId: number): Promise<string | null> {
  return (await desktopTabsItem.get())[tabId] ?? null;
}

/** Returns the conversations that desktop pages report as in view. */
export async function conversationsInView(): Promise<string[]> {
  return Object.values(await desktopTabsItem.get());
}

/** Returns the origin of the desktop's pages, or `null` if no environment is set. */
export async function getDesktopOrigin(): Promise<string | null> {
  return (await findEnvironment())?.appsOrigin ?? null;
}

/** Sends the view of a conversation to one tab, if it still shows that conversation. */
export async function pushToDesktopTab(
  tabId: number,
  conversationId: string,
  viewOf: (conversationId: string) => Promise<DesktopView>,
): Promise<void> {
  const [view, desktopOrigin] = await Promise.all([viewOf(conversationId), getDesktopOrigin()]);
  if ((await conversationNotedFor(tabId)) !== conversationId) return;
  const open = await browser.tabs.get(tabId).catch(() => null);
  if (open?.url && isOfDesktop(open.url, desktopOrigin)) await sendToTab(tabId, 'desktop-view-changed', view);
}

/**
 * Sends views to the desktop tabs that show their conversations: to the page itself, not to its
 * frames, and not to a tab that has navigated elsewhere. Calls `viewOf` only for conversations in
 * view.
 */
export async function pushToDesktopTabs(
  viewOf: (conversationId: string) => Promise<DesktopView>,
  getDesktopOrigin: () => Promise<string | null>,
): Promise<void> {
  const tabs = Object.entries(await desktopTabsItem.get());
  if (tabs.length === 0) return;
  const desktopOrigin = await getDesktopOrigin();
  await Promise.allSettled(
    tabs.map(async ([key, conversationId]) => {
      const tabId = Number(key);
      const view = await viewOf(conversationId);
      // Check this last, right before sending.
      const open = await browser.tabs.get(tabId).catch(() => null);
      if (!open) await noteConversationInView(tabId, null);
      else if (open.url && isOfDesktop(open.url, desktopOrigin))
        await sendToTab(tabId, 'desktop-view-changed', view);
    }),
  );
}

/** Whether an address is a page of the Genesys desktop. */
export function isOfDesktop(address: string, desktopOrigin: string | null): boolean {
  const { origin, pathname } = new URL(address);
  return origin === desktopOrigin && pathname.startsWith('/directory/');
}

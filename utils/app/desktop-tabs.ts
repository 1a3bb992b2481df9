import { browser } from '#imports';
import { conversationInUrl } from '../genesys-desktop/conversation-in-url';
import type { DesktopView } from '../messaging/protocol';
import { desktopTabsItem } from '../storage/items';
import { tellTab } from './tell-tab';

/** Remembers which conversation a desktop tab shows; `null` when it shows none any more. */
export async function noteConversationInView(tabId: number, conversationId: string | null): Promise<void> {
  await desktopTabsItem.update((tabs) => {
    const { [tabId]: _, ...others } = tabs;
    return conversationId === null ? others : { ...others, [tabId]: conversationId };
  });
}

/** The conversation in view in a tab of the desktop, by its address or, where that has none, by what its page said; else `null`. */
export async function conversationInTab(
  tab: { id?: number | undefined; url?: string | undefined },
  desktopOrigin: string | null,
): Promise<string | null> {
  if (!tab.url || !isOfDesktop(tab.url, desktopOrigin)) return null;
  return (
    conversationInUrl(tab.url) ??
    (tab.id === undefined ? null : ((await desktopTabsItem.get())[tab.id] ?? null))
  );
}

/**
 * Pushes views to the desktop tabs that show their conversations, to the page itself and none of its frames. A tab that has gone
 * elsewhere is told nothing. `viewOf` is asked only for conversations in view.
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
      // Last of all, so that nothing comes between.
      const open = await browser.tabs.get(tabId).catch(() => null);
      if (!open) await noteConversationInView(tabId, null);
      else if (open.url && isOfDesktop(open.url, desktopOrigin))
        await tellTab(tabId, 'desktop-view-changed', view);
    }),
  );
}

function isOfDesktop(address: string, desktopOrigin: string | null): boolean {
  const { origin, pathname } = new URL(address);
  return origin === desktopOrigin && pathname.startsWith('/directory/');
}

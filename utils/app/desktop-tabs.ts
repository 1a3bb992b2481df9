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
  if (!tab.url || desktopOrigin === null || new URL(tab.url).origin !== desktopOrigin) return null;
  return (
    conversationInUrl(tab.url) ??
    (tab.id === undefined ? null : ((await desktopTabsItem.get())[tab.id] ?? null))
  );
}

/** Pushes views to the desktop tabs that show their conversations. `viewOf` is asked only for conversations in view. */
export async function pushToDesktopTabs(
  viewOf: (conversationId: string) => Promise<DesktopView>,
): Promise<void> {
  const tabs = Object.entries(await desktopTabsItem.get());
  await Promise.allSettled(
    tabs.map(async ([tabId, conversationId]) => {
      const open = await browser.tabs.get(Number(tabId)).catch(() => null);
      if (open) await tellTab(Number(tabId), 'desktop-view-changed', await viewOf(conversationId));
      else await noteConversationInView(Number(tabId), null);
    }),
  );
}

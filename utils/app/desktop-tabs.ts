import { browser } from '#imports';
import { DOUBTS } from '../cobrowse/doubts';
import { conversationInUrl } from '../genesys-desktop/conversation-in-url';
import { messenger } from '../messaging/messenger';
import type { DesktopView, Protocol } from '../messaging/protocol';
import { desktopTabsItem } from '../storage/items';

/** Remembers which conversation a desktop tab shows; `null` when it shows none any more. */
export async function noteConversationInView(tabId: number, conversationId: string | null): Promise<void> {
  await desktopTabsItem.update((tabs) => {
    const { [tabId]: _, ...others } = tabs;
    return conversationId === null ? others : { ...others, [tabId]: conversationId };
  });
}

/** The conversation that a tab's page said is in view, or `null`. */
export async function conversationNotedFor(tabId: number): Promise<string | null> {
  return (await desktopTabsItem.get())[tabId] ?? null;
}

/**
 * The conversation in view in a tab of the desktop: by its address, and by what its page said; each
 * `null` where there is none. Answers `null` for a tab that shows something else.
 */
export async function conversationInTab(
  tab: { id?: number | undefined; url?: string | undefined },
  desktopOrigin: string | null,
): Promise<{ byAddress: string | null; byPage: string | null } | null> {
  if (!tab.url || desktopOrigin === null || new URL(tab.url).origin !== desktopOrigin) return null;
  return {
    byAddress: conversationInUrl(tab.url),
    byPage: tab.id === undefined ? null : await conversationNotedFor(tab.id),
  };
}

/** Pushes the view of a conversation to one tab, if it still shows that one. */
export async function pushToDesktopTab(
  tabId: number,
  conversationId: string,
  viewOf: (conversationId: string) => Promise<DesktopView>,
): Promise<void> {
  const view = await viewOf(conversationId);
  if ((await conversationNotedFor(tabId)) !== conversationId) return;
  if (await browser.tabs.get(tabId).catch(() => null))
    await messenger.sendMessage('desktop-view-changed', view, tabId);
}

/**
 * Asks a tab's page what its button stands for, and whether there is a doubt about it; `null` where
 * no script of ours answers.
 */
export async function judgeDesktopView(
  tabId: number,
): Promise<ReturnType<Protocol['judge-desktop-view']> | null> {
  const type: keyof Protocol = 'judge-desktop-view';
  const message = { id: 0, type, timestamp: Date.now() };
  // Not by the messenger: it leaves the error of a tab that does not listen unread, and the browser
  // prints it.
  const answer: unknown = await browser.tabs.sendMessage(tabId, message).catch(() => null);
  return readJudgement(answer);
}

/** Pushes views to the desktop tabs that show their conversations. `viewOf` is asked only for conversations in view. */
export async function pushToDesktopTabs(
  viewOf: (conversationId: string) => Promise<DesktopView>,
): Promise<void> {
  const tabs = Object.entries(await desktopTabsItem.get());
  await Promise.allSettled(
    tabs.map(async ([tabId, conversationId]) => {
      // The messenger leaves a closed tab's error unread, so tabs are known to be open before they are told.
      const open = await browser.tabs.get(Number(tabId)).catch(() => null);
      if (open)
        await messenger.sendMessage('desktop-view-changed', await viewOf(conversationId), Number(tabId));
      else await noteConversationInView(Number(tabId), null);
    }),
  );
}

/**
 * Reads what the script in a page answers, in the messenger's own wrapping; `null` for anything
 * else.
 */
function readJudgement(answer: unknown): ReturnType<Protocol['judge-desktop-view']> | null {
  const { res } = (answer ?? {}) as { res?: { conversationId?: unknown; doubt?: unknown } };
  if (typeof res !== 'object' || res === null) return null;
  const { conversationId, doubt } = res;
  if (conversationId !== null && typeof conversationId !== 'string') return null;
  const known = doubt === null ? null : DOUBTS.find((one) => one === doubt);
  return known === undefined ? null : { conversationId, doubt: known };
}

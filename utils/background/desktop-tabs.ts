import { browser } from '#imports';
import { DOUBTS } from '../cobrowse/doubts';
import { conversationInUrl } from '../genesys-desktop/conversation-in-url';
import type { DesktopNames, DesktopView, Protocol } from '../messaging/protocol';
import { findEnvironment } from '../settings/configuration';
import { desktopTabsItem } from './state';
import { tellTab } from './tell-tab';

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

/** The conversations that the pages of the desktop say are in view. */
export async function conversationsInView(): Promise<string[]> {
  return Object.values(await desktopTabsItem.get());
}

/**
 * The conversation in view in a tab of the desktop: by its address, and by what its page said; each
 * `null` where there is none. Answers `null` for a tab that shows something else.
 */
export async function conversationInTab(
  tab: { id?: number | undefined; url?: string | undefined },
  desktopOrigin: string | null,
): Promise<{ byAddress: string | null; byPage: string | null } | null> {
  if (!tab.url || !isOfDesktop(tab.url, desktopOrigin)) return null;
  return {
    byAddress: conversationInUrl(tab.url),
    byPage: tab.id === undefined ? null : await conversationNotedFor(tab.id),
  };
}

/** The origin of the desktop's pages, or `null` while no environment is set. */
export async function getDesktopOrigin(): Promise<string | null> {
  return (await findEnvironment())?.appsOrigin ?? null;
}

/** Pushes the view of a conversation to one tab, if it still shows that one. */
export async function pushToDesktopTab(
  tabId: number,
  conversationId: string,
  viewOf: (conversationId: string) => Promise<DesktopView>,
): Promise<void> {
  const [view, desktopOrigin] = await Promise.all([viewOf(conversationId), getDesktopOrigin()]);
  if ((await conversationNotedFor(tabId)) !== conversationId) return;
  const open = await browser.tabs.get(tabId).catch(() => null);
  if (open?.url && isOfDesktop(open.url, desktopOrigin)) await tellTab(tabId, 'desktop-view-changed', view);
}

/**
 * Asks a tab's page what its button stands for, and whether there is a doubt about it; `null` where
 * no script of ours answers.
 */
export async function judgeDesktopView(
  tabId: number,
): Promise<ReturnType<Protocol['judge-desktop-view']> | null> {
  return readJudgement(await tellTab(tabId, 'judge-desktop-view').catch(() => null));
}

/**
 * Pushes views to the desktop tabs that show their conversations, to the page itself and none of
 * its frames. A tab that has gone elsewhere is told nothing. `viewOf` is asked only for
 * conversations in view.
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

/**
 * Reads what the script in a page answers, in the messenger's own wrapping; `null` for anything
 * else.
 */
function readJudgement(answer: unknown): ReturnType<Protocol['judge-desktop-view']> | null {
  const { res } = (answer ?? {}) as { res?: { conversationId?: unknown; doubt?: unknown; names?: unknown } };
  if (typeof res !== 'object' || res === null) return null;
  const { conversationId, doubt } = res;
  if (conversationId !== null && typeof conversationId !== 'string') return null;
  const known = doubt === null ? null : DOUBTS.find((one) => one === doubt);
  const names = readNames(res.names);
  return known === undefined ? null : { conversationId, doubt: known, ...(names && { names }) };
}

function readNames(value: unknown): DesktopNames | null {
  const { customer, agent, hasAgent } = (value ?? {}) as Record<string, unknown>;
  const isName = (name: unknown): name is string | null => name === null || typeof name === 'string';
  return isName(customer) && isName(agent) && typeof hasAgent === 'boolean'
    ? { customer, agent, hasAgent }
    : null;
}

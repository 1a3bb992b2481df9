import { DOUBTS } from '../cobrowse/doubts';
import { conversationInUrl } from '../genesys-desktop/conversation-in-url';
import type { DesktopNames, Protocol } from '../messaging/protocol';
import { conversationNotedFor, isOfDesktop } from './desktop-tabs';
import { sendToTab } from './send-to-tab';

/**
 * Returns the conversation in view in a desktop tab: by its address, and as reported by its page;
 * each `null` if there is none. Returns `null` for a tab that shows something else.
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

/**
 * Asks a tab's page which conversation its button is for, and whether there is a doubt about it;
 * `null` if no script of ours answers.
 */
export async function judgeDesktopView(
  tabId: number,
): Promise<ReturnType<Protocol['judge-desktop-view']> | null> {
  return readJudgment(await sendToTab(tabId, 'judge-desktop-view').catch(() => null));
}

/**
 * Reads the answer of the script in a page, in the messenger's wrapping; `null` for anything else.
 */
function readJudgment(answer: unknown): ReturnType<Protocol['judge-desktop-view']> | null {
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

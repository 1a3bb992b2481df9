import { browser } from '#imports';
import { pageStatus } from '../browser-surfaces/join-tabs';
import type { Parts } from './parts';

/** What a join page answers to a token that has expired or is not known; also where the session has ended. */
const REFUSED = [404, 410];

/**
 * Watches the supervisor's own join pages. One that refuses its token is opened again with a fresh one, or its session has ended and
 * leaves the book; a tab that is closed is forgotten, and the session looked at: people close what is over.
 */
export function watchJoinPages({ book, liveSessions, sessionWatch }: Parts): void {
  browser.tabs.onUpdated.addListener((tabId, { status }, { url }) => {
    if (status === 'complete') void mendIfRefused(tabId, url);
  });
  browser.tabs.onRemoved.addListener((tabId) => void forgetTab(tabId));

  async function mendIfRefused(tabId: number, url: string | undefined) {
    const isJoinPage = (await book.sessions()).some((session) => session.tabId === tabId);
    // The user may have gone elsewhere in that tab; another page's troubles are not ours.
    if (!isJoinPage || !url || new URL(url).pathname !== '/cobrowse/join') return;
    if (!REFUSED.includes((await pageStatus(tabId)) ?? 0)) return;
    // A session that has ended meanwhile leaves the book; its page says so itself.
    await liveSessions.mendExpired(tabId).catch(() => undefined);
  }

  async function forgetTab(tabId: number) {
    for (const session of await book.sessions()) {
      if (session.tabId !== tabId) continue;
      await book.setTab(session.id, null);
      // One that cannot be looked at now is looked at when the popup opens.
      await sessionWatch.check(session).catch(() => undefined);
    }
  }
}

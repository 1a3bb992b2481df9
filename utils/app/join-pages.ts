import { browser } from '#imports';
import { pageStatus } from '../browser-surfaces/join-tabs';
import type { Parts } from './parts';

const GONE = 410;

/**
 * Watches the supervisor's own join pages: one that answers "gone" because its token expired is opened again with a fresh one; a tab
 * that is closed is forgotten.
 */
export function watchJoinPages({ book, liveSessions }: Parts): void {
  browser.tabs.onUpdated.addListener((tabId, { status }) => {
    if (status === 'complete') void mendIfExpired(tabId);
  });
  browser.tabs.onRemoved.addListener((tabId) => void forgetTab(tabId));

  async function mendIfExpired(tabId: number) {
    const isJoinPage = (await book.sessions()).some((session) => session.tabId === tabId);
    if (!isJoinPage || (await pageStatus(tabId)) !== GONE) return;
    // A session that has ended meanwhile leaves the book; its page says so itself.
    await liveSessions.mendExpired(tabId).catch(() => undefined);
  }

  async function forgetTab(tabId: number) {
    for (const session of await book.sessions())
      if (session.tabId === tabId) await book.setTab(session.id, null);
  }
}

import type { BrowserContext, Page } from 'playwright-core';

/** Tabs that show a join page now. */
export function joinTabs(context: BrowserContext): Page[] {
  return context.pages().filter((page) => new URL(page.url()).pathname === '/cobrowse/join');
}

/** The next tab that opens a join page. Call before the action that opens it. */
export function nextJoinTab(context: BrowserContext): Promise<Page> {
  return context.waitForEvent('page', {
    predicate: async (page) => {
      await page.waitForURL('**/cobrowse/join?**', { waitUntil: 'commit' });
      return true;
    },
  });
}

import type { BrowserContext, Page } from 'playwright-core';

/** Tabs that show the platform's viewer now. */
export function viewerTabs(context: BrowserContext): Page[] {
  return context.pages().filter((page) => new URL(page.url()).pathname === '/cobrowse-next/viewer.html');
}

/** The next tab that opens the viewer. Call before the action that opens it. */
export function nextViewerTab(context: BrowserContext): Promise<Page> {
  return context.waitForEvent('page', {
    predicate: async (page) => {
      await page.waitForURL('**/cobrowse-next/viewer.html?**', { waitUntil: 'commit' });
      return true;
    },
  });
}

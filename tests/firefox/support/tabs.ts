import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { BiDi } from './bidi.ts';
import { Page } from './page.ts';

/** Timeout until a requested page has loaded, in milliseconds. */
const PAGE_TIMEOUT_MS = 60_000;
/** Milliseconds between two looks at what pages there are. */
const POLL_MS = 50;

const treeSchema = z.object({
  contexts: z.array(z.object({ context: z.string(), url: z.string(), userContext: z.string() })),
});
const createdSchema = z.object({ context: z.string() });

/** The tabs and windows of a running Firefox. */
export type Tabs = {
  /** Opens one of the extension's pages in a new tab. */
  open(file: string): Promise<Page>;
  /** Opens any address in a new tab. `before` runs in the page ahead of the page's own scripts. */
  openUrl(url: string, before?: () => void): Promise<Page>;
  /** Opens an address in a tab of a new container; also returns the container's name. */
  openInContainer(url: string): Promise<{ page: Page; container: string }>;
  /** The container of a tab; `default` outside of all. */
  containerOf(page: Page): Promise<string | undefined>;
  /** The extension's tabs with this page, in the order in which they were opened. */
  pages(file: string): Promise<Page[]>;
  /** The tabs and windows with a matching address, including those of the extension. */
  pagesWhere(fits: (url: string) => boolean): Promise<Page[]>;
  /** Waits for a tab or window with a matching address, and returns the first. */
  page(fits: (url: string) => boolean): Promise<Page>;
  /** Closes every tab and window but this one. */
  closeAllBut(page: Page): Promise<void>;
};

/** @param origin of the extension's pages */
export function tabsOf(bidi: BiDi, origin: string): Tabs {
  const all = async () =>
    (await bidi.send('browsingContext.getTree', { maxDepth: 0 }, treeSchema)).contexts.map(
      ({ context, url, userContext }) => ({ page: new Page(bidi, context), url, container: userContext }),
    );

  async function newTab(more: { userContext?: string } = {}): Promise<Page> {
    const { context } = await bidi.send('browsingContext.create', { type: 'tab', ...more }, createdSchema);
    return new Page(bidi, context);
  }

  async function load(page: Page, url: string): Promise<void> {
    // What is not in view does not run its checks.
    await page.bringToFront();
    await page.goto(url);
  }

  const tabs: Tabs = {
    open: (file) => tabs.openUrl(`${origin}/${file}`),
    async openUrl(url, before) {
      const page = await newTab();
      if (before) await page.runBefore(before);
      await load(page, url);
      return page;
    },
    async openInContainer(url) {
      const { userContext } = await bidi.send(
        'browser.createUserContext',
        {},
        z.object({ userContext: z.string() }),
      );
      const page = await newTab({ userContext });
      await load(page, url);
      return { page, container: userContext };
    },
    containerOf: async (page) => (await all()).find((one) => one.page.is(page))?.container,
    pages: (file) => tabs.pagesWhere((url) => url.split('?')[0] === `${origin}/${file}`),
    async pagesWhere(fits) {
      return (await all()).filter(({ url }) => fits(url)).map(({ page }) => page);
    },
    async page(fits) {
      const until = Date.now() + PAGE_TIMEOUT_MS;
      let urls: string[] = [];
      while (Date.now() < until) {
        const there = await all();
        const found = there.find(({ url }) => fits(url));
        if (found) return found.page;
        urls = there.map(({ url }) => new URL(url).origin + new URL(url).pathname);
        await sleep(POLL_MS);
      }
      throw new Error(`No such page. There are: ${urls.join(' | ')}`);
    },
    async closeAllBut(kept) {
      for (const { page } of await all()) {
        // A window may close itself meanwhile.
        if (!page.is(kept)) await page.close().catch(() => undefined);
      }
    },
  };
  return tabs;
}

import { type Browser, browser } from '#imports';

/** An item of a context menu. */
export type MenuItem = {
  id: string;
  title: string;
  /** On the toolbar icon, or on pages whose address matches. */
  on: 'icon' | { pages: string[] };
  /** Shows a check mark if it is there. */
  checked?: boolean;
};

/**
 * Replaces all items of the context menus. The browser keeps them, also when the worker stops.
 * Items for pages cover whatever is pressed in the page.
 */
export async function replaceMenus(items: readonly MenuItem[]): Promise<void> {
  await browser.contextMenus.removeAll();
  for (const { id, title, on, checked } of items) {
    const place: Partial<Browser.contextMenus.CreateProperties> =
      on === 'icon'
        ? { contexts: ['action'] }
        : {
            contexts: ['page', 'selection', 'link', 'editable', 'image', 'frame'],
            documentUrlPatterns: on.pages,
          };
    browser.contextMenus.create(
      { id, title, ...place, ...(checked !== undefined && { type: 'checkbox', checked }) },
      // Two rebuilds may overlap: the later one replaces the items of the earlier.
      () => void browser.runtime.lastError,
    );
  }
}

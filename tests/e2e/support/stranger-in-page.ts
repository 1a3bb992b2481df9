import type { Page } from 'playwright-core';
import { BUTTON_HOST } from './button-host.ts';
import type { DesktopPage } from './desktop-page.ts';
import { ExtensionsPage } from './extensions-page.ts';
import type { World } from './world.ts';

/** A page of the other extension (see `writeStranger`), which may run code in every page. */
export async function openStranger(world: World): Promise<Page> {
  const id = await (await ExtensionsPage.open(world)).idOf('Stranger');
  const page = await world.context.newPage();
  await page.goto(`chrome-extension://${id}/page.html`);
  return page;
}

/**
 * Has the other extension open our closed root in the desktop, as browsers let extensions do, and
 * either put the focus on our button or put a label for it into the root.
 */
export async function openRootAsStranger(
  stranger: Page,
  desktop: DesktopPage,
  deed: 'focus' | 'label',
): Promise<boolean> {
  return await stranger.evaluate(
    async ([url, selector, what]) => {
      const [tab] = (await chrome.tabs.query({})).filter((one) => one.url === url);
      if (tab?.id === undefined) throw new Error(`No tab at ${url}`);
      const [answer] = await chrome.scripting.executeScript({
        target: { tabId: tab.id },
        args: [selector, what],
        func: (host: string, wanted: string) => {
          const element = document.querySelector<HTMLElement>(host);
          const root = element && chrome.dom.openOrClosedShadowRoot(element);
          const button = (root as ShadowRoot | null)?.querySelector('button');
          if (!root || !button) return false;
          if (wanted === 'focus') button.focus();
          else {
            button.id = 'foreign';
            const label = document.createElement('label');
            label.htmlFor = 'foreign';
            label.textContent = 'Next page';
            label.style.cssText =
              'position:fixed;left:200px;top:400px;width:200px;height:40px;background:#fff';
            (root as ShadowRoot).append(label);
          }
          return true;
        },
      });
      return answer?.result === true;
    },
    [desktop.page.url(), BUTTON_HOST, deed] as const,
  );
}

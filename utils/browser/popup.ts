import { browser } from '#imports';

/**
 * Opens the toolbar popup, or its page in a tab where the browser cannot open one without a click.
 */
export async function openPopup(): Promise<void> {
  try {
    await browser.action.openPopup();
  } catch {
    await browser.tabs.create({ url: browser.runtime.getURL('/popup.html') });
  }
}

import { browser } from '#imports';

/** Opens the toolbar popup, or its page in a tab if the browser cannot open it without a click. */
export async function openPopup(): Promise<void> {
  try {
    await browser.action.openPopup();
  } catch {
    await browser.tabs.create({ url: browser.runtime.getURL('/popup.html') });
  }
}

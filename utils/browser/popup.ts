import { browser } from '#imports';
import { opensPopupAlways } from './differences';

/** Opens the toolbar popup, or its page in a tab if the browser does not open it. */
export async function openPopup(): Promise<void> {
  try {
    await browser.action.openPopup();
    if (opensPopupAlways() || (await browser.action.getPopup({})) !== '') return;
  } catch {
    // Older browsers open it after a click only, and every browser in the window in front only.
  }
  await browser.tabs.create({ url: browser.runtime.getURL('/popup.html') });
}

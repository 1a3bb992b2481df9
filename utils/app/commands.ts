import { type Browser, browser } from '#imports';
import { openPopup } from '../browser-surfaces/popup';
import { conversationInTab } from './desktop-tabs';
import type { Parts } from './parts';

/**
 * The keyboard door. `start-cobrowse` starts for the conversation in the tab in front; where there is none it opens the popup.
 * (`_execute_action`, which opens the popup always, is the browser's own.)
 */
export function watchCommands(
  { startWithStoredSettings }: Parts,
  getDesktopOrigin: () => Promise<string | null>,
): void {
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === 'start-cobrowse') void startInTab(tab);
  });

  async function startInTab(tab: Browser.tabs.Tab | undefined) {
    const inFront = tab ?? (await browser.tabs.query({ active: true, lastFocusedWindow: true }))[0];
    const conversationId = inFront && (await conversationInTab(inFront, await getDesktopOrigin()));
    if (!conversationId) {
      await openPopup();
      return;
    }
    // The outcome is in the book: the page's button shows it, and the popup does where there is no such button.
    await startWithStoredSettings(conversationId).catch(() => undefined);
  }
}

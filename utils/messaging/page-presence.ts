import { browser } from '#imports';
import { identifySender, type Sender } from './sender';

const PORT = 'page-open';

/** Tells the background, from one of the extension's own pages, that this page is open. */
export function announcePresence(): void {
  browser.runtime.connect({ name: PORT });
}

/**
 * Calls `onLastPageClosed` when the last page that had announced itself is gone. It is the one
 * place that accepts ports: any that does not come from one of our own pages (a script in a web
 * page has our id, but the page's address), or has another name, is closed at once and nothing of
 * it is kept.
 */
export function watchPresence(own: { id: string; origin: string }, onLastPageClosed: () => void): void {
  let pages = 0;
  browser.runtime.onConnect.addListener((port) => {
    const sender: Sender = port.sender ?? {};
    if (port.name !== PORT || identifySender(sender, own, null) !== 'own-page') {
      port.disconnect();
      return;
    }
    pages += 1;
    port.onDisconnect.addListener(() => {
      pages -= 1;
      if (pages === 0) onLastPageClosed();
    });
  });
}

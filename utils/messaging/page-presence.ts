import { browser } from '#imports';
import { identifySender, maySend, type Sender } from './sender';

const PORT = 'page-open';

/** Tells the background that this page of the extension is open. */
export function announcePresence(): void {
  browser.runtime.connect({ name: PORT });
}

/**
 * Calls `onLastPageClosed` when the last announced page is gone. This is the only place that
 * accepts ports: it closes any port at once that has another name or does not come from one of our
 * own pages (a script in a web page has our id, but the page's address).
 */
export function watchPresence(own: { id: string; origin: string }, onLastPageClosed: () => void): void {
  let pages = 0;
  browser.runtime.onConnect.addListener((port) => {
    const sender: Sender = port.sender ?? {};
    if (port.name !== PORT || !maySend(identifySender(sender, own, null), 'own-page')) {
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

import { browser } from '#imports';

const PORT = 'looking';

/** Tells the background, from one of the extension's own pages, that somebody looks for as long as this page is open. */
export function announceLooking(): void {
  browser.runtime.connect({ name: PORT });
}

/** Calls `onNobodyLooks` when the last page that had announced itself is gone. */
export function watchLooking(onNobodyLooks: () => void): void {
  let pages = 0;
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== PORT || port.sender?.id !== browser.runtime.id) return;
    pages += 1;
    port.onDisconnect.addListener(() => {
      pages -= 1;
      if (pages === 0) onNobodyLooks();
    });
  });
}

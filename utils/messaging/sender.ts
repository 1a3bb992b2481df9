import type { Browser } from '#imports';
import { SCREENS_PAGE } from '../cobrowse/screen-viewer';

/**
 * Who may send a message: the extension's own pages, its script in a Genesys desktop page, or only
 * the page that shows agents' screens.
 */
export type AllowedSender = 'own-page' | 'desktop-page' | 'screens-page';

/** The fields of a sender that only the browser can set. */
export type Sender = Pick<Browser.runtime.MessageSender, 'id' | 'url' | 'origin' | 'frameId'> & {
  tab?: { id?: number | undefined } | undefined;
};

/**
 * Identifies a sender, from fields that only the browser sets; `null` for anybody else (other
 * extensions, pages on a foreign origin, frames). `desktopOrigin` is the origin of the configured
 * environment's desktop, `null` if there is none.
 */
export function identifySender(
  sender: Sender,
  own: { id: string; origin: string },
  desktopOrigin: string | null,
): AllowedSender | null {
  if (sender.id !== own.id || !sender.url) return null;
  let url: URL;
  try {
    url = new URL(sender.url);
  } catch {
    return null;
  }
  // `URL.origin` is "null" for extension schemes in some engines, so scheme and host are compared
  // instead.
  const fromTab = sender.tab?.id !== undefined && sender.frameId === 0;
  if (`${url.protocol}//${url.host}` === own.origin)
    return fromTab && url.pathname === SCREENS_PAGE ? 'screens-page' : 'own-page';
  const onDesktop =
    desktopOrigin !== null && url.origin === desktopOrigin && url.pathname.startsWith('/directory/');
  return fromTab && onDesktop ? 'desktop-page' : null;
}

/** Whether a sender may send what is accepted `from`. The screens page is one of our own pages. */
export function maySend(sender: AllowedSender | null, from: AllowedSender): boolean {
  return sender === from || (sender === 'screens-page' && from === 'own-page');
}

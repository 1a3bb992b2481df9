import type { Browser } from '#imports';
import type { RequestType } from './client';

/** Who may send a message: the extension's own pages, or its script in a Genesys desktop page. */
export type AllowedSender = 'own-page' | 'desktop-page';

/** One row per request; a request without a row does not compile. */
export const ALLOWED_SENDERS: Record<RequestType, readonly AllowedSender[]> = {
  'sign-in': ['own-page'],
  'sign-out': ['own-page'],
  'save-settings': ['own-page'],
  'review-records': ['own-page'],
  'dismiss-record-reports': ['own-page'],
  'get-redirect-uri': ['own-page'],
  'run-probe': ['own-page'],
  'refresh-conversations': ['own-page'],
  'note-list-view': ['own-page'],
  'pin-agent': ['own-page'],
  'open-channel': ['own-page'],
  'take-notifications': ['own-page'],
  'note-live': ['own-page'],
  'start-session': ['own-page'],
  'start-over': ['own-page'],
  'prepare-start': ['own-page'],
  'dismiss-start': ['own-page'],
  'open-session': ['own-page'],
  'get-agent-link': ['own-page'],
  'get-invitation': ['own-page'],
  'send-invitation': ['own-page'],
  'end-session': ['own-page'],
  'dismiss-ended-session': ['own-page'],
  'enter-practice': ['own-page'],
  'leave-practice': ['own-page'],
  'name-start-to-confirm': ['own-page'],
  'confirm-start': ['own-page'],
  'cancel-start-to-confirm': ['own-page'],
  'show-conversation': ['desktop-page'],
  'start-from-desktop': ['desktop-page'],
  'ask-to-confirm': ['desktop-page'],
  'take-way-out': ['desktop-page'],
};

/** The fields of a sender that only the browser can set. */
export type Sender = Pick<Browser.runtime.MessageSender, 'id' | 'url' | 'origin' | 'frameId'> & {
  tab?: { id?: number | undefined } | undefined;
};

/**
 * Who a sender is, from fields that only the browser sets; `null` for anybody else (other
 * extensions, pages on a foreign origin, frames). `desktopOrigin` is the origin of the configured
 * environment's desktop, `null` while there is none.
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
  if (`${url.protocol}//${url.host}` === own.origin) return 'own-page';
  const fromTab = sender.tab?.id !== undefined && sender.frameId === 0;
  const onDesktop =
    desktopOrigin !== null && url.origin === desktopOrigin && url.pathname.startsWith('/directory/');
  return fromTab && onDesktop ? 'desktop-page' : null;
}

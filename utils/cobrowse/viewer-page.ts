import { VIEWER_PATH } from './join-link-origin';

/**
 * The languages that the viewer supports. Source: the public sample “Custom Desktop with
 * Co-browse”.
 */
const LANGUAGES = 'ar cs da de en-us es fi fr he it ja ko nl no pl pt-br pt-pt ru sv tr zh-cn'.split(' ');

/**
 * Returns the viewer's language for the browser's: the same, otherwise that of another country,
 * otherwise English.
 */
export function viewerLanguage(uiLanguage: string): string {
  const wanted = uiLanguage.toLowerCase().replace('_', '-');
  const [language = ''] = wanted.split('-');
  // Browsers call Norwegian `nb` or `nn`.
  const plain = language === 'nb' || language === 'nn' ? 'no' : language;
  const same = LANGUAGES.find((one) => one === wanted || one === plain);
  return same ?? LANGUAGES.find((one) => one.startsWith(`${plain}-`)) ?? 'en-us';
}

/**
 * Returns the address of the platform's viewer for a conversation. It is computed here, never taken
 * from an answer, and contains no secret.
 */
export function viewerUrl(appsOrigin: string, conversationId: string, language: string): string {
  const url = new URL(VIEWER_PATH, appsOrigin);
  url.searchParams.set('conversationId', conversationId);
  url.searchParams.set('lang', language);
  return url.href;
}

/** Whether a page is the viewer of this conversation, in any language. */
export function isViewerOf(conversationId: string, appsOrigin: string, page: string): boolean {
  if (!URL.canParse(page)) return false;
  const { origin, pathname, searchParams } = new URL(page);
  return (
    origin === appsOrigin &&
    pathname === VIEWER_PATH &&
    searchParams.get('conversationId')?.toLowerCase() === conversationId.toLowerCase()
  );
}

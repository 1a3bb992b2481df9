import { fnv1a } from '../hash/fnv-1a';
import type { Session } from './model';
import { isViewerOf } from './viewer-page';

/**
 * The addresses of session pages: the page that a join link opens (without a query), the origin of
 * the platform's viewer, and the extension's page for agents' screens.
 */
export type SessionPages = { joinPage: string; appsOrigin: string; screensPage: string };

/**
 * Returns a short hash of the join token in a link, to tell the pages of two sessions apart without
 * storing a token; `null` if there is none.
 */
export function markOf(link: string): string | null {
  const token = URL.canParse(link) ? new URL(link).searchParams.get('token') : null;
  return token ? fnv1a(token).toString(16).padStart(8, '0') : null;
}

/**
 * Whether an address is the supervisor's page of a session: the viewer of its conversation, or the
 * join page with the last opened token. A page may remove its token from its address, so an address
 * without one is enough for the stored tab.
 */
export function isPageOf(
  session: Pick<Session, 'service' | 'conversationId' | 'pageMark'>,
  { joinPage, appsOrigin, screensPage }: SessionPages,
  address: string,
): boolean {
  const { service, conversationId, pageMark } = session;
  if (service === 'platform') return isViewerOf(conversationId, appsOrigin, address);
  if (service === 'screen') return address.split(/[?#]/)[0] === screensPage;
  // Do not compare origins: the extension's own pages have none in some browsers.
  if (!URL.canParse(address) || new URL(address).href.split(/[?#]/)[0] !== joinPage) return false;
  const mark = markOf(address);
  return mark === null || pageMark === undefined || mark === pageMark;
}

/** Like {@link isPageOf}, for a tab that was not stored: requires the exact token. */
export function isMarkedPageOf(
  session: Pick<Session, 'service' | 'conversationId' | 'pageMark'>,
  pages: SessionPages,
  address: string,
): boolean {
  if (session.service === 'platform') return isPageOf(session, pages, address);
  return (
    session.pageMark !== undefined &&
    markOf(address) === session.pageMark &&
    isPageOf(session, pages, address)
  );
}

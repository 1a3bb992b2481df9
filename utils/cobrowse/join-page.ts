import { fnv1a } from '../hash/fnv-1a';
import type { Session } from './model';
import { isViewerOf } from './viewer-page';

/** Where the pages of sessions are: without a query, the page that a join link leads to. */
export type SessionPages = { joinPage: string; appsOrigin: string };

/**
 * A short mark of the join token in a link, to tell the pages of two sessions apart without keeping
 * a token; `null` where there is none.
 */
export function markOf(link: string): string | null {
  const token = URL.canParse(link) ? new URL(link).searchParams.get('token') : null;
  return token ? fnv1a(token).toString(16).padStart(8, '0') : null;
}

/**
 * Whether an address is the supervisor's page of a session, and nothing else: the viewer of its
 * conversation, or the join page with the token that was opened last. A page may take its token out
 * of its address, so that an address without one is enough for the tab that was noted.
 */
export function isPageOf(
  session: Pick<Session, 'service' | 'conversationId' | 'pageMark'>,
  { joinPage, appsOrigin }: SessionPages,
  address: string,
): boolean {
  const { service, conversationId, pageMark } = session;
  if (service === 'platform') return isViewerOf(conversationId, appsOrigin, address);
  // Not by its origin: the extension's own pages have none in some browsers.
  if (!URL.canParse(address) || new URL(address).href.split(/[?#]/)[0] !== joinPage) return false;
  const mark = markOf(address);
  return mark === null || pageMark === undefined || mark === pageMark;
}

/** The same, for a tab that nobody noted: only with the very token. */
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

import { fail } from '../errors/failure';

/** Paths of the services' pages. */
export const JOIN_PATH = '/cobrowse/join';
export const VIEWER_PATH = '/cobrowse-next/viewer.html';

/**
 * Accepts only links to the environment's own join pages or its viewer; throws `unsafe-join-link`
 * otherwise. This is the last check before a tab opens: whatever an answer contained, the
 * supervisor never lands elsewhere.
 */
export function assertJoinLinkOrigin(
  url: string,
  { joinOrigin, appsOrigin }: { joinOrigin: string; appsOrigin: string },
): void {
  if (!URL.canParse(url)) throw fail('unsafe-join-link');
  const { origin, pathname, username, password } = new URL(url);
  const allowed =
    (origin === joinOrigin && pathname === JOIN_PATH) || (origin === appsOrigin && pathname === VIEWER_PATH);
  // Our links never contain a user name or password.
  const isNamed = username !== '' || password !== '';
  if (!allowed || isNamed) throw fail('unsafe-join-link');
}

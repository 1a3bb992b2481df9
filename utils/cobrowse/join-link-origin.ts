import { fail } from '../errors/failure';

/** Where the pages of the services lie. */
export const JOIN_PATH = '/cobrowse/join';
export const VIEWER_PATH = '/cobrowse-next/viewer.html';

/**
 * Lets a link through only when it points to the environment's own join pages or to its viewer;
 * throws `unsafe-join-link` otherwise. The last gate before a tab opens: whatever an answer
 * contained, the supervisor never lands elsewhere.
 */
export function assertJoinLinkOrigin(
  url: string,
  { joinOrigin, appsOrigin }: { joinOrigin: string; appsOrigin: string },
): void {
  if (!URL.canParse(url)) throw fail('unsafe-join-link');
  const { origin, pathname, username, password } = new URL(url);
  const allowed =
    (origin === joinOrigin && pathname === JOIN_PATH) || (origin === appsOrigin && pathname === VIEWER_PATH);
  // A name in front of the host belongs to no origin, and to no link of ours.
  const isNamed = username !== '' || password !== '';
  if (!allowed || isNamed) throw fail('unsafe-join-link');
}

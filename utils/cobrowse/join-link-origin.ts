import { fail } from '../errors/failure';

/**
 * Lets a join link through only when it points to the environment's own join pages; throws `unsafe-join-link` otherwise. The last gate
 * before a tab opens: whatever an answer contained, the supervisor never lands elsewhere.
 */
export function assertJoinLinkOrigin(url: string, joinOrigin: string): void {
  if (!URL.canParse(url)) throw fail('unsafe-join-link');
  const { origin, pathname } = new URL(url);
  if (origin !== joinOrigin || pathname !== '/cobrowse/join') throw fail('unsafe-join-link');
}

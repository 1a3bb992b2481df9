import { fail } from '../errors/failure';

/**
 * Lets a join link through only when it points to the environment's own join pages; throws `unsafe-join-link` otherwise. The last gate
 * before a tab opens: whatever an answer contained, the supervisor never lands elsewhere.
 */
export function assertJoinLinkOrigin(url: string, joinOrigin: string): void {
  if (!URL.canParse(url)) throw fail('unsafe-join-link');
  const { origin, pathname, username, password } = new URL(url);
  // A name in front of the host belongs to no origin, and to no link of ours.
  const isNamed = username !== '' || password !== '';
  if (origin !== joinOrigin || pathname !== '/cobrowse/join' || isNamed) throw fail('unsafe-join-link');
}

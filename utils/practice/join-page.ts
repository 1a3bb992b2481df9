import { PRACTICE_ORIGIN } from './model';

/**
 * Where a join link leads: one of the practice to the extension's own page, any other to where it
 * says. Called after the gate for join links, which lets the practice's origin through only while
 * practice is on.
 * @param page address of the extension's page
 */
export function joinPageOf(url: string, page: string): string {
  const { origin, search } = new URL(url);
  return origin === PRACTICE_ORIGIN ? page + search : url;
}

/** Whom and what a link of the practice is for; `null` for none of its links. */
export function readPracticeLink(search: string): { sessionId: string; userId: string } | null {
  const [sessionId, userId] = new URLSearchParams(search).get('token')?.split('~') ?? [];
  return sessionId && userId ? { sessionId, userId } : null;
}

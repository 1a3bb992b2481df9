import { PRACTICE_ORIGIN } from './model';

/**
 * Returns where a join link leads: a practice link to the extension's own page, any other to its
 * own address. Called after the gate for join links, which accepts the practice origin only while
 * practice is on.
 * @param page address of the extension's page
 */
export function joinPageOf(url: string, page: string): string {
  const { origin, search } = new URL(url);
  return origin === PRACTICE_ORIGIN ? page + search : url;
}

/** Returns the session and user of a practice link; `null` for any other link. */
export function readPracticeLink(search: string): { sessionId: string; userId: string } | null {
  const [sessionId, userId] = new URLSearchParams(search).get('token')?.split('~') ?? [];
  return sessionId && userId ? { sessionId, userId } : null;
}

/**
 * What each call is about, most specific path first. The catalog of failures has a message for
 * each subject that is not found.
 */
const ASKED_FOR: readonly (readonly [path: RegExp, subject: string])[] = [
  [/^\/api\/v2\/conversations\/[^/]+\/cobrowse$/, 'co-browse'],
  [/\/screenmonitors\/sessions\/[^/]+$/, 'session'],
  [/\/screenmonitors\//, 'screen-monitoring'],
  [/^\/api\/v2\/conversations\/[^/]+/, 'conversation'],
  [/^\/api\/v2\/conversations$/, 'conversations'],
  [/^\/api\/v2\/cobrowse\/sessions\/[^/]+/, 'session'],
  [/^\/api\/v2\/cobrowse\/sessions$/, 'cobrowse'],
  [/^\/api\/v2\/analytics\/agents\//, 'agents'],
  [/^\/api\/v2\/analytics\/conversations\/activity\//, 'activity'],
  [/^\/api\/v2\/analytics\/conversations\/details\//, 'search'],
  [/^\/api\/v2\/notifications\/channels/, 'channel'],
  [/^\/api\/v2\/chats\/users\//, 'chat'],
  [/^\/api\/v2\/users\/[^/]+/, 'user'],
  [/^\/api\/v2\/users$/, 'users'],
  [/^\/api\/v2\/routing\/queues/, 'queues'],
  [/^\/api\/v2\/(?:tokens|authorization)\//, 'sign-in'],
];

/**
 * Returns what a call is about, as the `subject` of its 404 or 409: the answer itself may not say.
 * Returns `undefined` for a path that is not in the table.
 * @param path below the API's origin, without its query
 */
export function askedFor(path: string): string | undefined {
  return ASKED_FOR.find(([pattern]) => pattern.test(path))?.[1];
}

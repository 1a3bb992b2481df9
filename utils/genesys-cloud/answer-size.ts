/**
 * The largest accepted answers, in bytes after decompression. The platform's own are far smaller;
 * larger ones are cut off. `short`: an acknowledgement, a token, an address. `entity`: one user or
 * session. `large`: a conversation with all its participants, a user with all permissions, a
 * hundred users or queues, a thousand topics. `listing`: up to a thousand entries.
 */
export const MAX_ANSWER_BYTES = {
  short: 64_000,
  entity: 256_000,
  large: 4_000_000,
  listing: 8_000_000,
} as const;

/** The size of each call, by method and path; the first match counts. */
const SIZES: readonly (readonly [call: RegExp, size: keyof typeof MAX_ANSWER_BYTES])[] = [
  [/^GET \/api\/v2\/conversations$/, 'listing'],
  [/^POST \/api\/v2\/analytics\//, 'listing'],
  [/^GET \/api\/v2\/conversations\/[^/]+$/, 'large'],
  [/^GET \/api\/v2\/users(?:\/me)?$/, 'large'],
  [/^GET \/api\/v2\/routing\/queues$/, 'large'],
  [/^PUT \/api\/v2\/notifications\/channels\/[^/]+\/subscriptions$/, 'large'],
  [/^(?:POST|HEAD) \/api\/v2\/notifications\/channels/, 'short'],
  [/^POST \/api\/v2\/cobrowse\/sessions\/[^/]+\/participants\/[^/]+\/tokens$/, 'short'],
  [/^POST \/api\/v2\/(?:chats|conversations)\//, 'short'],
  [/^DELETE /, 'short'],
];

/**
 * Returns the largest accepted answer to a call, in bytes. A call that is not in the table counts
 * as `entity`.
 */
export function largestAnswerTo({ method, path }: { method: string; path: string }): number {
  const call = `${method} ${path}`;
  return MAX_ANSWER_BYTES[SIZES.find(([pattern]) => pattern.test(call))?.[1] ?? 'entity'];
}

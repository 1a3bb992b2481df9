/**
 * The closed list of everything that can go wrong, as users see it. Every failure has a code:
 * anything unforeseen is `unexpected-error`.
 */
export const ERROR_CODES = [
  'signed-out',
  'sign-in-canceled',
  'sign-in-failed',
  'sign-in-page-failed',
  'invalid-client',
  'not-configured',
  'policy-unreadable',
  'host-access-missing',
  'permission-denied',
  'not-found',
  'no-agent',
  'purpose-required',
  'cobrowse-unavailable',
  'conflict',
  'session-not-allowed',
  'screen-refused',
  'screen-unreachable',
  'agent-not-told',
  'invalid-request',
  'rate-limited',
  'timed-out',
  'unreachable',
  'server-error',
  'unexpected-response',
  'join-token-expired',
  'unsafe-join-link',
  'switched-off',
  'practice-refused',
  'invalid-message',
  'unexpected-error',
] as const;

/** One of the codes of {@link ERROR_CODES}. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What the user can do next; the UI turns each into a button. */
export const RECOVERY_ACTIONS = [
  'sign-in',
  'open-settings',
  'try-again',
  'refresh',
  'grant-access',
  'reopen',
  /** To the live session that is in the way. */
  'open-session',
  'choose-purpose',
  'reload',
  'wait',
  'none',
] as const;
export type RecoveryAction = (typeof RECOVERY_ACTIONS)[number];

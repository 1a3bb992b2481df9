import type { Failure } from '@/utils/errors/failure';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';

/**
 * What the slot above the list shows first: why the last press did nothing; what failed; that
 * Genesys Cloud cannot be reached; what resumes automatically; what waits for a sign-in; what the
 * list cannot contain; what has ended; and where else to find something.
 */
const RANKS = ['refused', 'failure', 'offline', 'waiting', 'sign-in', 'permission', 'ended', 'hint'] as const;
export type NoticeRank = (typeof RANKS)[number];

/** A failure, with its recovery action and its details. */
export type FailureNotice = {
  kind: 'failure';
  failure: Failure;
  /** It resumes automatically, and is not (yet) an error. */
  waiting: boolean;
  /** Another text for the recovery-action button; an empty text removes the button. */
  recoveryActionName?: string | undefined;
  onRecoveryAction: (action: RecoveryAction) => void;
};

/** Anything else: a sentence, perhaps more in the sheet, perhaps a button. */
export type PlainNotice = {
  kind: 'plain';
  tone: 'attention' | 'info';
  title: string;
  /** Shown in the sheet only, and spoken; none if the sentence says everything. */
  more?: readonly string[];
  action?: { name: string; title?: string; busy?: boolean; onPress: () => void };
  /** What the sheet copies, to be sent to an administrator. */
  request?: string;
};

/** One line of the notice slot. */
export type Notice = {
  /** The same as long as it says the same. */
  key: string;
  rank: NoticeRank;
  /** The conversation or session this is about. */
  about?: string | undefined;
  onDismiss?: (() => void) | undefined;
} & (FailureNotice | PlainNotice);

/** Sorts notices by what matters most; those of one rank keep their order. */
export function rankNotices(notices: readonly Notice[]): Notice[] {
  return [...notices].sort((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank));
}

/** The rank of a failure. */
export function rankOfFailure({ code }: Failure, waiting: boolean): NoticeRank {
  if (code === 'signed-out') return 'sign-in';
  if (waiting) return 'waiting';
  return code === 'unreachable' || code === 'timed-out' ? 'offline' : 'failure';
}

import type { FloorRow } from '@/utils/floor/model';
import type { StartBlocker } from './start-blocker';

/** The user's sessions and starts, as conversation ids. */
export type RowSessions = {
  /** Conversations with a live session. */
  live: ReadonlySet<string>;
  /** Those of them whose customer has not accepted yet. */
  offered: ReadonlySet<string>;
  /** Conversations whose start is running. */
  starting: ReadonlySet<string>;
};

/** What can be done with a row of the list. */
export type RowActions = {
  /** Why a row cannot be started, if there is a reason. */
  findStartBlocker: (row: FloorRow) => StartBlocker | null;
  /** `insists`: the key was pressed again on a refused row, to try anyway. */
  onStart: (conversationId: string, insists?: boolean) => void;
  /** Prefetches what a start needs. */
  onPrepare: (conversationId: string) => void;
  /** Opens the conversation in Genesys Cloud. */
  onOpenInGenesys: (conversationId: string) => void;
  onCopy: (text: string) => void;
};

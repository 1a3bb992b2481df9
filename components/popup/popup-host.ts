import type { ComponentChildren, RefObject } from 'preact';
import type { Session } from '@/utils/cobrowse/model';
import type { SessionSettings } from '@/utils/settings/settings';
import type { RowColumns } from '../conversation-list/row-columns';
import type { StartBlocker } from '../conversation-list/start-blocker';
import type { Target } from './StartBar';

/** What a page can show of the selected row besides the list, and how its start would go. */
export type SelectedDetail = {
  target: Target;
  /** The signed-in user. */
  userId: string;
  /** Why it cannot be started, if there is a reason. */
  blocker: StartBlocker | null;
  /** The user's session on it. */
  session: Session | null;
  /** Of the next start, as far as they apply to the service. */
  settings: SessionSettings;
  /** Why control cannot be chosen here; shown instead of the choice. */
  withoutControl: string | undefined;
  /** Of the next start; empty for none. */
  purpose: string;
};

/** A page with the popup in it. It speaks, and has the shortcuts, itself. */
export type PopupHost = {
  /** Its outermost element: the focus may move anywhere in it. */
  page: RefObject<HTMLElement | null>;
  /** What a wide list has in columns. */
  columns: RowColumns;
  /** Draws more about the selected row, between the list and the start bar. */
  detail: (selected: SelectedDetail) => ComponentChildren;
};

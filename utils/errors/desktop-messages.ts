import type { FailureMessage } from './messages';

/** A start was pressed, and the background has not confirmed that it is recorded. */
export const NOT_RECEIVED: FailureMessage = {
  title: 'The extension is not responding.',
  help: 'The session may still start. If nothing happens, click Cobrowse in the toolbar.',
  recoveryAction: 'none',
};

/** A press on a button that had not been unchanged for long enough. */
export const PRESS_AGAIN: FailureMessage = {
  title: 'Nothing was started yet.',
  help: 'The button had only just appeared, moved or changed. Check the names on it, then press it again.',
  recoveryAction: 'none',
};

/** The window that confirms a start could not be opened. */
export const NO_WINDOW: FailureMessage = {
  title: 'The confirmation window could not be opened.',
  help: 'Nothing was started. Start from the list in the toolbar, or try again in a minute.',
  recoveryAction: 'none',
};

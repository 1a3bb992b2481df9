/**
 * Why a start is confirmed in a window of the extension first. All but `purpose` are doubts about a
 * press in the page: whether the person saw what they pressed, or whether it was their press at
 * all.
 */
export const DOUBTS = [
  /** Covered, cropped, faded, filtered, distorted, or styled differently from our own styles. */
  'altered',
  /** The browser cannot say whether something covers the button (Firefox). */
  'cannot-tell',
  /** A key was pressed, and the person may not have focused the button themselves. */
  'focus',
  /** A click without pointer or key, as assistive technology sends it. */
  'no-pointer',
  /** The button could not name customer and agent. */
  'unnamed',
  /** By shortcut: the conversation was not in view for long enough. */
  'too-soon',
  /** By shortcut: the page's address and its content show different conversations. */
  'disagrees',
  /** By shortcut: the page has no button that could name the conversation. */
  'no-button',
  /** The conversation's participants are no longer those that the button named. */
  'changed',
  /** No doubt: the window asks for the purpose of the session. */
  'purpose',
] as const;

/** One of {@link DOUBTS}. */
export type Doubt = (typeof DOUBTS)[number];

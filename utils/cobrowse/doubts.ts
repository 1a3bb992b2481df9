/**
 * Why a start is confirmed in a window of the extension's own before it begins. All but `purpose`
 * are doubts about a press in the page: whether the person saw what they pressed, or whether it was
 * their press at all.
 */
export const DOUBTS = [
  /** Covered, cut, faded, filtered, distorted, or its looks are not as we set them. */
  'altered',
  /** The browser cannot say whether something covers the button (Firefox). */
  'cannot-tell',
  /** A key was pressed, and it is not certain that the person put the focus on the button. */
  'focus',
  /** A click without pointer or key, as assistive technology sends it. */
  'no-pointer',
  /** The button could not name customer and agent. */
  'unnamed',
  /** By shortcut: the conversation had not been in view for long enough. */
  'too-soon',
  /** By shortcut: the page's address and what the page shows are not the same conversation. */
  'disagrees',
  /** By shortcut: no button stands in the page that could name the conversation. */
  'no-button',
  /** Who the conversation is with is not what the button said any more. */
  'changed',
  /** No doubt at all: what the session is for is asked there. */
  'purpose',
] as const;

/** One of {@link DOUBTS}. */
export type Doubt = (typeof DOUBTS)[number];

/**
 * Props for a button that is busy, instead of `disabled`: it keeps the focus, reports that it
 * cannot be pressed, and does nothing.
 */
export function whileBusy<E>(busy: boolean, onPress: (event: E) => void) {
  return {
    'aria-disabled': busy || undefined,
    onClick: (event: E) => {
      if (!busy) onPress(event);
    },
  };
}

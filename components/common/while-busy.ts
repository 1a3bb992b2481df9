/**
 * What a button gets instead of `disabled` while what it does is under way: it keeps the focus,
 * says that it cannot be pressed, and does nothing.
 */
export function whileBusy<E>(busy: boolean, onPress: (event: E) => void) {
  return {
    'aria-disabled': busy || undefined,
    onClick: (event: E) => {
      if (!busy) onPress(event);
    },
  };
}

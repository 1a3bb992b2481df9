let show: (() => void) | null = null;

/** Opens the sheet with all keyboard shortcuts, which each page that offers it has once. */
export function showShortcuts(): void {
  show?.();
}

/** Receives the wish to see the sheet; returns a function that stops it. For the sheet only. */
export function onShowShortcuts(open: () => void): () => void {
  show = open;
  return () => {
    if (show === open) show = null;
  };
}

/**
 * Reports when the last popup's snapshot is on screen. The script that draws it and the page's own
 * script communicate through the page; both load this file before everything else, so it imports
 * nothing.
 */

type PageWithSnapshot = { snapshotShown?: Promise<void> | undefined };

/** Stores what has to be waited for. */
export function noteSnapshot(shown: Promise<void>): void {
  (globalThis as PageWithSnapshot).snapshotShown = shown;
}

/** Calls back when the snapshot has been painted; at once if there is none. */
export function whenSnapshotIsShown(goOn: () => void): void {
  const { snapshotShown } = globalThis as PageWithSnapshot;
  if (snapshotShown) void snapshotShown.then(goOn, goOn);
  else goOn();
}

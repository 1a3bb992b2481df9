/**
 * When the snapshot of the last popup stands on screen. The script that draws it says so to the
 * page's own script through the page; this file is loaded with either, before everything else, so
 * it imports nothing.
 */

type PageWithSnapshot = { snapshotShown?: Promise<void> | undefined };

/** Notes what has to be waited for. */
export function noteSnapshot(shown: Promise<void>): void {
  (globalThis as PageWithSnapshot).snapshotShown = shown;
}

/** Goes on when the snapshot has been painted; at once where there is none. */
export function whenSnapshotIsShown(goOn: () => void): void {
  const { snapshotShown } = globalThis as PageWithSnapshot;
  if (snapshotShown) void snapshotShown.then(goOn, goOn);
  else goOn();
}

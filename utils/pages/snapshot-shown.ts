/**
 * When the picture of the last popup stands on screen. The script that draws it says so to the
 * page's own script through the page; this file is loaded with either, before everything else, so
 * it imports nothing.
 */

type PageWithPicture = { pictureShown?: Promise<void> | undefined };

/** Notes what has to be waited for. */
export function noteSnapshot(shown: Promise<void>): void {
  (globalThis as PageWithPicture).pictureShown = shown;
}

/** Goes on when the picture has been painted; at once where there is none. */
export function whenSnapshotIsShown(goOn: () => void): void {
  const { pictureShown } = globalThis as PageWithPicture;
  if (pictureShown) void pictureShown.then(goOn, goOn);
  else goOn();
}

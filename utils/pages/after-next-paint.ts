/** Longest wait for a frame, in milliseconds: a page in the background paints none. */
const NO_FRAME_MS = 200;

/** Calls back when everything drawn so far has been painted. */
export function afterNextPaint(goOn: () => void): void {
  let done = false;
  const once = () => {
    if (!done) goOn();
    done = true;
  };
  // A task that is posted from within a frame runs after that frame was painted.
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, NO_FRAME_MS);
}

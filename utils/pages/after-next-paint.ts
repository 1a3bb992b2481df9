/** Longest wait for a frame, in milliseconds: a page in the background paints none. */
const NO_FRAME_MS = 200;

/** Calls back when what has been drawn so far was painted. */
export function afterNextPaint(goOn: () => void): void {
  let done = false;
  const once = () => {
    if (!done) goOn();
    done = true;
  };
  // The task that is posted from within a frame runs after that frame was painted.
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, NO_FRAME_MS);
}

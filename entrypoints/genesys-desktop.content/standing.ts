/** How long a control must be unchanged before a press on it counts, in milliseconds. */
export const STAND_MS = 500;
/**
 * Shortest and longest pause between two checks, in milliseconds: irregular, so that no page can
 * move things in between.
 */
const LOOK_AGAIN_MS = [80, 200] as const;

type Standing = { looks: string; since: number | null };

/**
 * Tracks since when each control has had its place, looks, text and conversation. A person needs a
 * moment to see what they press: they cannot have meant what has only just appeared, moved or
 * changed.
 * @param describe returns what must not change; `null` while nobody can press the control. `pass`
 *   is the same for all controls of one check
 */
export function watchStanding(
  describe: (control: Element, pass: object) => string | null,
  signal: AbortSignal,
) {
  const standing = new Map<Element, Standing>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer));
  // At once: a page that is hidden has no more frames to check.
  document.addEventListener('visibilitychange', lookAtAll, { signal });

  function look(control: Element, pass: object = {}): Standing {
    const looks = describe(control, pass);
    const before = standing.get(control);
    if (before && before.looks === looks) return before;
    const now: Standing = { looks: looks ?? '', since: null };
    standing.set(control, now);
    // It counts from when it was painted: the second frame begins after the first is on its way to
    // the screen.
    if (looks !== null)
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          now.since = performance.now();
        }),
      );
    return now;
  }

  function lookAtAll() {
    const pass = {};
    for (const control of standing.keys()) look(control, pass);
  }

  function lookAgain() {
    clearTimeout(timer);
    if (signal.aborted || standing.size === 0) return;
    const [least, most] = LOOK_AGAIN_MS;
    timer = setTimeout(checkInFrame, least + Math.random() * (most - least));
  }

  /**
   * Checks within the next frame, once the browser has laid the page out for it: at any other time,
   * a check would make it do so once more. A page that is not shown has no frames.
   */
  function checkInFrame() {
    const check = () => {
      lookAtAll();
      lookAgain();
    };
    if (document.visibilityState !== 'visible') {
      check();
      return;
    }
    requestAnimationFrame(() => {
      if (signal.aborted) return;
      const laidOut = new ResizeObserver(() => {
        laidOut.disconnect();
        check();
      });
      clearTimeout(timer);
      // A page without any size has no layout to wait for.
      timer = setTimeout(() => {
        laidOut.disconnect();
        check();
      }, LOOK_AGAIN_MS[1]);
      laidOut.observe(document.documentElement);
    });
  }

  return {
    /** Checks every control now: something may have changed. */
    look: lookAtAll,
    /** Watches exactly these controls from now on. */
    watch(controls: Iterable<Element>) {
      const wanted = new Set(controls);
      for (const control of standing.keys()) if (!wanted.has(control)) standing.delete(control);
      for (const control of wanted) look(control);
      lookAgain();
    },
    /**
     * Whether it had been unchanged for long enough at this time (as `performance.now()`), and
     * still is.
     */
    hasStood(control: Element, at: number): boolean {
      const { since } = look(control);
      return since !== null && at - since >= STAND_MS;
    },
  };
}

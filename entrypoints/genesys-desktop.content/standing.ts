/** How long a control must have stood as it is before a press on it counts, in milliseconds. */
export const STAND_MS = 500;
/**
 * Shortest and longest pause between two looks, in milliseconds: not regular, so that no page can
 * move things in between.
 */
const LOOK_AGAIN_MS = [60, 140] as const;

type Standing = { looks: string; since: number | null };

/**
 * Knows since when each control has stood where it is, looking as it looks and saying what it says,
 * for the conversation it is for. A person needs a moment to see what they press: what has only
 * just come, moved or changed was not what they meant.
 * @param describe what must not change; `null` while the control cannot be pressed by anybody
 */
export function watchStanding(describe: (control: Element) => string | null, signal: AbortSignal) {
  const standing = new Map<Element, Standing>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer));

  function look(control: Element): Standing {
    const looks = describe(control);
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
    for (const control of standing.keys()) look(control);
  }

  function lookAgain() {
    clearTimeout(timer);
    if (signal.aborted || standing.size === 0) return;
    const [least, most] = LOOK_AGAIN_MS;
    timer = setTimeout(
      () => {
        lookAtAll();
        lookAgain();
      },
      least + Math.random() * (most - least),
    );
  }

  return {
    /** Looks at every control now: something may have changed. */
    look: lookAtAll,
    /** Watches these controls from now on, and no others. */
    watch(controls: Iterable<Element>) {
      const wanted = new Set(controls);
      for (const control of standing.keys()) if (!wanted.has(control)) standing.delete(control);
      for (const control of wanted) look(control);
      lookAgain();
    },
    /**
     * Whether it had stood for long enough at this time (as `performance.now()`), and stands so
     * now.
     */
    hasStood(control: Element, at: number): boolean {
      const { since } = look(control);
      return since !== null && at - since >= STAND_MS;
    },
  };
}

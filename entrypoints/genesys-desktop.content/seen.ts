/** Chromium's answer to clickjacking (Intersection Observer, version 2); Firefox has none, and says nothing of `isVisible`. */
type Sighting = IntersectionObserverEntry & { readonly isVisible?: boolean };
type SightingOptions = IntersectionObserverInit & { trackVisibility: boolean; delay: number };

/** The shortest pause between two sightings that browsers accept, in milliseconds. */
const PAUSE_MS = 100;

/** Whether one button can be seen; open until the browser has painted it and said so. */
type Verdict = { seen: Promise<boolean>; say: (seen: boolean) => void };

/**
 * Watches whether the buttons below `root` can be seen: in the window, covered by nothing, neither faded, filtered nor distorted by the
 * page. The answer is the browser's, by what it has painted: before the press, and once more after it, so that neither a cover that goes with
 * the press nor one that comes right before it passes.
 */
export function watchSeen(root: Element, signal: AbortSignal) {
  const verdicts = new Map<Element, Verdict>();
  const options: SightingOptions = { trackVisibility: true, delay: PAUSE_MS };
  const observer = new IntersectionObserver((sightings: Sighting[]) => {
    for (const { target, isVisible = true } of sightings) {
      verdicts.get(target)?.say(isVisible);
      verdicts.set(target, { seen: Promise.resolve(isVisible), say: () => {} });
    }
  }, options);
  signal.addEventListener('abort', () => observer.disconnect());

  function watch(button: Element): Verdict {
    const { promise: seen, resolve: say } = Promise.withResolvers<boolean>();
    const verdict = { seen, say };
    verdicts.set(button, verdict);
    observer.observe(button);
    return verdict;
  }

  /** A look of its own, at the next painting. */
  const lookAnew = (button: Element) =>
    new Promise<boolean>((resolve) => {
      const once = new IntersectionObserver(([sighting]: Sighting[]) => {
        once.disconnect();
        resolve(sighting?.isVisible ?? true);
      }, options);
      once.observe(button);
    });

  return {
    /** Whether this button could be seen when it was pressed. */
    async isSeen(button: Element): Promise<boolean> {
      const [before, after] = await Promise.all([
        (verdicts.get(button) ?? watch(button)).seen,
        lookAnew(button),
      ]);
      return before && after;
    },
    /** Takes up what is new below `root`. */
    drawn() {
      for (const button of root.querySelectorAll('button')) if (!verdicts.has(button)) watch(button);
    },
    /** The buttons stand in another place: what was seen of them before does not count. */
    moved() {
      observer.disconnect();
      verdicts.clear();
      this.drawn();
    },
  };
}

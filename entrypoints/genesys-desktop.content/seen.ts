/**
 * Chromium's protection against clickjacking (Intersection Observer, version 2); Firefox has none,
 * and does not report `isVisible`.
 */
type VisibilityEntry = IntersectionObserverEntry & { readonly isVisible?: boolean };
type VisibilityOptions = IntersectionObserverInit & { trackVisibility: boolean; delay: number };

/**
 * What the browser reports about one control. `unknown`: it cannot tell whether something covers
 * it.
 */
export type Seen = 'whole' | 'not-whole' | 'unknown';

/** The shortest pause between two entries that browsers accept, in milliseconds. */
const PAUSE_MS = 100;
/** Differences of less than this are rounding, in CSS pixels. */
const ROUNDING_PX = 1;
/** One of these is crossed when more or less of a control is clipped. */
const THRESHOLDS = [0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

/** What is known about one control; pending until the browser has painted it and reported. */
type Verdict = { seen: Promise<Seen>; last: Seen | null; say: (seen: Seen) => void };

/**
 * Watches whether controls can be seen in full: within the window, not clipped, not covered, and
 * neither faded, filtered nor distorted by the page. The browser answers from what it has painted,
 * before the press and once more after it, so that a cover is detected whether it appears with the
 * press or disappears right before it.
 * @param onChange called when the browser reports a change of a control
 */
export function watchSeen(onChange: () => void, signal: AbortSignal) {
  const verdicts = new Map<Element, Verdict>();
  const options: VisibilityOptions = { trackVisibility: true, delay: PAUSE_MS, threshold: THRESHOLDS };
  const observer = new IntersectionObserver((entries: VisibilityEntry[]) => {
    for (const entry of entries) {
      const seen = judge(entry);
      verdicts.get(entry.target)?.say(seen);
      verdicts.set(entry.target, { seen: Promise.resolve(seen), last: seen, say: () => {} });
    }
    onChange();
  }, options);
  signal.addEventListener('abort', () => observer.disconnect());

  function watch(control: Element): Verdict {
    const { promise: seen, resolve: say } = Promise.withResolvers<Seen>();
    const verdict: Verdict = { seen, last: null, say };
    verdicts.set(control, verdict);
    observer.observe(control);
    return verdict;
  }

  /** A separate observation, at the next paint. */
  const lookAnew = (control: Element) =>
    new Promise<Seen>((resolve) => {
      const once = new IntersectionObserver(([entry]: VisibilityEntry[]) => {
        once.disconnect();
        resolve(entry ? judge(entry) : 'unknown');
      }, options);
      once.observe(control);
    });

  return {
    /** The last report about this control; `null` if there is none yet. */
    last: (control: Element): Seen | null => verdicts.get(control)?.last ?? null,
    /** Returns what could be seen of this control when it was pressed. */
    async look(control: Element): Promise<Seen> {
      const both = await Promise.all([(verdicts.get(control) ?? watch(control)).seen, lookAnew(control)]);
      if (both.includes('not-whole')) return 'not-whole';
      return both.includes('unknown') ? 'unknown' : 'whole';
    },
    /** Watches exactly these controls. */
    watch(controls: Iterable<Element>) {
      const wanted = new Set(controls);
      for (const control of verdicts.keys()) {
        if (wanted.has(control)) continue;
        observer.unobserve(control);
        verdicts.delete(control);
      }
      for (const control of wanted) if (!verdicts.has(control)) watch(control);
    },
    /** The controls have moved: earlier reports do not count. */
    moved() {
      const controls = [...verdicts.keys()];
      observer.disconnect();
      verdicts.clear();
      this.watch(controls);
    },
  };
}

function judge({ intersectionRect: part, boundingClientRect: whole, isVisible }: VisibilityEntry): Seen {
  const isWhole =
    whole.width > 0 &&
    Math.abs(part.left - whole.left) <= ROUNDING_PX &&
    Math.abs(part.right - whole.right) <= ROUNDING_PX &&
    Math.abs(part.top - whole.top) <= ROUNDING_PX &&
    Math.abs(part.bottom - whole.bottom) <= ROUNDING_PX;
  if (!isWhole || isVisible === false) return 'not-whole';
  return isVisible === undefined ? 'unknown' : 'whole';
}

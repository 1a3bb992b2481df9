/**
 * Chromium's answer to clickjacking (Intersection Observer, version 2); Firefox has none, and says
 * nothing of `isVisible`.
 */
type VisibilityEntry = IntersectionObserverEntry & { readonly isVisible?: boolean };
type VisibilityOptions = IntersectionObserverInit & { trackVisibility: boolean; delay: number };

/**
 * What the browser says of one control. `unknown`: it cannot say whether something lies over it.
 */
export type Seen = 'whole' | 'not-whole' | 'unknown';

/** The shortest pause between two entries that browsers accept, in milliseconds. */
const PAUSE_MS = 100;
/** Differences of less than this are rounding, in CSS pixels. */
const ROUNDING_PX = 1;
/** Each of these is crossed when more or less of a control is cut off. */
const THRESHOLDS = [0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

/** What is known of one control; open until the browser has painted it and said so. */
type Verdict = { seen: Promise<Seen>; last: Seen | null; say: (seen: Seen) => void };

/**
 * Watches whether controls can be seen whole: all of them in the window and cut by nothing, covered
 * by nothing, neither faded, filtered nor distorted by the page. The answer is the browser's, by
 * what it has painted: before the press, and once more after it, so that neither a cover that goes
 * with the press nor one that comes right before it passes.
 * @param onChange called when the browser says something new of a control
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

  /** A look of its own, at the next painting. */
  const lookAnew = (control: Element) =>
    new Promise<Seen>((resolve) => {
      const once = new IntersectionObserver(([entry]: VisibilityEntry[]) => {
        once.disconnect();
        resolve(entry ? judge(entry) : 'unknown');
      }, options);
      once.observe(control);
    });

  return {
    /** What the browser said of this control last; `null` while it has said nothing yet. */
    last: (control: Element): Seen | null => verdicts.get(control)?.last ?? null,
    /** What could be seen of this control when it was pressed. */
    async look(control: Element): Promise<Seen> {
      const both = await Promise.all([(verdicts.get(control) ?? watch(control)).seen, lookAnew(control)]);
      if (both.includes('not-whole')) return 'not-whole';
      return both.includes('unknown') ? 'unknown' : 'whole';
    },
    /** Watches these controls, and no others. */
    watch(controls: Iterable<Element>) {
      const wanted = new Set(controls);
      for (const control of verdicts.keys()) {
        if (wanted.has(control)) continue;
        observer.unobserve(control);
        verdicts.delete(control);
      }
      for (const control of wanted) if (!verdicts.has(control)) watch(control);
    },
    /** The controls stand in another place: what was seen of them before does not count. */
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

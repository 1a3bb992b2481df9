import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** How long the question must have been in front before a press on it counts, in milliseconds. */
const SETTLE_MS = 500;

/** Marks a control that commits to nothing: a press on it counts at once. */
const AT_ONCE = '[data-at-once]';

/**
 * Ignores presses that were meant for something else: the window may have appeared, or come to the
 * front, under a pointer or between two keys. A press counts if it began at least half a second
 * after the question was painted in a focused window; this restarts each time the window loses the
 * focus or is hidden. Returns whether that time is over.
 * @param asked identifies the question; another one restarts the time
 */
export function useSettled(asked: string): boolean {
  const [settled, setSettled] = useState('');
  /**
   * When the press in progress began, as `performance.now()`. It is kept when the question changes:
   * such a press was meant for the previous one.
   */
  const began = useRef<number | null>(null);

  // Before paint: nothing can be pressed before this watches.
  useLayoutEffect(() => {
    let readyAt = Number.POSITIVE_INFINITY;
    let turn = 0;
    const ending = new AbortController();
    const options = { capture: true, signal: ending.signal };
    const isInFront = () => document.visibilityState === 'visible' && document.hasFocus();

    function unsettle() {
      turn += 1;
      readyAt = Number.POSITIVE_INFINITY;
      setSettled('');
    }
    function settle() {
      unsettle();
      const mine = turn;
      const isStill = () => mine === turn && !ending.signal.aborted;
      if (!isInFront()) return;
      // It counts from when it was painted: the second frame begins after the first is on its way
      // to the screen.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          if (!isStill()) return;
          readyAt = performance.now() + SETTLE_MS;
          setTimeout(() => isStill() && setSettled(asked), SETTLE_MS);
        }),
      );
    }
    settle();
    window.addEventListener('blur', unsettle, { signal: ending.signal });
    window.addEventListener('focus', settle, { signal: ending.signal });
    document.addEventListener('visibilitychange', settle, { signal: ending.signal });

    const begin = ({ timeStamp }: Event) => {
      began.current = isInFront() ? timeStamp : Number.NEGATIVE_INFINITY;
    };
    /** Its click, if any, comes in the same turn. */
    const end = () => {
      const ended = began.current;
      setTimeout(() => {
        if (began.current === ended) began.current = null;
      });
    };
    document.addEventListener('pointerdown', begin, options);
    document.addEventListener(
      'keydown',
      (event) => {
        // A held key was pressed for something else, or has already had its effect.
        if (event.repeat) event.preventDefault();
        else begin(event);
      },
      options,
    );
    document.addEventListener('keyup', end, options);
    document.addEventListener('pointercancel', end, options);

    function counts(event: Event): boolean {
      if (event.target instanceof Element && event.target.closest(AT_ONCE)) return true;
      if (began.current !== null) return began.current >= readyAt;
      // Clicks from assistive technology have no beginning; those that have one carry a click
      // count.
      const isBare = !(event instanceof MouseEvent) || event.detail === 0;
      return isBare && event.isTrusted && event.timeStamp >= readyAt;
    }
    for (const type of ['click', 'submit'])
      document.addEventListener(
        type,
        (event) => {
          const isGood = counts(event);
          // A click may cause a submit: that is the same press.
          end();
          if (isGood) return;
          event.preventDefault();
          event.stopImmediatePropagation();
        },
        options,
      );
    return () => ending.abort();
  }, [asked]);

  return settled === asked;
}

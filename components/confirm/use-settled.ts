import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** How long what is asked must have been in front before a press on it counts, in milliseconds. */
const SETTLE_MS = 500;

/** Marks a control that takes nothing on: a press on it counts at once. */
const AT_ONCE = '[data-at-once]';

/**
 * Keeps presses from counting that were meant for something else: the window may have come up, or
 * come to the front, under a pointer or between two keys. A press counts that began at least half a
 * second after what is asked was painted in a window with the focus; each time the window loses the
 * focus or is hidden, that begins anew. Answers whether that time is over.
 * @param asked names what is asked; another one begins anew
 */
export function useSettled(asked: string): boolean {
  const [settled, setSettled] = useState('');
  /**
   * When the press that is under way began, as `performance.now()`. It outlives a change of what is
   * asked: such a press was meant for what was there before.
   */
  const began = useRef<number | null>(null);

  // At once: nothing that is drawn can be pressed before this keeps watch.
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
        // A key that is held down was pressed for something else, or has had its effect.
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
      // Assistive technology clicks without a beginning; what has one brings a number of clicks.
      const isBare = !(event instanceof MouseEvent) || event.detail === 0;
      return isBare && event.isTrusted && event.timeStamp >= readyAt;
    }
    for (const type of ['click', 'submit'])
      document.addEventListener(
        type,
        (event) => {
          const isGood = counts(event);
          // A click may bring a submit: that is the same press.
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

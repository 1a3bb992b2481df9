import { useLayoutEffect, useState } from 'preact/hooks';

/** How long what is asked must have been on screen before a press on it counts, in milliseconds. */
const SETTLE_MS = 500;

/**
 * Keeps presses from counting that were meant for something else: the window may have come up under
 * a pointer or between two keys. A press counts that began at least half a second after what is
 * asked was painted. Answers whether that time is over.
 * @param asked names what is asked; another one begins anew
 */
export function useSettled(asked: string): boolean {
  const [settled, setSettled] = useState('');

  // At once: nothing that is drawn can be pressed before this keeps watch.
  useLayoutEffect(() => {
    let readyAt = Number.POSITIVE_INFINITY;
    let began: number | null = null;
    const ending = new AbortController();
    const options = { capture: true, signal: ending.signal };
    // It counts from when it was painted: the second frame begins after the first is on its way to
    // the screen.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (ending.signal.aborted) return;
        readyAt = performance.now() + SETTLE_MS;
        setTimeout(() => !ending.signal.aborted && setSettled(asked), SETTLE_MS);
      }),
    );
    const begin = ({ timeStamp }: Event) => {
      began = timeStamp;
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
    for (const type of ['click', 'submit'])
      document.addEventListener(
        type,
        (event) => {
          // Assistive technology clicks without a beginning.
          const counts = (began ?? event.timeStamp) >= readyAt;
          began = null;
          if (counts) return;
          event.preventDefault();
          event.stopImmediatePropagation();
        },
        options,
      );
    return () => ending.abort();
  }, [asked]);

  return settled === asked;
}

/** How far an arrow key moves, in CSS pixels; with Shift further. */
const STEP_PX = 8;
const BIG_STEP_PX = 40;
/** A move by keys ends when no key follows for this long, in milliseconds. */
const KEYS_END_MS = 600;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Lets a person move the button by its grip: by dragging it, or with the arrow keys while it has
 * the focus. Only trusted events count.
 * @param gripOf returns the grip of an element, or `null`
 * @param corner returns where the moved box is now, in CSS pixels
 * @param onMove called with each new place of its corner
 * @param onEnd called when a move is over
 */
export function watchMoves({
  root,
  gripOf,
  corner,
  onMove,
  onEnd,
  signal,
}: {
  root: ShadowRoot;
  gripOf(target: EventTarget | null): HTMLElement | null;
  corner(): { left: number; top: number };
  onMove(left: number, top: number): void;
  onEnd(): void;
  signal: AbortSignal;
}): void {
  let drag: { pointerId: number; fromX: number; fromY: number; isMoved: boolean } | null = null;
  let ending: ReturnType<typeof setTimeout> | undefined;
  const options = { capture: true, signal };
  signal.addEventListener('abort', () => clearTimeout(ending));

  function hear<T extends 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel'>(
    type: T,
    react: (event: PointerEvent) => void,
  ) {
    const heard = (event: Event) => {
      if (event.isTrusted && event instanceof PointerEvent) react(event);
    };
    root.addEventListener(type, heard, options);
  }

  hear('pointerdown', (event) => {
    const [target = null] = event.composedPath();
    const grip = gripOf(target);
    if (!grip || !event.isPrimary || event.button !== 0) return;
    const { left, top } = corner();
    drag = {
      pointerId: event.pointerId,
      fromX: event.clientX - left,
      fromY: event.clientY - top,
      isMoved: false,
    };
    // The pointer may leave the grip while it drags it.
    grip.setPointerCapture(event.pointerId);
  });
  hear('pointermove', ({ pointerId, clientX, clientY }) => {
    if (drag?.pointerId !== pointerId) return;
    drag.isMoved = true;
    onMove(clientX - drag.fromX, clientY - drag.fromY);
  });
  const end = ({ pointerId }: PointerEvent) => {
    if (drag?.pointerId !== pointerId) return;
    const { isMoved } = drag;
    drag = null;
    if (isMoved) onEnd();
  };
  hear('pointerup', end);
  hear('pointercancel', end);

  root.addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted || !(event instanceof KeyboardEvent) || !gripOf(event.target)) return;
      const arrow = ARROWS[event.key];
      if (!arrow || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const step = event.shiftKey ? BIG_STEP_PX : STEP_PX;
      const { left, top } = corner();
      onMove(left + arrow[0] * step, top + arrow[1] * step);
      clearTimeout(ending);
      ending = setTimeout(onEnd, KEYS_END_MS);
    },
    options,
  );
}

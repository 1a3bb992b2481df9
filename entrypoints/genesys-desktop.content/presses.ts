import type { UserFocus } from './user-focus';

/**
 * A person's press on a control: it began and ended on that control. `pointer` and `key` say how;
 * `none`: only a click event came, as assistive technology sends it.
 */
export type Press = {
  control: HTMLButtonElement;
  how: 'pointer' | 'key' | 'none';
  /** Whether the person put the focus there; true for a pointer. */
  focusIsSure: boolean;
  /** What `onBegin` returned when it began. */
  stood: boolean;
};

/**
 * A press that has begun and not ended yet. `void`: a key press that does not count, and whose
 * click must not count either.
 */
type Begun =
  | { kind: 'pointer'; control: HTMLButtonElement; pointerId: number; up: boolean; stood: boolean }
  | { kind: 'key'; control: HTMLButtonElement; key: string; focusIsSure: boolean; stood: boolean }
  | { kind: 'void' };

/**
 * Watches presses on the controls in `root`. Only trusted events count: a pointer that went down
 * and up on the same control, or Enter or Space pressed and released there. It ignores `submit` and
 * `change`, and a click passed on by a label has no beginning here.
 * @param lookNow called at each pointer press in the page, before anything else
 * @param controlOf returns the control of an element, or `null`
 * @param onBegin returns whether the control had been unchanged for long enough when a press begins
 *   at this time (as `performance.now()`)
 */
export function watchPresses({
  root,
  focus,
  lookNow,
  controlOf,
  onBegin,
  onPress,
  signal,
}: {
  root: ShadowRoot;
  focus: UserFocus;
  lookNow(): void;
  controlOf(element: EventTarget): HTMLButtonElement | null;
  onBegin(control: HTMLButtonElement, at: number): boolean;
  onPress(press: Press): void;
  signal: AbortSignal;
}): void {
  let begun: Begun | null = null;

  function hear<E extends Event>(type: string, kind: new (...args: never[]) => E, react: (event: E) => void) {
    root.addEventListener(
      type,
      (event) => {
        if (event.isTrusted && event instanceof kind) react(event);
      },
      { capture: true, signal },
    );
  }
  const controlAt = (event: Event) => {
    for (const target of event.composedPath()) {
      const control = controlOf(target);
      if (control) return control;
      if (target === root) return null;
    }
    return null;
  };

  window.addEventListener('pointerdown', lookNow, { capture: true, signal });
  hear('pointerdown', PointerEvent, (event) => {
    begun = null;
    const control = controlAt(event);
    if (!control) return;
    focus.notePointer(control);
    if (!event.isPrimary || event.button !== 0) return;
    const stood = onBegin(control, event.timeStamp);
    begun = { kind: 'pointer', control, pointerId: event.pointerId, up: false, stood };
  });
  hear('pointercancel', PointerEvent, () => {
    begun = null;
  });
  hear('pointerup', PointerEvent, (event) => {
    if (begun?.kind !== 'pointer') return;
    const isSame = begun.pointerId === event.pointerId && controlAt(event) === begun.control;
    begun = isSame ? { ...begun, up: true } : null;
  });

  hear('keydown', KeyboardEvent, (event) => {
    const { key } = event;
    if (key !== 'Enter' && key !== ' ') return;
    const control = controlAt(event);
    // A space bar held for long is one press, which ends when it is released.
    if (event.repeat && begun?.kind === 'key' && begun.key === key && begun.control === control) return;
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
    const counts = isPlain && !event.repeat && !event.isComposing && control === root.activeElement;
    if (!control || !counts) {
      begun = { kind: 'void' };
      return;
    }
    const stood = onBegin(control, event.timeStamp);
    begun = { kind: 'key', control, key, focusIsSure: focus.isSure(control, event.timeStamp), stood };
  });
  hear('keyup', KeyboardEvent, () => {
    const ended = begun;
    // The click of the space bar comes right after it.
    setTimeout(() => {
      if (begun === ended && ended?.kind !== 'pointer') begun = null;
    });
  });

  hear('click', MouseEvent, (event) => {
    const control = controlAt(event);
    const before = begun;
    if (before?.kind !== 'void') begun = null;
    if (!control || before?.kind === 'void') return;
    if (event.detail === 0) {
      if (before?.kind === 'pointer') return;
      if (before && before.control !== control) return;
      onPress({
        control,
        how: before ? 'key' : 'none',
        focusIsSure: before?.focusIsSure ?? false,
        stood: before?.stood ?? onBegin(control, event.timeStamp),
      });
      return;
    }
    // A second click of the same gesture was not meant for what the first one has changed.
    if (event.detail > 1 || before?.kind !== 'pointer' || !before.up || before.control !== control) return;
    if (event instanceof PointerEvent && event.pointerId !== before.pointerId) return;
    const { left, right, top, bottom } = control.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (x < left - 1 || x > right + 1 || y < top - 1 || y > bottom + 1) return;
    onPress({ control, how: 'pointer', focusIsSure: true, stood: before.stood });
  });
}

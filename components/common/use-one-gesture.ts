import { useEffect } from 'preact/hooks';

/**
 * Presses of Enter or the space bar within this time, with no other key between them, are one
 * gesture, in milliseconds.
 */
const KEY_MS = 1000;
/** How far the pointer may move within one gesture, in CSS pixels. */
const NEAR = 12;

/** Controls that act when pressed. Fields are excluded: a double-click selects text in them. */
const ACTING = 'button, a[href], summary, [data-does], [role=option]';

type Press = { meaning: string | null; control: Element | null };

/**
 * Lets one gesture press only one control. A double-click, repeated Enter or a held key may hit
 * another control in the same place, because the first press removed or changed what was there.
 * Later presses are then dropped: nobody has seen the new control yet.
 */
export function useOneGesture(): void {
  useEffect(() => {
    let down: Element | null = null;
    let click: (Press & { x: number; y: number }) | null = null;
    let key: (Press & { at: number }) | null = null;
    let swallowed = false;
    let keyUp = '';

    function onPointerDown({ target }: Event) {
      down = controlOf(target);
      key = null;
    }

    function onClick(event: MouseEvent) {
      const control = down ?? controlOf(event.target);
      down = null;
      // A key or assistive technology pressed it.
      if (event.detail === 0) return;
      const next = { control, meaning: meaningOf(control), x: event.clientX, y: event.clientY };
      const before = click;
      const goesOn =
        before !== null &&
        // The browser counts the clicks of a gesture and knows when a new one begins.
        event.detail > 1 &&
        Math.hypot(next.x - before.x, next.y - before.y) <= NEAR;
      swallowed = goesOn && isAnother(before, next) && control !== null;
      if (swallowed) stop(event);
      click = goesOn && before ? { ...next, ...firstOf(before) } : next;
    }

    function onDoubleClick(event: MouseEvent) {
      if (swallowed) stop(event);
    }

    function onKeyDown(event: KeyboardEvent) {
      const { key: name, target } = event;
      if (name !== 'Enter' && name !== ' ') {
        if (!MODIFIERS.includes(name)) key = null;
        return;
      }
      const control = controlOf(target);
      if (control === null || (name === ' ' && control.matches('[data-does]'))) return;
      // The time of the press: a slow page handles it later.
      const next = { control, meaning: meaningOf(control), at: event.timeStamp };
      const goesOn =
        key !== null && next.at - key.at < KEY_MS && !(key.control !== next.control && isThere(key));
      const held = event.repeat && !control.matches('[data-does]');
      const another = goesOn && key !== null && isAnother(key, next);
      if (held || another) stop(event);
      // A space bar held for long still presses when it is released.
      if (another) keyUp = name;
      key = goesOn && key !== null ? { ...next, ...firstOf(key) } : next;
    }

    /** The space bar presses a button when it is released. */
    function onKeyUp(event: KeyboardEvent) {
      if (event.key === keyUp) stop(event);
      keyUp = '';
    }

    /** Text from pasting or dictation, without keys, ends a gesture like typing does. */
    function onInput() {
      key = null;
    }

    const stops = [
      listen('pointerdown', onPointerDown),
      listen('input', onInput),
      listen('click', onClick),
      listen('dblclick', onDoubleClick),
      listen('keydown', onKeyDown),
      listen('keyup', onKeyUp),
    ];
    return () => {
      for (const stopListening of stops) stopListening();
    };
  }, []);
}

const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta'];

/** Captures events before any other handler on the page. */
function listen<K extends keyof DocumentEventMap>(type: K, listener: (event: DocumentEventMap[K]) => void) {
  document.addEventListener(type, listener, true);
  return () => document.removeEventListener(type, listener, true);
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** The control that the gesture began on is the only one it may press. */
const firstOf = ({ control, meaning }: Press) => ({ control, meaning });

const isAnother = (before: Press, next: Press) =>
  before.control !== next.control || before.meaning !== next.meaning;

/**
 * Whether the control is unchanged since it was pressed: then the user moved the focus on purpose.
 */
const isThere = ({ control, meaning }: Press) =>
  control?.isConnected === true && meaningOf(control) === meaning;

function controlOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest(ACTING) : null;
}

/** Describes what pressing a control would do. May contain changing numbers. */
function meaningOf(control: Element | null): string | null {
  if (control === null) return null;
  const does = control.getAttribute('data-does');
  if (does !== null) return does;
  if (control.getAttribute('role') === 'option')
    return control.querySelector('.row-start')?.textContent ?? null;
  const name = control.getAttribute('aria-label') ?? control.textContent;
  return name.replace(/\d+/g, '');
}

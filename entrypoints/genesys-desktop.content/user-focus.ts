import { STAND_MS } from './standing';

/**
 * Tracks whether a person put the focus on one of our controls: by pressing it, or with the Tab
 * key. A script that calls `focus()` does not count, not even in a handler of the page that runs
 * because of a Tab.
 */
export type UserFocus = {
  /**
   * Whether a person put it there, and it had been there for long enough at this time (as
   * `performance.now()`): a page can move the focus to us just before the next key of somebody who
   * types.
   */
  isSure(control: Element, at: number): boolean;
  /** A person pressed this control with a pointer: the following focus is theirs. */
  notePointer(control: Element): void;
  /** Detects that the focus has gone, in case the page hid the event from us. */
  check(): void;
};

/** A pressed Tab that has not moved the focus yet. */
type Tab = { event: KeyboardEvent; from: EventTarget | null };

/** Watches the focus in `root`, which is in the page at `host`, until `signal` aborts. */
export function watchUserFocus(root: ShadowRoot, host: Element, signal: AbortSignal): UserFocus {
  let sure: { control: Element; since: number } | null = null;
  let pointed: Element | null = null;
  let tab: Tab | null = null;
  const options = { capture: true, signal };

  function noteTab(event: KeyboardEvent) {
    if (!event.isTrusted || event.key !== 'Tab' || event.ctrlKey || event.altKey || event.metaKey) return;
    // The target is fixed when the key is pressed: the focus at that time, whatever a handler does
    // later.
    const { target } = event;
    const nowhere = target === document.body || target === document.documentElement;
    const mine = { event, from: nowhere ? null : target };
    tab = mine;
    // The browser moves the focus in the same turn, or not at all.
    setTimeout(() => {
      if (tab === mine) tab = null;
    });
  }
  window.addEventListener('keydown', noteTab, options);
  // Once more inside, where the target is the control itself.
  root.addEventListener('keydown', (event) => event instanceof KeyboardEvent && noteTab(event), options);

  window.addEventListener(
    'focus',
    ({ target }) => {
      // Only the first change of focus belongs to the Tab.
      if (target instanceof Element && target !== host) tab = null;
    },
    options,
  );
  root.addEventListener(
    'focus',
    (event) => {
      const { target } = event;
      const isSure = target instanceof Element && isByPerson(event as FocusEvent, target);
      sure = isSure ? { control: target, since: event.timeStamp } : null;
      tab = null;
    },
    options,
  );
  root.addEventListener('blur', () => forget(), options);

  function isByPerson({ isTrusted, relatedTarget }: FocusEvent, target: Element): boolean {
    if (!isTrusted) return false;
    if (pointed === target) return true;
    // While the key's event is being dispatched, only a handler of the page can move the focus.
    const isDone = tab?.event.eventPhase === Event.NONE;
    return tab !== null && isDone && !tab.event.defaultPrevented && relatedTarget === tab.from;
  }

  function forget() {
    sure = null;
  }

  return {
    isSure: (control, at) =>
      sure?.control === control && root.activeElement === control && at - sure.since >= STAND_MS,
    notePointer(control) {
      pointed = control;
      if (root.activeElement === control && sure?.control !== control)
        sure = { control, since: performance.now() };
      setTimeout(() => {
        if (pointed === control) pointed = null;
      });
    },
    check() {
      if (sure && root.activeElement !== sure.control) forget();
    },
  };
}

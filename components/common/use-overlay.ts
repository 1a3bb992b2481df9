import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { noteOpen } from './overlays';
import { CONTROLS, FOCUS_MOVED } from './use-kept-focus';

/** Whether something is open, and the button that opens and closes it. */
export function useOpener<E extends HTMLElement = HTMLButtonElement>() {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<E>(null);
  return {
    isOpen,
    opener,
    toggle: () => setOpen(!isOpen),
    close: () => setOpen(false),
  };
}

/**
 * Shows an element above the page for as long as it is mounted: in the browser's top layer, where
 * nothing clips it. It takes the focus and keeps it; Escape or a press outside calls `onClose`.
 * Afterwards the focus returns to the opener, else to where it was, else to the page's own place.
 * Nothing behind it becomes inert, so that the page can still announce what happens.
 */
export function useOverlay<E extends HTMLElement>({
  opener,
  covers = false,
  onClose,
  place,
}: {
  opener?: RefObject<HTMLElement | null> | undefined;
  /** Whether a press outside does nothing but close it. */
  covers?: boolean;
  onClose: () => void;
  /** Puts the shown element in its place. */
  place?: ((element: E) => void) | undefined;
}): RefObject<E | null> {
  const overlay = useRef<E>(null);
  const close = useRef(onClose);
  close.current = onClose;
  const placeIt = useRef(place);
  placeIt.current = place;

  // Before paint: the next key already belongs to the overlay.
  useLayoutEffect(() => {
    const element = overlay.current;
    if (!element) return undefined;
    const before = document.activeElement;
    show(element);
    const putInPlace = () => placeIt.current?.(element);
    putInPlace();
    if (!element.contains(document.activeElement)) focusFirst(element);
    const stop = noteOpen(element, {
      opener: opener?.current ?? null,
      covers,
      close: () => close.current(),
    });
    window.addEventListener('resize', putInPlace);
    // Its content may grow while it is open.
    const sizes = new ResizeObserver(putInPlace);
    sizes.observe(element);
    element.addEventListener('keydown', keepTabInside);
    return () => {
      stop();
      window.removeEventListener('resize', putInPlace);
      sizes.disconnect();
      element.removeEventListener('keydown', keepTabInside);
      // A user who has clicked elsewhere has put the focus there.
      const now = document.activeElement;
      if (element.contains(now) || now === document.body) returnFocus([opener?.current, before]);
    };
  }, []);

  return overlay;
}

function show(element: HTMLElement): void {
  // Missing only where unit tests run.
  if ('showPopover' in element) element.showPopover();
}

function focusFirst(element: HTMLElement): void {
  const first =
    element.querySelector<HTMLElement>('[data-focus-first]') ?? element.querySelector<HTMLElement>(CONTROLS);
  (first ?? element).focus({ preventScroll: true });
}

function returnFocus(places: (Element | null | undefined)[]): void {
  const home = document.querySelector('[data-focus-home]');
  for (const place of [...places, home]) {
    if (!(place instanceof HTMLElement) || !place.isConnected || place === document.body) continue;
    place.focus({ preventScroll: true });
    if (document.activeElement !== place) continue;
    // The user was not there before: Enter must not start what is selected there.
    if (!places.includes(place)) place.dispatchEvent(new Event(FOCUS_MOVED));
    return;
  }
}

/** The Tab key goes round within the overlay: what is behind it cannot be seen well. */
function keepTabInside(event: KeyboardEvent): void {
  const { key, shiftKey, currentTarget } = event;
  if (key !== 'Tab' || !(currentTarget instanceof HTMLElement)) return;
  const all = [...currentTarget.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (each) => each.tabIndex >= 0 && isTabStop(each),
  );
  const [first, last] = shiftKey ? [all.at(-1), all[0]] : [all[0], all.at(-1)];
  const now = document.activeElement;
  // A group of radio buttons is one stop, on whichever of them is checked.
  const isAtEnd = now === last || isInGroupOf(now, last) || now === currentTarget;
  if (!first || !isAtEnd) return;
  event.preventDefault();
  first.focus();
}

const isTabStop = (element: HTMLElement) =>
  !(element instanceof HTMLInputElement) || element.type !== 'radio' || isStopOfGroup(element);

function isStopOfGroup(radio: HTMLInputElement): boolean {
  const group = [
    ...document.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${CSS.escape(radio.name)}"]`),
  ];
  return (group.find(({ checked }) => checked) ?? group[0]) === radio;
}

const isInGroupOf = (now: Element | null, last: HTMLElement | undefined) =>
  now instanceof HTMLInputElement &&
  last instanceof HTMLInputElement &&
  now.type === 'radio' &&
  last.type === 'radio' &&
  now.name === last.name;

import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Tells a field that the focus was moved to it by code, not by the user. */
export const FOCUS_MOVED = 'focusmoved';

/** What a user can move the focus to. */
export const CONTROLS =
  'button:not(:disabled), a[href], summary, input:not(:disabled), select:not(:disabled), textarea, [tabindex="0"]';
const PLACE = '[data-focus-place]';
const FOCUSABLE = `${CONTROLS}, ${PLACE}`;

/**
 * Keeps the focus on the page: when the focused element disappears, the focus moves to the nearest
 * remaining place. It prefers a surrounding element with `data-focus-place`, such as the card of a
 * button; otherwise the one with `data-focus-home`, otherwise the first control of the page. Call
 * it once per page.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  const path = useRef<Element[]>([]);

  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    let wasPlace = false;
    const remember = ({ target }: Event) => {
      path.current = target instanceof Element ? pathOf(target, element) : [];
      wasPlace = target instanceof Element && target.matches(PLACE);
    };
    // A user who clicks on nothing wants no focus.
    const forget = ({ target }: Event) => {
      if (target instanceof Element && target.closest(FOCUSABLE) === null) path.current = [];
    };
    const repair = () => {
      const [lost] = path.current;
      const now = document.activeElement;
      // It is no place any more: the browser takes the focus from it with the next picture.
      const isLeaving = now === lost && wasPlace && !lost?.matches(PLACE);
      if (!lost || (now !== document.body && !isLeaving) || isUsable(lost, element)) return;
      const place = placeFor(path.current, element);
      // Do not scroll: the user may be reading elsewhere.
      place?.focus({ preventScroll: true });
      place?.dispatchEvent(new Event(FOCUS_MOVED));
    };
    const observer = new MutationObserver(repair);
    observer.observe(element, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled', 'tabindex', 'hidden'],
    });
    element.addEventListener('focusin', remember);
    element.addEventListener('pointerdown', forget);
    return () => {
      observer.disconnect();
      element.removeEventListener('focusin', remember);
      element.removeEventListener('pointerdown', forget);
    };
  }, [root]);
}

/** Returns the element and its ancestors, up to the page. */
function pathOf(target: Element, root: Element): Element[] {
  const path: Element[] = [];
  for (let each: Element | null = target; each && each !== root; each = each.parentElement) path.push(each);
  return path;
}

const isUsable = (element: Element, root: Element) =>
  root.contains(element) && element.matches(FOCUSABLE) && isShown(element);

const isShown = (element: Element) => !element.matches(':disabled') && element.closest('[hidden]') === null;

function placeFor(path: Element[], root: HTMLElement): HTMLElement | null {
  for (const around of path.slice(1)) {
    if (root.contains(around) && around instanceof HTMLElement && around.matches(PLACE)) return around;
  }
  for (const any of ['[data-focus-home]', FOCUSABLE]) {
    for (const place of root.querySelectorAll<HTMLElement>(any)) if (isShown(place)) return place;
  }
  return null;
}

/**
 * The open overlays of the page, the last one on top. One Escape closes one of them, wherever the
 * focus is; in the toolbar popup, an Escape that nobody handles closes the popup itself.
 */
type Open = { element: HTMLElement; opener: Element | null; covers: boolean; close: () => void };

const stack: Open[] = [];

/**
 * Registers an open overlay: Escape, and a press outside of it, close it. Returns a function that
 * removes it.
 * @param open `opener`: a press on it is left to the opener itself, which closes what it has
 *   opened. `covers`: a press outside does nothing but close it
 */
export function noteOpen(element: HTMLElement, { opener, covers, close }: Omit<Open, 'element'>): () => void {
  if (stack.length === 0) listen();
  const open = { element, opener, covers, close };
  stack.push(open);
  return () => {
    stack.splice(stack.indexOf(open), 1);
    if (stack.length === 0) unlisten();
  };
}

/** Whether any overlay is open: keys of the page behind it do nothing then. */
export const isAnyOpen = () => stack.length > 0;

function onKeyDown(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.isComposing) return;
  event.preventDefault();
  event.stopPropagation();
  stack.at(-1)?.close();
}

function onPointerDown({ target }: Event): void {
  const top = stack.at(-1);
  if (!top || !(target instanceof Node)) return;
  if (top.element.contains(target) || top.opener?.contains(target)) return;
  if (top.covers) swallowClick();
  top.close();
}

/** Drops the click that this press will become. */
function swallowClick(): void {
  const stop = new AbortController();
  const drop = (event: Event) => {
    stop.abort();
    if (event.type !== 'click') return;
    event.preventDefault();
    event.stopPropagation();
  };
  // A press that was dragged away becomes no click: the next one is a new press.
  for (const type of ['click', 'pointerdown', 'keydown'])
    window.addEventListener(type, drop, { capture: true, signal: stop.signal });
}

function listen(): void {
  document.addEventListener('keydown', onKeyDown, true);
  document.addEventListener('pointerdown', onPointerDown, true);
}

function unlisten(): void {
  document.removeEventListener('keydown', onKeyDown, true);
  document.removeEventListener('pointerdown', onPointerDown, true);
}

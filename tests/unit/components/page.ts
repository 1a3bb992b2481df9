import { type ComponentChild, render } from 'preact';
import { act } from 'preact/test-utils';
import { vi } from 'vitest';

let root: HTMLElement | undefined;

/** Draws into a fresh document, or again into the one that is there. */
export async function draw(view: ComponentChild): Promise<void> {
  if (!root?.isConnected) {
    root = document.createElement('div');
    document.body.append(root);
  }
  const target = root;
  await act(async () => render(view, target));
}

/** Takes everything away again. */
export function clearPage(): void {
  if (root) render(null, root);
  root?.remove();
  root = undefined;
}

/** The one element that matches; fails by name when there is none. */
export function find<E extends Element = HTMLElement>(selector: string): E {
  const element = document.querySelector<E>(selector);
  if (!element) throw new Error(`Nothing matches ${selector} in: ${document.body.textContent}`);
  return element;
}

/** The button with this text or label. */
export function button(name: string): HTMLButtonElement {
  const all = [...document.querySelectorAll('button')];
  const found = all.find((each) => (each.getAttribute('aria-label') ?? each.textContent).trim() === name);
  if (!found) throw new Error(`No button “${name}” among: ${all.map((each) => each.textContent).join(', ')}`);
  return found;
}

/** The button whose text or label begins like this. */
function buttonThat(begins: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((each) =>
    (each.getAttribute('aria-label') ?? each.textContent).trim().startsWith(begins),
  );
  if (!found) throw new Error(`No button begins with “${begins}” in: ${document.body.textContent}`);
  return found;
}

/** Opens the settings of the next start, in the popup. */
export const openOptions = () => click(buttonThat('Session options'));

/** Opens the sheet of the first session, in the popup. */
export const openSession = () => click(button('Session details'));

/** The field that a label names. */
export function field(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find((each) => each.textContent.trim() === label);
  return find<HTMLInputElement>(`#${found?.htmlFor}`);
}

/** Does something a user does, with all that follows. */
export async function perform(deed: () => unknown): Promise<void> {
  await act(async () => {
    await deed();
  });
}

/** Presses a key where the focus is. */
export function press(key: string): Promise<void> {
  return perform(() =>
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    ),
  );
}

/** Types into a field. */
export function type(element: HTMLInputElement, text: string): Promise<void> {
  return perform(() => {
    element.value = text;
    element.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** Clicks a button. */
export function click(element: HTMLElement): Promise<void> {
  return perform(() => element.click());
}

/** Lets time go by, in milliseconds; fake timers only. */
export const pass = (milliseconds: number) => perform(() => vi.advanceTimersByTimeAsync(milliseconds));

/** The text of the page. */
export const text = () => document.body.textContent;

import { useCallback, useEffect, useRef } from 'preact/hooks';

type Listener = (text: string) => void;

let listener: Listener | null = null;
/** What was said before the region was there. */
let missed: string[] = [];

/**
 * Says a text to users who listen to the page, politely, in the one permanent region of the page.
 * What fails is an alert of its own.
 */
export function announce(text: string): void {
  if (listener) listener(text);
  else missed.push(text);
}

/** Announces a text whenever it changes; nothing for an empty one. */
export function useAnnounce(text: string): void {
  useEffect(() => {
    if (text !== '') announce(text);
  }, [text]);
}

/**
 * Announces what an element on the screen says, without its buttons, whenever that changes.
 * @param isNews whether it also says what it says at first: true for what appears as an answer,
 *   false for what belongs to the page from the beginning
 */
export function useSpoken(isNews = false): (element: HTMLElement | null) => void {
  const observer = useRef<MutationObserver | null>(null);
  return useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    observer.current = null;
    if (!element) return;
    let before = isNews ? '' : wordsOf(element);
    const say = () => {
      const words = wordsOf(element);
      if (words !== '' && words !== before) announce(words);
      before = words;
    };
    say();
    observer.current = new MutationObserver(say);
    observer.current.observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['hidden'],
    });
  }, []);
}

/** What an element says; nothing if it is hidden. Clocks (`data-unspoken`) are not spoken. */
function wordsOf(element: HTMLElement): string {
  if (element.hidden) return '';
  let words = '';
  for (const node of element.childNodes) {
    if (node instanceof Text) words += node.data;
    else if (
      node instanceof HTMLElement &&
      !node.matches('button, textarea, [aria-hidden="true"], [data-unspoken]')
    )
      words += ` ${wordsOf(node)} `;
  }
  return words.replace(/\s+/g, ' ').trim();
}

/** Receives what is announced; returns a function that stops it. Only the region calls this. */
export function onAnnounce(receive: Listener): () => void {
  listener = receive;
  for (const text of missed) receive(text);
  missed = [];
  return () => {
    if (listener === receive) listener = null;
  };
}

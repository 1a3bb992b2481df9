import { useLayoutEffect, useRef } from 'preact/hooks';
import { onAnnounce } from './announce';

/** How long a text stays, in milliseconds: whoever reads the page later must not find it. */
const STAYS_MS = 10_000;

/**
 * The one place of a page that speaks: permanent, polite, unseen. {@link announce} says a text
 * here. Each text is an element of its own, so that the same text is said again, and only what is
 * new is read. The texts are in a shadow root: nearly all of them are on the screen too, and the
 * page has each of them once, for its snapshot and for whoever reads its document.
 */
export function Announcer() {
  const region = useRef<HTMLParagraphElement>(null);

  useLayoutEffect(() => {
    if (!region.current) return undefined;
    const root = region.current.attachShadow({ mode: 'closed' });
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const stop = onAnnounce((text) => {
      for (const each of root.querySelectorAll('span')) if (each.textContent === text) each.remove();
      const said = document.createElement('span');
      said.textContent = text;
      root.append(said);
      timers.add(setTimeout(() => said.remove(), STAYS_MS));
    });
    return () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, []);

  return <p class="visually-hidden announcer" role="status" aria-atomic="false" ref={region} />;
}

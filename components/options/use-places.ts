import { useEffect, useState } from 'preact/hooks';

const FIELDS = 'input:not(:disabled), select:not(:disabled), textarea, button, summary';
/** A heading this far below the top of the window is still the one being read, in CSS pixels. */
const READING_LINE = 160;

/**
 * Leads to a place on the page: opens what is folded around it, scrolls there, marks it, and
 * focuses its first field. Does nothing if there is no such place.
 */
export function leadTo(id: string): void {
  const place = document.getElementById(id);
  if (!place) return;
  for (let each: Element | null = place; each; each = each.parentElement) {
    if (each instanceof HTMLDetailsElement) each.open = true;
  }
  for (const marked of document.querySelectorAll('[data-found]')) marked.removeAttribute('data-found');
  const isGroup = place.matches('[data-group]');
  if (!isGroup) place.setAttribute('data-found', '');
  place.scrollIntoView({ block: isGroup || place.matches('.card') ? 'start' : 'center' });
  const field = isGroup || place.matches(FIELDS) ? null : place.querySelector<HTMLElement>(FIELDS);
  (field ?? place).focus({ preventScroll: true });
}

/**
 * Leads to the place in the page's address (`options.html#checks`), when the page opens and
 * whenever the address changes.
 */
export function usePlaceInAddress(): void {
  useEffect(() => {
    const lead = () => leadTo(decodeURIComponent(location.hash.slice(1)));
    lead();
    // A mark has said what it had to say once the user goes on.
    const unmark = () => document.querySelector('[data-found]')?.removeAttribute('data-found');
    window.addEventListener('hashchange', lead);
    document.addEventListener('pointerdown', unmark);
    return () => {
      window.removeEventListener('hashchange', lead);
      document.removeEventListener('pointerdown', unmark);
    };
  }, []);
}

/** Which of these places the user is reading: the last whose heading has passed the top. */
export function useReadPlace<T extends string>(ids: readonly T[]): T | undefined {
  const [read, setRead] = useState(ids[0]);
  useEffect(() => {
    const look = () => {
      const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2 && scrollY > 0;
      const passed = ids.filter((id) => {
        const place = document.getElementById(id);
        return place !== null && place.getBoundingClientRect().top <= READING_LINE;
      });
      setRead((isAtEnd ? ids : passed).at(-1) ?? ids[0]);
    };
    look();
    document.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      document.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [ids]);
  return read;
}

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '@/utils/i18n/messages';
import type { Locks } from '@/utils/settings/locks';
import { announce } from '../common/announce';
import {
  ADMINISTRATORS,
  EVERYBODYS,
  findables,
  type Group,
  isLocked,
  MANAGED,
  type SettingsView,
  viewName,
  viewOf,
} from './groups';

const FIELDS = 'input:not(:disabled), select:not(:disabled), textarea, button, summary';
/** A heading this far below the top of the window is still the one being read, in CSS pixels. */
const READING_LINE = 160;

/**
 * Leads to a place in the view that is shown: opens what is folded around it, scrolls there, marks
 * it, and focuses its first field. Returns whether there is such a place.
 */
function leadTo(id: string): boolean {
  unmark();
  const place = document.getElementById(id);
  // The address may name anything; what frames the page is no place in it.
  if (!place?.matches('h1, main *') || place.closest('[hidden]')) return false;
  for (let each: Element | null = place; each; each = each.parentElement) {
    if (each instanceof HTMLDetailsElement) each.open = true;
  }
  const isHeading = place.matches('[data-group]');
  if (!isHeading) place.setAttribute('data-found', '');
  place.scrollIntoView({ block: isHeading || place.matches('.card') ? 'start' : 'center' });
  const field = isHeading || place.matches(FIELDS) ? null : place.querySelector<HTMLElement>(FIELDS);
  (field ?? place).focus({ preventScroll: true });
  return true;
}

/** A mark has said what it had to say once the user goes on. */
function unmark(): void {
  for (const marked of document.querySelectorAll('[data-found]')) marked.removeAttribute('data-found');
}

const at = (place: string) => ({ place, view: viewOf(place) });

/** The part of the address after `#`; ids have only characters that need no encoding. */
const placeInAddress = () => location.hash.slice(1);

/**
 * Follows the place in the page's address (`options.html#checks`), when the page opens and whenever
 * the address changes, also by Back: returns the view that it is in, and leads there. What the
 * organization has set is found where that is listed.
 */
export function usePlaceInAddress(locks: Locks): SettingsView {
  // An object of its own for each time: the same place may be asked for again.
  const [wanted, setWanted] = useState(() => at(placeInAddress()));
  const { view } = wanted;
  const shown = useRef<SettingsView | null>(null);

  useEffect(() => {
    const follow = () => setWanted(at(placeInAddress()));
    window.addEventListener('hashchange', follow);
    document.addEventListener('pointerdown', unmark);
    return () => {
      window.removeEventListener('hashchange', follow);
      document.removeEventListener('pointerdown', unmark);
    };
  }, []);

  // Before the browser paints: nobody sees the new view at the old place.
  useLayoutEffect(() => {
    const { place } = wanted;
    const isMissing = document.getElementById(place) === null;
    if (isMissing && findables().some((one) => one.id === place && isLocked(one, locks)))
      return setWanted(at(MANAGED));
    const before = shown.current;
    shown.current = view;
    const isSwitch = before !== null && before !== view;
    if (!leadTo(place) && isSwitch) leadTo(view);
    // The heading of the view says it when it gets the focus.
    if (isSwitch && !document.activeElement?.matches('h1')) announce(viewName(view));
    document.title =
      view === ADMINISTRATORS ? `${viewName(view)} · ${t('settings_page_title')}` : t('settings_page_title');
  }, [wanted]);

  return view;
}

/** Which group the user is reading: the last of the view whose heading has passed the top. */
export function useReadGroup(view: SettingsView): Group {
  const [read, setRead] = useState<Group>(EVERYBODYS[0]);
  useEffect(() => {
    if (view === ADMINISTRATORS) return undefined;
    const look = () => {
      const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2 && scrollY > 0;
      const passed = EVERYBODYS.filter((id) => {
        const place = document.getElementById(id);
        return place !== null && place.getBoundingClientRect().top <= READING_LINE;
      });
      setRead((isAtEnd ? EVERYBODYS : passed).at(-1) ?? EVERYBODYS[0]);
    };
    look();
    document.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      document.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [view]);
  return view === ADMINISTRATORS ? ADMINISTRATORS : read;
}

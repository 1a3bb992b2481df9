import { createPortal, type RefObject } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Scope } from '@/utils/floor/list-view';
import { formatNumber, t } from '@/utils/i18n/messages';
import { announce } from '../common/announce';
import { LOW_WINDOW } from '../common/low-window';
import { scopeName } from './list-filters';
import { usePainted } from './use-painted';

/**
 * Which conversations to show: a filter, so radio buttons that look like tabs, in the header of the
 * page. Where their names have no room there, a select; where the header has none at all, a select
 * above the list, which can be narrow.
 */
export function ScopeChoice({
  scopes,
  scope,
  needing,
  place,
  onScope,
}: {
  scopes: readonly Scope[];
  scope: Scope;
  /** How many conversations need the supervisor; `null` while unknown. */
  needing: number | null;
  /** In the header. */
  place: RefObject<HTMLElement | null>;
  onScope: (scope: Scope) => void;
}) {
  const name = useId();
  // Browsers need time for the first number they format.
  const isPainted = usePainted();
  const [slot, setSlot] = useState<HTMLElement | null>();
  useLayoutEffect(() => {
    const low = matchMedia(LOW_WINDOW);
    const find = () => setSlot(low.matches ? null : place.current);
    find();
    low.addEventListener('change', find);
    return () => low.removeEventListener('change', find);
  }, [place]);
  const choices = scopes.join();
  const hasRoom = useRoom(slot, choices);
  const control = useKeptChoice(`${choices} ${hasRoom} ${slot === null}`);
  useCountSpoken(needing);

  // Before the first paint, it is known where.
  if (slot === undefined) return null;
  const textOf = (each: Scope) =>
    each === 'attention' && needing && isPainted ? countName(needing) : scopeName(each);
  const select = (
    <select
      ref={control}
      class="select scope-select"
      aria-label={t('list_scope')}
      value={scope}
      onChange={({ currentTarget }) => {
        const chosen = scopes.find((each) => each === currentTarget.value);
        if (chosen) onScope(chosen);
      }}
    >
      {scopes.map((each) => (
        <option key={each} value={each}>
          {textOf(each)}
        </option>
      ))}
    </select>
  );
  if (!slot) return select;
  return createPortal(
    hasRoom ? (
      <div ref={control} class="segmented scope" role="radiogroup" aria-label={t('list_scope')}>
        {scopes.map((each) => (
          <label class="segment" key={each} title={textOf(each)}>
            <input type="radio" name={name} checked={each === scope} onChange={() => onScope(each)} />
            <span class="ellipsis">{textOf(each)}</span>
          </label>
        ))}
      </div>
    ) : (
      select
    ),
    slot,
  );
}

const countName = (needing: number) => t('list_scope_attention_count', { count: formatNumber(needing) });

/**
 * Whether the tabs have room for all their names, which is known once they are drawn. Where they
 * had none, they have none until the header is wider or there are other tabs: a number that changes
 * must not take a select away that somebody has opened.
 */
function useRoom(slot: HTMLElement | null | undefined, choices: string): boolean {
  /** Of which tabs names were cut, and how wide the header was then. */
  const [cut, setCut] = useState<{ choices: string; width: number } | null>(null);
  const header = slot?.parentElement;
  function measure() {
    if (!slot || !header) return;
    const width = header.clientWidth;
    const names = [...slot.querySelectorAll('.segment > span')];
    const isCut = names.some((each) => each.scrollWidth > each.clientWidth);
    setCut((before) => (isCut ? { choices, width } : before && width > before.width ? null : before));
  }
  // After each render: the number of one may have grown.
  useLayoutEffect(measure);
  const latest = useRef(measure);
  latest.current = measure;
  useLayoutEffect(() => {
    if (!header) return undefined;
    const sizes = new ResizeObserver(() => latest.current());
    sizes.observe(header);
    return () => sizes.disconnect();
  }, [header]);
  return cut?.choices !== choices;
}

/**
 * Keeps the focus on the choice when what has it is replaced: by another form, or because its scope
 * is gone.
 */
function useKeptChoice(form: string) {
  const control = useRef<HTMLElement | null>(null);
  const hadFocus = useRef(false);
  // Before the change: afterwards, nothing has the focus.
  hadFocus.current = control.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (!hadFocus.current || control.current?.contains(document.activeElement)) return;
    const checked = control.current?.querySelector<HTMLElement>('input:checked') ?? control.current;
    checked?.focus({ preventScroll: true });
  }, [form]);
  return (element: HTMLElement | null) => {
    // The old form may go after the new one has come.
    if (element) control.current = element;
  };
}

/** Says how many need the supervisor when that changes: on the screen, it is a number in a name. */
function useCountSpoken(needing: number | null): void {
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (before.current !== null && needing !== null && needing !== before.current)
      announce(needing > 0 ? countName(needing) : t('list_nobody_needs'));
    before.current = needing;
  }, [needing]);
}

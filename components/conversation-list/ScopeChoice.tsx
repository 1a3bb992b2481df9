import { createPortal, type RefObject } from 'preact';
import { useId, useLayoutEffect, useState } from 'preact/hooks';
import type { Scope } from '@/utils/floor/list-view';
import { formatNumber, t } from '@/utils/i18n/messages';
import { LOW_WINDOW } from '../common/low-window';
import { scopeName } from './list-filters';
import { usePainted } from './use-painted';

/**
 * Which conversations to show: a filter, so radio buttons that look like tabs, in the header of the
 * page. Where the header has no room for them, a select above the list, which can be narrow.
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
  /** How many conversations need the supervisor. */
  needing: number;
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

  // Before the first paint, it is known where.
  if (slot === undefined) return null;
  const textOf = (each: Scope) =>
    each === 'attention' && needing > 0 && isPainted
      ? t('list_scope_attention_count', { count: formatNumber(needing) })
      : scopeName(each);
  if (!slot)
    return (
      <select
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
  return createPortal(
    <div class="segmented scope" role="radiogroup" aria-label={t('list_scope')}>
      {scopes.map((each) => (
        <label class="segment" key={each} title={textOf(each)}>
          <input type="radio" name={name} checked={each === scope} onChange={() => onScope(each)} />
          <span class="ellipsis">{textOf(each)}</span>
        </label>
      ))}
    </div>,
    slot,
  );
}

import { useId } from 'preact/hooks';
import type { Scope } from '@/utils/floor/list-view';
import { t } from '@/utils/i18n/messages';
import { scopeName } from './list-filters';

/** Whose conversations to show; nothing if there is no choice. */
export function ScopeChoice({
  scopes,
  scope,
  onScope,
}: {
  scopes: readonly Scope[];
  scope: Scope;
  onScope: (scope: Scope) => void;
}) {
  const name = useId();
  if (scopes.length < 2) return null;
  return (
    <div class="segmented scope" role="radiogroup" aria-label={t('list_scope')}>
      {scopes.map((each) => (
        <label class="segment" key={each}>
          <input type="radio" name={name} checked={each === scope} onChange={() => onScope(each)} />
          {scopeName(each)}
        </label>
      ))}
    </div>
  );
}

import { Search, X } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import { t, tPlural } from '@/utils/i18n/messages';
import type { Locks } from '@/utils/settings/locks';
import { useSpoken } from '../common/announce';
import { Icon } from '../common/Icon';
import { goToPlace } from '../settings-form/go-to-place';
import { ADMINISTRATORS, findables, findSettings, GROUPS, groupName, type SettingsView } from './groups';
import { useReadGroup } from './use-places';
import './SettingsNav.css';

/** The groups of the settings, in both views, and a search over all of them. */
export function SettingsNav({ locks, view }: { locks: Locks; view: SettingsView }) {
  const spoken = useSpoken();
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const read = useReadGroup(view);
  const isThere = (id: string) => document.getElementById(id) !== null;
  const searching = typed.trim() !== '';
  const found = searching ? findSettings(findables(), typed, locks, isThere) : [];

  function clear() {
    setTyped('');
    box.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') clear();
    if (event.key === 'ArrowDown') list.current?.querySelector('a')?.focus();
    if (event.key === 'Enter' && found[0]) goToPlace(found[0].id);
    if (event.key === 'Escape' || event.key === 'ArrowDown') event.preventDefault();
  }

  return (
    <div class="settings-side">
      <search class="settings-search">
        <Icon node={Search} class="settings-search-icon" />
        <input
          ref={box}
          type="text"
          autocomplete="off"
          spellcheck={false}
          aria-label={t('settings_search')}
          placeholder={t('settings_search')}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {searching && (
          <button type="button" class="icon-button" aria-label={t('settings_search_clear')} onClick={clear}>
            <Icon node={X} />
          </button>
        )}
      </search>
      <p class={searching && found.length === 0 ? 'hint settings-none' : 'visually-hidden'} ref={spoken}>
        {searching &&
          (found.length === 0 ? t('settings_search_none') : tPlural('settings_search_found', found.length))}
      </p>
      <nav aria-label={t('settings_nav')}>
        <ul class="settings-nav" ref={list}>
          {searching
            ? found.map((one) => (
                <li key={`${one.id} ${one.name}`}>
                  <a
                    class="settings-link settings-found"
                    href={`#${one.id}`}
                    onClick={(event) => {
                      // The address may be the same as before: then nothing else would happen.
                      event.preventDefault();
                      goToPlace(one.id);
                    }}
                  >
                    {one.name}
                    <span class="hint">{groupName(one.group)}</span>
                  </a>
                </li>
              ))
            : GROUPS.map((group) => (
                <li key={group} class={group === ADMINISTRATORS ? 'settings-other-view' : undefined}>
                  <a
                    class="settings-link"
                    href={`#${group}`}
                    aria-current={group !== read ? undefined : group === ADMINISTRATORS ? 'page' : 'location'}
                  >
                    {groupName(group)}
                  </a>
                </li>
              ))}
        </ul>
      </nav>
    </div>
  );
}

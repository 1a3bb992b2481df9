import { Search, X } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import { t, tPlural } from '@/utils/i18n/messages';
import type { Locks } from '@/utils/settings/locks';
import { useSpoken } from '../common/announce';
import { Icon } from '../common/Icon';
import { type Findable, findables, findSettings, GROUPS, groupName } from './groups';
import { leadTo, useReadPlace } from './use-places';
import './SettingsNav.css';

/** The groups of the settings, and a search over all of them. */
export function SettingsNav({ locks }: { locks: Locks }) {
  const spoken = useSpoken();
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const read = useReadPlace(GROUPS);
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
    if (event.key === 'Enter' && found[0]) go(found[0]);
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
                    // The address may be the same as before: then nothing else would happen.
                    onClick={() => leadTo(one.id)}
                  >
                    {one.name}
                    <span class="hint">{groupName(one.group)}</span>
                  </a>
                </li>
              ))
            : GROUPS.map((group) => (
                <li key={group}>
                  <a
                    class="settings-link"
                    href={`#${group}`}
                    aria-current={group === read ? 'location' : undefined}
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

function go({ id }: Findable): void {
  location.hash = id;
  leadTo(id);
}

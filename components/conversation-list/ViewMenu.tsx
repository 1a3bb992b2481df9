import { Trash2 } from 'lucide';
import type { RefObject } from 'preact';
import { useId, useState } from 'preact/hooks';
import { MAX_SAVED_VIEWS, MAX_VIEW_NAME, type SavedView, SECTIONS } from '@/utils/floor/list-view';
import { t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { Popover } from '../common/Popover';
import { filtersOf, type Look } from './list-filters';
import { sectionName } from './SectionHeading';
import './ViewMenu.css';

/** How the list is shown, over the list: grouped or not, which sections, and the saved views. */
export function ViewMenu({
  opener,
  look,
  views,
  onChange,
  onSaveViews,
  onClose,
}: {
  opener: RefObject<HTMLElement | null>;
  look: Look;
  views: readonly SavedView[];
  onChange: (news: Partial<Look>) => void;
  onSaveViews: (views: SavedView[]) => void;
  onClose: () => void;
}) {
  const id = useId();
  const [name, setName] = useState('');
  const wanted = name.trim();
  const others = views.filter((view) => view.name !== wanted);
  const canSave = wanted !== '' && others.length < MAX_SAVED_VIEWS;
  return (
    <Popover label={t('list_view')} opener={opener} onClose={onClose} class="view-menu">
      <label class="filter-value">
        <input
          type="checkbox"
          checked={look.byAgent}
          onChange={({ currentTarget }) => onChange({ byAgent: currentTarget.checked })}
        />
        {t('list_view_by_agent')}
      </label>
      <div class="view-part">
        <fieldset>
          <legend class="view-title">{t('list_view_sections')}</legend>
          {SECTIONS.map((section) => (
            <label class="filter-value" key={section}>
              <input
                type="checkbox"
                checked={!look.collapsed.includes(section)}
                onChange={() => onChange({ collapsed: toggledSection(look.collapsed, section) })}
              />
              {sectionName(section)}
            </label>
          ))}
        </fieldset>
      </div>
      <div class="view-part">
        <p class="view-title">{t('list_view_saved')}</p>
        {views.length === 0 && <p class="view-none">{t('list_view_none')}</p>}
        <ul>
          {views.map((view) => (
            <li class="line view-saved" key={view.name}>
              <button
                type="button"
                class="view-apply grow ellipsis"
                dir="auto"
                title={view.name}
                onClick={() => {
                  const { name: _name, ...filters } = view;
                  onChange(filters);
                  onClose();
                }}
              >
                {view.name}
              </button>
              <button
                type="button"
                class="icon-button"
                aria-label={t('list_view_delete', { name: view.name })}
                title={t('list_view_delete', { name: view.name })}
                onClick={() => onSaveViews(views.filter((each) => each !== view))}
              >
                <Icon node={Trash2} size={14} />
              </button>
            </li>
          ))}
        </ul>
        <form
          class="line view-save"
          onSubmit={(event) => {
            event.preventDefault();
            if (!canSave) return;
            onSaveViews([...others, { name: wanted, ...filtersOf(look) }]);
            setName('');
          }}
        >
          <label class="visually-hidden" htmlFor={id}>
            {t('list_view_name')}
          </label>
          <input
            id={id}
            class="text-input grow filter-search"
            placeholder={t('list_view_name')}
            maxLength={MAX_VIEW_NAME}
            value={name}
            dir="auto"
            autocomplete="off"
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
          <button type="submit" class="button button-small" aria-disabled={!canSave}>
            {t('list_view_save')}
          </button>
        </form>
      </div>
    </Popover>
  );
}

/** Opens or closes a section. */
export function toggledSection(collapsed: Look['collapsed'], section: Look['collapsed'][number]) {
  return collapsed.includes(section) ? collapsed.filter((each) => each !== section) : [...collapsed, section];
}

import { History, Keyboard, LogOut, PanelRight, Settings as SettingsIcon } from 'lucide';
import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import { MenuButton, type MenuItem } from '../common/Menu';
import { ProductMark } from '../common/ProductMark';
import { whileBusy } from '../common/while-busy';
import { showShortcuts } from '../shortcuts/show-shortcuts';
import './PopupHeader.css';

/** Scope and user, or that this is practice, and the menu with all that is not the list. */
export function PopupHeader({
  signedInAs,
  practice,
  inPanel,
  scopePlace,
  actions,
}: {
  signedInAs: string | null;
  practice: boolean;
  /** Whether it is in the side panel already. */
  inPanel: boolean;
  /** Where the list draws the choice of its scope. */
  scopePlace: RefObject<HTMLDivElement | null>;
  actions: AppActions;
}) {
  const [version, setVersion] = useState<string | null>(null);
  const items: MenuItem[] = [
    ...(inPanel ? [] : [{ label: t('menu_open_panel'), icon: PanelRight, onPress: actions.openSidePanel }]),
    { label: t('popup_menu_history'), icon: History, onPress: actions.openHistory },
    { label: t('popup_menu_settings'), icon: SettingsIcon, onPress: actions.openSettings },
    { label: t('popup_menu_shortcuts'), icon: Keyboard, onPress: showShortcuts },
    ...(signedInAs === null || practice
      ? []
      : [{ label: t('popup_menu_sign_out'), icon: LogOut, onPress: () => void actions.signOut() }]),
  ];

  return (
    <header class={`popup-header ${practice ? 'popup-header-practice' : ''}`}>
      <ProductMark size={20} />
      {practice ? (
        <PracticeNames onLeave={actions.leavePractice} />
      ) : (
        <div class="popup-names">
          {/* With the scope, there is no room for it; the mark says it. */}
          <h1 class={signedInAs === null ? 'popup-title' : 'visually-hidden'}>{t('extension_short_name')}</h1>
          <div class="popup-scope" ref={scopePlace} />
          {signedInAs !== null && (
            <div class="popup-person">
              <p class="ellipsis" title={signedInAs} dir="auto">
                {signedInAs}
              </p>
            </div>
          )}
        </div>
      )}
      <MenuButton
        label={t('popup_menu')}
        items={items}
        onOpen={() => void actions.readVersions().then(({ extension }) => setVersion(extension))}
      >
        {version !== null && <p class="popup-version">{t('popup_version', { version })}</p>}
      </MenuButton>
    </header>
  );
}

/** In place of product and person: nothing here is real. */
function PracticeNames({ onLeave }: { onLeave: AppActions['leavePractice'] }) {
  const [leaving, setLeaving] = useState(false);

  async function leave() {
    setLeaving(true);
    await onLeave();
    setLeaving(false);
  }

  return (
    <>
      <h1 class="popup-names popup-practice ellipsis" title={t('popup_practice_title')}>
        {t('popup_practice')}
      </h1>
      {/* Short: what it leaves stands beside it, and needs the room. */}
      <button
        type="button"
        class="button button-small"
        aria-label={t('popup_leave_practice')}
        {...whileBusy(leaving, () => void leave())}
      >
        {t('session_leave')}
      </button>
    </>
  );
}

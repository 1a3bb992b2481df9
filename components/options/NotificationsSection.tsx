import { useEffect, useState } from 'preact/hooks';
import { joinSentences, t } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import { NOTICE_KINDS, NOTICE_NAMES, type NoticeKind, type Settings } from '@/utils/settings/settings';
import { useSpoken } from '../common/announce';
import type { SettingsForm } from '../settings-form/use-settings-draft';
import { ManagedHere } from './ManagedHere';

/**
 * What the browser notifies about. The browser is asked for its permission when the first kind is
 * switched on, and not before.
 */
export function NotificationsSection({
  form,
  actions,
}: {
  form: SettingsForm;
  actions: Pick<AppActions, 'allowNotifications' | 'mayNotify'>;
}) {
  const spoken = useSpoken();
  const { draft, locks, change } = form;
  const { kinds, names } = draft.notices;
  const [allowed, setAllowed] = useState(true);
  const [denied, setDenied] = useState(false);
  const isMissing = kinds.length > 0 && !allowed;

  useEffect(() => {
    const read = () => void actions.mayNotify().then(setAllowed);
    read();
    // The permission is taken away on a page of the browser.
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, [actions]);

  /** Call it directly from the press: the browser asks only then. */
  async function allow(): Promise<boolean> {
    const isAllowed = await actions.allowNotifications();
    setAllowed(isAllowed);
    setDenied(!isAllowed);
    return isAllowed;
  }

  async function toggle(kind: NoticeKind, isOn: boolean) {
    if (isOn && !(await allow())) return;
    // In the order of the list, so that the same choice is stored alike.
    const chosen = NOTICE_KINDS.filter((one) => (one === kind ? isOn : kinds.includes(one)));
    change({ notices: { kinds: chosen, names } });
  }

  if (locks.notices) return <ManagedHere />;
  return (
    <div class="card card-body">
      <p class="hint">{t('settings_notices_intro')}</p>
      <div class="field notices" id="notices">
        {NOTICE_KINDS.map((kind) => {
          const { name, about } = KINDS[kind]();
          return (
            <label class="check" key={kind}>
              <input
                type="checkbox"
                aria-labelledby={`notice-${kind}-name`}
                aria-describedby={`notice-${kind}-about`}
                checked={kinds.includes(kind)}
                onChange={({ currentTarget }) => {
                  const isOn = currentTarget.checked;
                  // It shows what is chosen, which may have to wait for the browser's question.
                  currentTarget.checked = kinds.includes(kind);
                  void toggle(kind, isOn);
                }}
              />
              <span>
                <span class="choice-name" id={`notice-${kind}-name`}>
                  {name}
                </span>
                <span class="hint" id={`notice-${kind}-about`}>
                  {about}
                </span>
              </span>
            </label>
          );
        })}
        <div ref={spoken}>
          {denied && <p class="hint">{t('settings_notices_denied')}</p>}
          {isMissing && !denied && (
            <div class="cluster">
              <span class="hint">{t('settings_notices_missing')}</span>
              <button type="button" class="button button-small" onClick={() => void allow()}>
                {t('settings_notices_allow')}
              </button>
            </div>
          )}
        </div>
      </div>
      <div class="field">
        <label for="notice-names">{t('settings_notices_names')}</label>
        <select
          id="notice-names"
          class="select"
          value={names}
          onChange={({ currentTarget }) => {
            const chosen = NOTICE_NAMES.find((one) => one === currentTarget.value);
            if (chosen) change({ notices: { kinds, names: chosen } });
          }}
        >
          {NOTICE_NAMES.map((one) => (
            <option key={one} value={one}>
              {NAMES[one]()}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

/** What each kind is, and when it comes. */
const KINDS: Record<NoticeKind, () => { name: string; about: string }> = {
  agent: () => ({ name: t('settings_notices_agent'), about: t('settings_notices_agent_about') }),
  'offer-accepted': () => ({ name: t('settings_notices_offer'), about: t('settings_notices_offer_about') }),
  'limit-near': () => ({ name: t('settings_notices_limit'), about: t('settings_notices_limit_about') }),
  'pinned-hold': () => ({
    name: t('settings_notices_hold'),
    about: joinSentences([t('settings_notices_hold_about'), t('settings_notices_open')]),
  }),
  help: () => ({
    name: t('settings_notices_help'),
    about: joinSentences([t('settings_notices_help_about'), t('settings_notices_open')]),
  }),
  'sign-in': () => ({ name: t('settings_notices_sign_in'), about: t('settings_notices_sign_in_about') }),
};

const NAMES: Record<Settings['notices']['names'], () => string> = {
  none: () => t('settings_notices_names_none'),
  agent: () => t('settings_notices_names_agent'),
  'agent-and-customer': () => t('settings_notices_names_both'),
};

import { t, tPlural } from '@/utils/i18n/messages';
import { MAX_NOTICE_LENGTH } from '@/utils/settings/settings';
import type { SettingsForm } from '../settings-form/use-settings-draft';
import { ManagedHere } from './ManagedHere';
import './InvitationSection.css';

/** What the invitation contains besides who watches and for how long. */
export function InvitationSection({ form }: { form: SettingsForm }) {
  const { draft, locks, problems, change } = form;
  if (locks.askPurpose && locks.inviteWithStart && locks.notice) return <ManagedHere />;
  return (
    <div class="card card-body">
      <p class="hint">{t('settings_invitation_about')}</p>
      {!locks.askPurpose && (
        <label class="check" id="ask-purpose">
          <input
            type="checkbox"
            aria-labelledby="purpose-name"
            aria-describedby="purpose-about"
            checked={draft.askPurpose}
            onChange={({ currentTarget }) => change({ askPurpose: currentTarget.checked })}
          />
          <span>
            <span class="choice-name" id="purpose-name">
              {t('settings_ask_purpose')}
            </span>
            <span class="hint" id="purpose-about">
              {t('settings_ask_purpose_about')}
            </span>
          </span>
        </label>
      )}
      {!locks.inviteWithStart && (
        <label class="check" id="invite-with-start">
          <input
            type="checkbox"
            aria-labelledby="with-start-name"
            aria-describedby="with-start-about"
            checked={draft.inviteWithStart}
            onChange={({ currentTarget }) => change({ inviteWithStart: currentTarget.checked })}
          />
          <span>
            <span class="choice-name" id="with-start-name">
              {t('settings_invite_with_start')}
            </span>
            <span class="hint" id="with-start-about">
              {t('settings_invite_with_start_about')}
            </span>
          </span>
        </label>
      )}
      {!locks.notice && (
        <div class="field" id="notice">
          <label for="field-notice">{t('settings_notice')}</label>
          <textarea
            id="field-notice"
            class="text-input notice"
            dir="auto"
            rows={3}
            value={draft.notice}
            aria-invalid={problems.notice !== undefined}
            aria-describedby={problems.notice ? 'notice-hint field-notice-problem' : 'notice-hint'}
            onInput={({ currentTarget }) => change({ notice: currentTarget.value })}
            onBlur={() => form.leave('notice')}
          />
          <p class="hint" id="notice-hint">
            {tPlural('settings_notice_hint', MAX_NOTICE_LENGTH)}
          </p>
          {problems.notice && (
            <p class="problem" id="field-notice-problem">
              {problems.notice}
            </p>
          )}
        </div>
      )}
    </div>
  );
}

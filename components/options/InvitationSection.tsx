import { MessageSquareText } from 'lucide';
import { MAX_NOTICE_LENGTH } from '@/utils/settings/settings';
import { SetByOrganisation } from '../common/SetByOrganisation';
import { Section } from '../settings-form/Section';
import type { SettingsForm } from '../settings-form/use-settings-draft';
import './InvitationSection.css';

/** What the invitation contains besides who watches and for how long. */
export function InvitationSection({ form }: { form: SettingsForm }) {
  const { draft, locks, change } = form;
  return (
    <Section
      title="Invitation"
      icon={MessageSquareText}
      intro="Added to your name, your access and the time limit in each invitation."
    >
      <div class="field">
        <label class="check">
          <input
            type="checkbox"
            aria-labelledby="purpose-name"
            aria-describedby={locks.askPurpose ? 'purpose-about purpose-lock' : 'purpose-about'}
            checked={draft.askPurpose}
            disabled={locks.askPurpose}
            onChange={({ currentTarget }) => change({ askPurpose: currentTarget.checked })}
          />
          <span>
            <span class="choice-name" id="purpose-name">
              Ask for a purpose on every start
            </span>
            <span class="hint" id="purpose-about">
              Shown to the agent and kept in the history.
            </span>
          </span>
        </label>
        {locks.askPurpose && <SetByOrganisation id="purpose-lock" />}
      </div>
      <div class="field">
        <label for="field-notice">Notice</label>
        <textarea
          id="field-notice"
          class="text-input notice"
          rows={3}
          maxLength={MAX_NOTICE_LENGTH}
          value={draft.notice}
          readOnly={locks.notice}
          aria-describedby={locks.notice ? 'notice-lock' : 'notice-hint'}
          onInput={({ currentTarget }) => change({ notice: currentTarget.value })}
        />
        {locks.notice ? (
          <SetByOrganisation id="notice-lock" />
        ) : (
          <p class="hint" id="notice-hint">
            A sentence added to every invitation, for example about your rules for observing. At most{' '}
            {MAX_NOTICE_LENGTH} characters.
          </p>
        )}
      </div>
    </Section>
  );
}

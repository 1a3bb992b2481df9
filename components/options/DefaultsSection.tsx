import { t } from '@/utils/i18n/messages';
import type { Policy } from '@/utils/settings/policy';
import { SessionSettingsFields } from '../common/SessionSettingsFields';
import { Section } from '../settings-form/Section';
import type { SettingsForm } from '../settings-form/use-settings-draft';

/** What a session begins with; nothing if the organization has set all of it. */
export function DefaultsSection({ form, policy }: { form: SettingsForm; policy: Policy }) {
  const { allowRemoteControl, timeoutInMinutes } = form.locks;
  if (allowRemoteControl && timeoutInMinutes) return null;
  return (
    <Section id="defaults" title={t('settings_defaults')} intro={t('settings_defaults_about')}>
      <div class="field">
        <SessionSettingsFields
          value={form.draft.session}
          policy={policy}
          defaults
          onChange={(session) => form.change({ session })}
        />
      </div>
    </Section>
  );
}

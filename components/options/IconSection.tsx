import { t } from '@/utils/i18n/messages';
import { ChoiceCards } from '../settings-form/ChoiceCards';
import { Section } from '../settings-form/Section';
import type { SettingsForm } from '../settings-form/use-settings-draft';

/** What pressing the toolbar icon opens; nothing if the organization has set it. */
export function IconSection({ form }: { form: SettingsForm }) {
  if (form.locks.iconOpens) return null;
  return (
    <Section id="icon" title={t('settings_icon_title')} intro={t('settings_icon_intro')}>
      <div class="field">
        <ChoiceCards
          label={t('settings_icon_title')}
          value={form.draft.iconOpens}
          choices={[
            { value: 'popup', name: t('settings_icon_popup'), about: t('settings_icon_popup_about') },
            { value: 'side-panel', name: t('settings_icon_panel'), about: t('settings_icon_panel_about') },
          ]}
          onChange={(iconOpens) => form.change({ iconOpens })}
        />
      </div>
    </Section>
  );
}

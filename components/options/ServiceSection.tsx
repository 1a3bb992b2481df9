import { t } from '@/utils/i18n/messages';
import { COBROWSE_SERVICES } from '@/utils/settings/settings';
import { ChoiceCards } from '../settings-form/ChoiceCards';
import { Section } from '../settings-form/Section';
import type { SettingsForm } from '../settings-form/use-settings-draft';

/** Which service hosts sessions, whose page each shows, and whether agents are told. */
export function ServiceSection({ form, tellsAgents }: { form: SettingsForm; tellsAgents: boolean }) {
  return (
    <Section id="service" title={t('settings_service')} intro={t('settings_service_about')}>
      <ChoiceCards
        label={t('settings_service')}
        value={form.draft.cobrowseService}
        choices={COBROWSE_SERVICES.map((value) => ({
          value,
          name: t(`settings_service_${value}`),
          about: t(`settings_service_${value}_about`),
        }))}
        onChange={(cobrowseService) => form.change({ cobrowseService })}
      />
      {tellsAgents && <p class="hint">{t('settings_service_tells')}</p>}
    </Section>
  );
}

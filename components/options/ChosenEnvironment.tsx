import { t } from '@/utils/i18n/messages';
import { environmentOf } from '../settings-form/settings-draft';
import type { SettingsForm } from '../settings-form/use-settings-draft';
import { environmentName } from './policy-wording';
import './ChosenEnvironment.css';

/** Which environment the fields below are for, and the way to choose another, in the other view. */
export function ChosenEnvironment({ form: { draft } }: { form: SettingsForm }) {
  const name = environmentName(environmentOf(draft)) ?? t('policy_not_set');
  return (
    <div class="field">
      <span class="field-name" id="chosen-environment">
        {t('settings_environment')}
      </span>
      <a
        class="chosen-environment"
        href="#environment"
        id="chosen-environment-name"
        aria-labelledby="chosen-environment chosen-environment-name"
        dir="auto"
      >
        {name}
      </a>
    </div>
  );
}

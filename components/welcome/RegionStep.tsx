import { regionOf } from '@/utils/environment/from-address';
import { t, tParts } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { setsEnvironment } from '@/utils/settings/policy';
import type { Settings } from '@/utils/settings/settings';
import { EnvironmentSection } from '../settings-form/EnvironmentSection';
import { RegionFinder } from '../settings-form/RegionFinder';
import type { SettingsForm } from '../settings-form/use-settings-draft';
import { ChosenByOrganization } from './ChosenByOrganization';

/**
 * The organization's environment: found, pasted or chosen; or only shown, if the organization has
 * set it.
 */
export function RegionStep({
  state,
  form,
  actions,
}: {
  state: AppState;
  form: SettingsForm;
  actions: AppActions;
}) {
  const { policy, settings } = state;
  if (setsEnvironment(policy)) {
    return (
      <section class="card step-card" aria-label={t('settings_environment')}>
        <ChosenByOrganization>
          {tParts('welcome_region_managed', { place: <b key="place">{placeOf(settings)}</b> })}
        </ChosenByOrganization>
      </section>
    );
  }
  return (
    <EnvironmentSection form={form}>
      <RegionFinder form={form} state={state} findOpenRegion={actions.findOpenRegion} />
    </EnvironmentSection>
  );
}

function placeOf({ environment }: Settings): string {
  if (environment.kind === 'custom') return environment.host;
  return regionOf(environment.region)?.name ?? environment.region;
}

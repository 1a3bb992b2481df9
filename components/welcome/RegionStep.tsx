import { regionOf } from '@/utils/environment/from-address';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { setsEnvironment } from '@/utils/settings/policy';
import type { Settings } from '@/utils/settings/settings';
import { EnvironmentSection } from '../settings-form/EnvironmentSection';
import { RegionFinder } from '../settings-form/RegionFinder';
import type { SettingsForm } from '../settings-form/use-settings-draft';
import { ChosenByOrganisation } from './ChosenByOrganisation';

/**
 * The organisation's environment: found, pasted or chosen; or only shown, if the organisation has
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
      <section class="card step-card" aria-label="Environment">
        <ChosenByOrganisation>
          Your Genesys Cloud organisation is hosted in <b>{placeOf(settings)}</b>.
        </ChosenByOrganisation>
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

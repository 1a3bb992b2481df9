import type { HostProblem } from '@/utils/environment/environment';
import { regionOf } from '@/utils/environment/from-address';
import { t } from '@/utils/i18n/messages';

/** Says why a custom host was not accepted, for the message at its field. */
export function hostProblemText({ problem, region }: HostProblem): string {
  switch (problem) {
    case 'missing':
      return t('settings_host_missing');
    case 'other-letters':
      return t('settings_host_letters');
    case 'no-host':
      return t('settings_host_invalid');
    case 'has-user':
      return t('settings_host_user');
    case 'has-path':
      return t('settings_host_path');
    case 'not-https':
      return t('settings_host_https');
    case 'unknown-region':
      return t('settings_host_unknown_region');
    case 'imitation':
      return t('settings_host_imitation');
    case 'region':
      return t('settings_host_region', { region: regionOf(region)?.name ?? region });
  }
}

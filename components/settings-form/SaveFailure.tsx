import { t } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import { FailurePanel } from '../common/FailurePanel';
import type { SettingsForm } from './use-settings-draft';

/** Why the settings could not be saved, if they could not. */
export function SaveFailure({ form, actions }: { form: SettingsForm; actions: AppActions }) {
  return (
    form.failure && (
      <FailurePanel
        failure={form.failure}
        recoveryActionName={t('settings_try_again')}
        onRecoveryAction={() => void form.save()}
        onDismiss={form.dismissFailure}
        onCopy={actions.copyText}
      />
    )
  );
}

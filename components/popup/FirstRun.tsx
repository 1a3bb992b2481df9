import { useState } from 'preact/hooks';
import type { Region } from '@/utils/environment/from-address';
import type { Failure } from '@/utils/errors/failure';
import { t } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { FailurePanel } from '../common/FailurePanel';
import { useOpenRegion } from '../common/use-open-region';
import { PracticeOffer } from './PracticeOffer';
import { SetupPrompt } from './SetupPrompt';

/**
 * The popup before the set-up. On a page of Genesys Cloud it knows the region: pressing the icon
 * lets it read that tab's address.
 */
export function FirstRun({ state, actions }: { state: AppState; actions: AppActions }) {
  const open = useOpenRegion(state, actions.findOpenRegion);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function use({ key }: Region) {
    const result = await actions.saveSettings({
      ...state.settings,
      environment: { kind: 'region', region: key },
    });
    setFailure(result.ok ? null : result.failure);
    if (result.ok) actions.openWelcome();
  }

  return (
    <SetupPrompt
      title={t('popup_setup_title')}
      text={open ? t('popup_setup_in_region', { region: open.name }) : t('popup_setup_hint')}
      button={t(open ? 'popup_use_region' : 'popup_set_up')}
      action={open?.key ?? 'set-up'}
      onPress={open ? () => void use(open) : actions.openWelcome}
    >
      {open && (
        <button type="button" class="button button-quiet welcome-other" onClick={actions.openWelcome}>
          {t('popup_other_region')}
        </button>
      )}
      {failure && (
        <FailurePanel
          failure={failure}
          recoveryActionName=""
          onRecoveryAction={() => setFailure(null)}
          onDismiss={() => setFailure(null)}
          onCopy={actions.copyText}
        />
      )}
      <PracticeOffer state={state} actions={actions} />
    </SetupPrompt>
  );
}

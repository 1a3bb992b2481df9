import { useState } from 'preact/hooks';
import type { Region } from '@/utils/environment/from-address';
import type { Failure } from '@/utils/errors/failure';
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
      title="Set up cobrowse"
      text={
        open
          ? `This tab is in ${open.name}.`
          : 'Setup takes a minute. You need the client ID from your administrator.'
      }
      button={open ? 'Use this region' : 'Set up'}
      action={open?.key ?? 'set-up'}
      onPress={open ? () => void use(open) : actions.openWelcome}
    >
      {open && (
        <button type="button" class="button button-quiet welcome-other" onClick={actions.openWelcome}>
          Use another region
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

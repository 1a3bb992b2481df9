import { LoaderCircle, LogIn, MonitorOff, SquareArrowOutUpRight } from 'lucide';
import { useState } from 'preact/hooks';
import type { Failure } from '@/utils/errors/failure';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { t } from '@/utils/i18n/messages';
import type { ScreensActions } from '@/utils/pages/connect-screens';
import type { ScreensState } from '@/utils/screen-viewer/model';
import { FailurePanel } from '../common/FailurePanel';
import { Icon } from '../common/Icon';
import { whileBusy } from '../common/while-busy';
import './PageMessage.css';

/** What the page says while it shows no screen. */
export function PageMessage({ state, actions }: { state: ScreensState; actions: ScreensActions }) {
  switch (state.page) {
    case 'signed-out':
      return <SignedOut actions={actions} />;
    case 'failed':
      return state.failure && <Failed failure={state.failure} actions={actions} />;
    case 'nothing':
      return (
        <div class="page-message">
          <Icon node={MonitorOff} size={40} />
          <h2>{t('screens_nothing')}</h2>
          <p>{t('screens_nothing_help')}</p>
          <button type="button" class="button button-primary button-large" onClick={actions.openList}>
            {t('screens_nothing_button')}
          </button>
        </div>
      );
    case 'elsewhere':
      return (
        <div class="page-message">
          <Icon node={SquareArrowOutUpRight} size={40} />
          <h2>{t('screens_elsewhere')}</h2>
          <p>{t('screens_elsewhere_help')}</p>
          <button type="button" class="button button-primary button-large" onClick={actions.showOtherTab}>
            {t('screens_elsewhere_button')}
          </button>
        </div>
      );
    default:
      return (
        <div class="page-message">
          <Icon node={LoaderCircle} size={40} class="spin" />
          <h2>{t('screens_connecting')}</h2>
        </div>
      );
  }
}

function SignedOut({ actions }: { actions: ScreensActions }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function signIn() {
    setBusy(true);
    const result = await actions.signIn();
    setBusy(false);
    setFailure(result.ok ? null : result.failure);
    if (result.ok) actions.tryAgain();
  }

  return (
    <div class="page-message">
      <Icon node={LogIn} size={40} />
      <h2>{t('screens_signed_out')}</h2>
      <p>{t('screens_signed_out_help')}</p>
      <button
        type="button"
        class="button button-primary button-large"
        {...whileBusy(busy, () => void signIn())}
      >
        {busy ? t('screens_signing_in') : t('common_recover_sign_in')}
      </button>
      {failure && (
        <FailurePanel
          failure={failure}
          recoveryActionName=""
          onRecoveryAction={() => undefined}
          onCopy={actions.copyText}
        />
      )}
    </div>
  );
}

function Failed({ failure, actions }: { failure: Failure; actions: ScreensActions }) {
  const act = (action: RecoveryAction) => {
    if (action === 'open-settings' || action === 'grant-access') actions.openSettings();
    else if (action === 'sign-in') void actions.signIn().then(actions.tryAgain);
    else actions.tryAgain();
  };
  return (
    <div class="page-message">
      <div class="page-message-failure">
        <FailurePanel failure={failure} onRecoveryAction={act} onCopy={actions.copyText} />
      </div>
    </div>
  );
}

import { t } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { isOff } from '@/utils/settings/policy';
import { FailurePanel } from '../common/FailurePanel';
import { usePractice } from '../common/use-practice';
import { whileBusy } from '../common/while-busy';

/** Offers practice to users who are not signed in, below the main button. */
export function PracticeOffer({ state, actions }: { state: AppState; actions: AppActions }) {
  const { entering, failure, enter, dismiss } = usePractice(actions.enterPractice);
  if (state.practice || isOff(state.policy, 'practice')) return null;
  return (
    <div class="welcome-more">
      <button
        type="button"
        class="button button-quiet"
        title={t('popup_demo_hint')}
        {...whileBusy(entering, () => void enter())}
      >
        {t('popup_demo')}
      </button>
      {failure && (
        <FailurePanel
          failure={failure}
          onRecoveryAction={dismiss}
          onDismiss={dismiss}
          onCopy={actions.copyText}
        />
      )}
    </div>
  );
}

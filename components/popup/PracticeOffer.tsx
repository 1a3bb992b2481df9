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
        title="Try everything with made-up agents and customers"
        {...whileBusy(entering, () => void enter())}
      >
        Try a demo
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

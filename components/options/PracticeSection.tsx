import { FlaskConical } from 'lucide';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { isOff } from '@/utils/settings/policy';
import { FailurePanel } from '../common/FailurePanel';
import { usePractice } from '../common/use-practice';
import { whileBusy } from '../common/while-busy';
import { Section } from '../settings-form/Section';

/**
 * Begins practice, and says what to do once it is on; nothing if the organisation has switched it
 * off.
 */
export function PracticeSection({ state, actions }: { state: AppState; actions: AppActions }) {
  const { entering, failure, enter, dismiss } = usePractice(actions.enterPractice);
  if (isOff(state.policy, 'practice')) return null;
  return (
    <Section
      title="Practice"
      icon={FlaskConical}
      intro="Start, watch and end sessions with made-up agents and customers. Nothing leaves this computer. You need no sign-in, and yours stays as it is."
    >
      <div class="field-row">
        {state.practice ? (
          <button key="open" type="button" class="button" onClick={actions.openList}>
            Open practice list
          </button>
        ) : (
          <button key="start" type="button" class="button" {...whileBusy(entering, () => void enter())}>
            Start practice
          </button>
        )}
      </div>
      <p class="hint" role="status" hidden={!state.practice}>
        {state.practice && 'Click the Cobrowse icon in the toolbar and choose a conversation.'}
      </p>
      {failure && (
        <FailurePanel
          failure={failure}
          onRecoveryAction={dismiss}
          onDismiss={dismiss}
          onCopy={actions.copyText}
        />
      )}
    </Section>
  );
}

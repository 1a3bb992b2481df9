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
      intro="Invented agents and customers, on this computer alone: start, watch and end a session before it matters. It needs no sign-in, and leaves yours as it is."
    >
      <div class="field-row">
        {state.practice ? (
          <button key="open" type="button" class="button" onClick={actions.openList}>
            Open the practice list
          </button>
        ) : (
          <button key="start" type="button" class="button" {...whileBusy(entering, () => void enter())}>
            Start practice
          </button>
        )}
      </div>
      <p class="hint" role="status" hidden={!state.practice}>
        {state.practice && 'Press the Cobrowse icon in the toolbar, and choose whom to watch.'}
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

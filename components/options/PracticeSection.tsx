import { FlaskConical } from 'lucide';
import type { AppActions, AppState } from '@/utils/app/contract';
import { isOff } from '@/utils/settings/policy';
import { FailurePanel } from '../parts/FailurePanel';
import { usePractice } from '../parts/use-practice';
import { Section } from './Section';

/** The way into practice, and what to do once it is on. */
export function PracticeSection({ state, actions }: { state: AppState; actions: AppActions }) {
  const { entering, failure, enter, dismiss } = usePractice(actions.enterPractice);
  if (isOff(state.policy, 'practice')) return null;
  return (
    <Section
      title="Practice"
      icon={FlaskConical}
      intro="Try everything with invented agents and customers, on this computer alone. Your sign-in stays as it is."
    >
      <div class="field-row">
        {state.practice ? (
          <button type="button" class="button" onClick={actions.openList}>
            Open the practice list
          </button>
        ) : (
          <button type="button" class="button" disabled={entering} onClick={() => void enter()}>
            Start practice
          </button>
        )}
      </div>
      {failure && (
        <FailurePanel failure={failure} onWayOut={dismiss} onDismiss={dismiss} onCopy={actions.copyText} />
      )}
    </Section>
  );
}

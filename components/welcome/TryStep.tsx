import { FlaskConical, ScreenShare } from 'lucide';
import type { AppActions, AppState } from '@/utils/app/contract';
import { isOff } from '@/utils/settings/policy';
import { Section } from '../options/Section';
import { FailurePanel } from '../parts/FailurePanel';
import { usePractice } from '../parts/use-practice';

/** The first session: in earnest, or with people who do not exist. */
export function TryStep({
  state,
  actions,
  signedIn,
  onSignIn,
}: {
  state: AppState;
  actions: AppActions;
  signedIn: boolean;
  onSignIn: () => void;
}) {
  const { entering, failure, enter, dismiss } = usePractice(actions.enterPractice);
  return (
    <>
      <Section
        title="In Genesys Cloud"
        icon={ScreenShare}
        intro="Press the Cobrowse icon in the toolbar and choose a conversation, or press the Cobrowse button beside an interaction in Genesys Cloud."
      >
        <div class="field-row">
          {state.practice ? (
            <p>Practice is on. Leave it to go on here.</p>
          ) : signedIn ? (
            <button
              type="button"
              class="button button-primary"
              onClick={() => actions.openGenesysCloud(state.settings)}
            >
              Open Genesys Cloud
            </button>
          ) : (
            <button type="button" class="button button-primary" onClick={onSignIn}>
              Sign in first
            </button>
          )}
        </div>
      </Section>
      {!isOff(state.policy, 'practice') && (
        <Section
          title="Practice"
          icon={FlaskConical}
          intro="Invented agents and customers, on this computer alone: start, watch and end a session before it matters. It needs no sign-in."
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
          <p class="hint" role="status">
            {state.practice &&
              'Practice is on: press the Cobrowse icon in the toolbar, and choose whom to watch.'}
          </p>
          {failure && (
            <FailurePanel
              failure={failure}
              onWayOut={dismiss}
              onDismiss={dismiss}
              onCopy={actions.copyText}
            />
          )}
        </Section>
      )}
    </>
  );
}

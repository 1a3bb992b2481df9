import { ScreenShare } from 'lucide';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { PracticeSection } from '../options/PracticeSection';
import { Section } from '../settings-form/Section';

/** The first session: a real one, or practice. */
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
  return (
    <>
      <Section
        title="In Genesys Cloud"
        icon={ScreenShare}
        intro="Click the Cobrowse icon in the toolbar and choose a conversation, or click the Cobrowse button beside an interaction in Genesys Cloud."
      >
        <div class="field-row">
          {state.practice ? (
            <p>Practice mode is on. Leave practice to continue.</p>
          ) : signedIn ? (
            <>
              <button
                type="button"
                class="button button-primary"
                onClick={() => actions.openGenesysCloud(state.settings)}
              >
                Open Genesys Cloud
              </button>
              <button type="button" class="button" onClick={actions.openSettings}>
                Run the checks
              </button>
            </>
          ) : (
            <button type="button" class="button button-primary" onClick={onSignIn}>
              Sign in first
            </button>
          )}
        </div>
      </Section>
      <PracticeSection state={state} actions={actions} />
    </>
  );
}

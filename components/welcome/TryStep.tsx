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
        intro="Press the Cobrowse icon in the toolbar and choose a conversation, or press the Cobrowse button beside an interaction in Genesys Cloud."
      >
        <div class="field-row">
          {state.practice ? (
            <p>Practice is on. Leave it to go on here.</p>
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
                Check that nothing is missing
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

import { useEffect, useRef, useState } from 'preact/hooks';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { setsEnvironment } from '@/utils/settings/policy';
import { PracticeBanner } from '../common/PracticeBanner';
import { ProductMark } from '../common/ProductMark';
import { useSteadyPage } from '../common/use-steady-page';
import { whileBusy } from '../common/while-busy';
import { SaveFailure } from '../settings-form/SaveFailure';
import { useSettingsDraft } from '../settings-form/use-settings-draft';
import { PinStep } from './PinStep';
import { RegionStep } from './RegionStep';
import { SignInStep } from './SignInStep';
import { StepList } from './StepList';
import { adjacentStep, STEP_NAMES, type Step, stepsDone, stepToDo } from './steps';
import { TryStep } from './TryStep';
import { usePinned } from './use-pinned';
import './WelcomePage.css';
import '../settings-form/settings-page.css';

/** The first page after the installation: four steps from the icon to the first session. */
export function WelcomePage({ state, actions }: { state: AppState; actions: AppActions }) {
  const pinned = usePinned(actions.isPinned);
  // Until the browser has reported whether the icon is pinned, the first step is unknown.
  return pinned === 'unread' ? null : <Steps state={state} actions={actions} pinned={pinned} />;
}

function Steps({ state, actions, pinned }: { state: AppState; actions: AppActions; pinned: boolean | null }) {
  const page = useSteadyPage();
  const form = useSettingsDraft(state, actions);
  const done = stepsDone(state, pinned);
  // A step that is completed meanwhile must not change the page under the user.
  const [step, setStep] = useState(() => stepToDo(done));
  const title = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  const before = adjacentStep(step, -1);
  const after = adjacentStep(step, 1);

  // Announce the step after navigation; a new page announces itself.
  useEffect(() => {
    if (moved.current) title.current?.focus();
    moved.current = true;
  }, [step]);

  async function goOn(to: Step) {
    if (step === 'region' && !setsEnvironment(state.policy) && !(await form.save())) return;
    setStep(to);
  }

  return (
    <div class="options welcome-page" ref={page}>
      <header class="options-head">
        <ProductMark size={40} />
        <div>
          <h1>Welcome to Cobrowse for Genesys Cloud</h1>
          <p class="hint">Four steps until you can start a cobrowse session in one click.</p>
        </div>
      </header>
      {state.practice && <PracticeBanner onLeave={actions.leavePractice} />}
      <StepList current={step} done={done} onChoose={setStep} />
      <main tabIndex={-1} data-focus-home="">
        <h2 class="step-title" tabIndex={-1} ref={title}>
          {STEP_NAMES[step].title}
        </h2>
        {step === 'pin' && <PinStep pinned={pinned} />}
        {step === 'region' && <RegionStep state={state} form={form} actions={actions} />}
        {step === 'sign-in' && <SignInStep state={state} form={form} actions={actions} />}
        {step === 'try' && (
          <TryStep
            state={state}
            actions={actions}
            signedIn={done.has('sign-in')}
            onSignIn={() => setStep('sign-in')}
          />
        )}
        <SaveFailure form={form} actions={actions} />
        <footer class="step-foot">
          {before && (
            <button type="button" class="button" onClick={() => setStep(before)}>
              Back
            </button>
          )}
          {after && (
            <button
              type="button"
              class={done.has(step) || step === 'region' ? 'button button-primary' : 'button'}
              {...whileBusy(form.saving, () => void goOn(after))}
            >
              {done.has(step) || step === 'region' ? 'Continue' : 'Skip'}
            </button>
          )}
          <button type="button" class="button button-quiet step-settings" onClick={actions.openSettings}>
            All settings
          </button>
        </footer>
      </main>
    </div>
  );
}

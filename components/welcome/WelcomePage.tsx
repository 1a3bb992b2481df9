import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { setsEnvironment } from '@/utils/settings/policy';
import { Announcer } from '../common/Announcer';
import { PracticeBanner } from '../common/PracticeBanner';
import { ProductMark } from '../common/ProductMark';
import { useSteadyPage } from '../common/use-steady-page';
import { whileBusy } from '../common/while-busy';
import { SaveFailure } from '../settings-form/SaveFailure';
import { useSettingsDraft } from '../settings-form/use-settings-draft';
import { RegionStep } from './RegionStep';
import { SignInStep } from './SignInStep';
import { StepList } from './StepList';
import { adjacentStep, type Step, stepsDone, stepTitle, stepToDo } from './steps';
import { TryStep } from './TryStep';
import '../settings-form/settings-page.css';
import './WelcomePage.css';

/** The first page after the installation: three steps to the first session. */
export function WelcomePage({ state, actions }: { state: AppState; actions: AppActions }) {
  const page = useSteadyPage();
  const form = useSettingsDraft(state, actions);
  const done = stepsDone(state);
  // A step that is completed meanwhile must not change the page under the user.
  const [step, setStep] = useState(() => stepToDo(done));
  const title = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  const before = adjacentStep(step, -1);
  const after = adjacentStep(step, 1);
  const goesOn = done.has(step) || step === 'region';

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
        <ProductMark size={32} />
        <div>
          <h1>{t('welcome_title')}</h1>
          <p class="hint">{t('welcome_about')}</p>
        </div>
      </header>
      {state.practice && <PracticeBanner onLeave={actions.leavePractice} />}
      <StepList current={step} done={done} onChoose={setStep} />
      <main tabIndex={-1} data-focus-home="">
        <h2 class="step-title" tabIndex={-1} ref={title}>
          {stepTitle(step)}
        </h2>
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
              {t('welcome_back')}
            </button>
          )}
          {after && (
            <button
              type="button"
              class={goesOn ? 'button button-primary' : 'button'}
              {...whileBusy(form.saving, () => void goOn(after))}
            >
              {goesOn ? t('welcome_continue') : t('welcome_skip')}
            </button>
          )}
          <button type="button" class="button button-quiet step-settings" onClick={actions.openSettings}>
            {t('welcome_all_settings')}
          </button>
        </footer>
      </main>
      <Announcer />
    </div>
  );
}
